"""Of Bootstrap's wheel only the style sheet is taken; everything is served under a name that carries its hash."""

import json

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import override_settings

from readiness.static_files import FILES


@pytest.fixture(scope="module")
def gathered(tmp_path_factory):
    """Gather the static files as `make setup` does; return (folder, {name: hashed name})."""
    folder = tmp_path_factory.mktemp("static")
    storage = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
    with override_settings(STATIC_ROOT=folder, STORAGES=settings.STORAGES | storage):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder, json.loads((folder / "staticfiles.json").read_text())["paths"]


def test_what_is_gathered_is_hashed_and_compressed(gathered):
    folder, names = gathered
    assert {name for name in names if name.startswith("bootstrap/")} == set(FILES)
    for name in ("site.css", "icon.svg", "bootstrap/css/bootstrap.min.css"):
        assert names[name] != name
        assert (folder / names[name]).exists()
        assert (folder / (names[name] + ".br")).exists()


def test_the_first_visit_is_light(gathered):
    folder, names = gathered
    sent = sum((folder / (names[name] + ".br")).stat().st_size for name in ("site.css", "bootstrap/css/bootstrap.min.css"))
    assert sent < 32_000


def test_nothing_else_of_the_wheel_is_found():
    assert finders.find("bootstrap/css/bootstrap.min.css")
    assert len(finders.find("bootstrap/css/bootstrap.min.css", find_all=True)) == 1
    assert not finders.find("bootstrap/js/jquery.min.js")
    assert not finders.find("bootstrap/../bootstrap/__init__.py")
