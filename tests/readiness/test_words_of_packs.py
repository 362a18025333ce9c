"""How the packs are written: both languages, typeset as each language is, every explained word used."""

import re
import unicodedata

import pytest
from django.conf import settings

from readiness.pack import read_pack, read_yaml

FILES = sorted(settings.PACKS.glob("*.yaml"))
FRENCH_FAULT = re.compile(r"['\"]|[^\u00a0\u202f](?:[?!;»%]|:(?=\s|$))|«[^\u00a0\u202f]")
ENGLISH_FAULT = re.compile(r"['\"\u00a0]|\s[?!;:%]")

ONE_WORD = {r"(?i)\btarget": r"(?i)\bcible", r"(?i)\bobjective": r"(?i)\bobjectif", r"(?i)\bcapabilit": r"(?i)\bcapacités? n"}
SET_NAMES = "(?i)sustainable development goals|joint sdg fund|objectifs de développement durable|capacity building"


@pytest.fixture(params=FILES, ids=[path.stem for path in FILES])
def path(request):
    return request.param


def texts(value, languages, without=()):
    """Yield {language: words} of everything in the pack that is written in its languages."""
    if isinstance(value, dict):
        if set(value) == set(languages) and all(isinstance(words, str) for words in value.values()):
            yield value
        else:
            for key, part in value.items():
                if key not in without:
                    yield from texts(part, languages)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part, languages)


def unpaired(texts):
    """Return the texts in which an English word stands without its French one, or the other way round."""
    found = []
    for text in texts:
        english, french = (re.sub(SET_NAMES, "", text[language]) for language in ("en", "fr"))
        found += [text for one, other in ONE_WORD.items() if bool(re.search(one, english)) != bool(re.search(other, french))]
    return found


def written(path, language, without=()):
    pack = read_pack(path)
    return [text[language] for text in texts(read_yaml(path.read_bytes()).data, pack.framework.languages, without)]


def alphabetical(term):
    """Return what a French dictionary sorts by: no accents, no ligatures."""
    plain = unicodedata.normalize("NFKD", term.casefold().replace("œ", "oe"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def test_nothing_is_left_untranslated(path):
    assert read_pack(path).framework.languages == ["fr", "en"]
    assert "MISSING" not in path.read_text(encoding="utf-8")


def test_one_word_is_used_for_one_idea(path):
    assert unpaired(texts(read_yaml(path.read_bytes()).data, ["fr", "en"])) == []


def test_a_target_that_is_called_an_objective_is_found():
    assert unpaired([{"en": "A target.", "fr": "Un objectif."}, {"en": "A target.", "fr": "Une cible."}]) != []


def test_french_is_typeset(path):
    """A no-break space before ? ! : ; » and %, and after «; no straight quotes or apostrophes."""
    assert [words for words in written(path, "fr") if FRENCH_FAULT.search(words)] == []


def test_english_is_typeset(path):
    assert [words for words in written(path, "en") if ENGLISH_FAULT.search(words)] == []


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("Quoi ?", True),
        ("Quoi\u00a0?", False),
        ("40 %", True),
        ("https://a.example", False),
        ("Ceci : cela", True),
        ("l'an", True),
    ],
)
def test_a_fault_in_french_would_be_seen(words, wrong):
    assert bool(FRENCH_FAULT.search(words)) == wrong


def test_explained_words_stand_in_the_order_of_the_alphabet(path):
    terms = [entry.term["fr"] for entry in read_pack(path).glossary]
    assert terms == sorted(terms, key=alphabetical)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_two_entries_claim_the_same_word(path, language):
    forms = [
        form
        for entry in read_pack(path).glossary
        for form in {words.casefold() for words in (entry.term[language], *entry.forms.get(language, ()))}
    ]
    assert sorted({form for form in forms if forms.count(form) > 1}) == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_explained_word_is_used(path, language):
    pack = read_pack(path)
    used = pack.words.explained(written(path, language, without=("glossary",)), language)
    assert [entry.code for entry in pack.glossary if entry not in used] == []
