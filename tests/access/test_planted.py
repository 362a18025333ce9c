"""Planted holes, one at a time: each must be found, and nothing where none is planted."""

import pytest

from tests.access.papers import wrong_in_mails
from tests.access.planted import HOLES


def as_parameters(hole):
    """The worker that sends mail takes what is committed."""
    marks = [pytest.mark.django_db(transaction=True)] if hole[1] is wrong_in_mails else []
    return pytest.param(*hole[1:], id=hole[0], marks=marks)


@pytest.mark.parametrize(("look", "plant", "words"), [as_parameters(hole) for hole in HOLES])
def test_a_planted_hole_is_found(world, browsers, monkeypatch, settings, look, plant, words):
    settings.EMAIL_BACKEND = "readiness.outbox.OutboxBackend"
    settings.OUTBOX_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    plant(monkeypatch)
    found = next((problem for problem in look(world, browsers) if words in problem), None)
    print(f"found: {found}")
    assert found is not None


def test_there_are_enough_of_them_and_each_is_another():
    print(f"{len(HOLES)} holes")
    assert len({hole[0] for hole in HOLES}) == len({hole[2] for hole in HOLES}) == len(HOLES) >= 30
