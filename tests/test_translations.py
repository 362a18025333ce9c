"""Every string a person reads is translated."""

import ast
import re
import shutil
import subprocess
import sys

import pytest
from django.utils import translation

from assessments.models import Assessment
from readiness.settings import BASE_DIR

IN_FRENCH = BASE_DIR / "readiness" / "locale" / "fr" / "LC_MESSAGES" / "django.po"
LINES = r'(?:".*"\n?)+'
ENTRY = re.compile(rf"((?:^#.*\n)*)^msgid ({LINES})((?:msgid_plural {LINES})?)((?:^msgstr(?:\[\d\])? {LINES})+)", re.M)


def text(lines):
    return "".join(re.findall(r'"(.*)"', lines))


def entries(path):
    """Return [(comments, message, its translations)] of a catalogue, the header left out."""
    found = []
    for comments, message, _plural, translations in ENTRY.findall(path.read_text()):
        parts = re.split(r"^msgstr(?:\[\d\])? ", translations, flags=re.M)[1:]
        if text(message):
            found.append((comments, text(message), [text(part) for part in parts]))
    return found


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """Return the French catalogue as makemessages leaves it, in a copy of the project."""
    copy = tmp_path_factory.mktemp("copy")
    for part in ("readiness", "assessments", "templates", "manage.py"):
        source = BASE_DIR / part
        if source.is_dir():
            shutil.copytree(source, copy / part, ignore=shutil.ignore_patterns("__pycache__", "static", "*.mo"))
        else:
            shutil.copy(source, copy / part)
    command = [sys.executable, "manage.py", "makemessages", "-l", "fr", "--no-location", "--no-obsolete", "--no-wrap"]
    environment = {"PATH": "/usr/bin:/bin", "LEVIER_DATA": str(copy / "data")}
    subprocess.run(command, cwd=copy, env=environment, check=True, capture_output=True)
    return entries(copy / IN_FRENCH.relative_to(BASE_DIR))


def test_every_string_has_its_french(collected):
    assert len(collected) > 200
    assert [message for _comments, message, translations in collected if not all(translations)] == []


def test_no_translation_is_a_guess(collected):
    assert [message for comments, message, _translations in collected if "fuzzy" in comments] == []


def test_no_translation_is_left_over(collected):
    kept = {message for _comments, message, _translations in entries(IN_FRENCH)}
    assert kept - {message for _comments, message, _translations in collected} == set()


def test_no_string_hides_from_the_collector():
    """makemessages does not look into f-strings: a call for a translation stands outside of them."""
    hidden = []
    for path in (path for app in ("readiness", "assessments") for path in (BASE_DIR / app).rglob("*.py")):
        for f_string in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.JoinedStr)):
            calls = (node for node in ast.walk(f_string) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
            hidden += [f"{path}:{call.lineno}" for call in calls if call.func.id in ("_", "gettext", "ngettext", "pgettext")]
    assert hidden == []


def test_a_target_is_a_cible_and_never_an_objectif(collected):
    pairs = [(message, " ".join(translations)) for _comments, message, translations in collected]
    assert [pair for pair in pairs if bool(re.search(r"(?i)\btarget", pair[0])) != bool(re.search(r"(?i)\bcible", pair[1]))] == []
    assert [pair for pair in pairs if "objectif" in pair[1].lower() and "objective" not in pair[0].lower()] == []


def test_the_catalogue_compiles(tmp_path):
    subprocess.run(["msgfmt", "--check-format", "-o", tmp_path / "fr.mo", IN_FRENCH], check=True)


def test_french_punctuation_stays_with_its_word(collected):
    loose = re.compile(r"\w [;?!»]|« \w|\w :(?!\S)")
    assert [each for _comments, _message, translations in collected for each in translations if loose.search(each)] == []


def test_in_french_every_state_agrees_with_the_assessment():
    with translation.override("fr"):
        told = {state.value: str(state.label) for state in Assessment.Status}
    participles = {name: told[name] for name in ("submitted", "reviewed", "closed")}
    assert participles == {"submitted": "soumise", "reviewed": "examinée", "closed": "close"}
    assert not {"visité", "visitée"} & set(told.values())  # it is the operator that is visited


def test_in_french_one_word_says_that_a_claim_is_too_high():
    told = [text for _comments, message, texts in entries(IN_FRENCH) for text in texts if "likely too high" in message.lower()]
    assert len(told) >= 4 and all("trop favorable" in text for text in told)
