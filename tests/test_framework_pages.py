"""The pages about a framework: words, help from others, where it comes from; and what stands around its questions."""

import pytest


def page(client, address, language="en"):
    client.cookies["language"] = language
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_words_are_in_the_readers_alphabet(browse, lead, around):
    english = page(browse(lead), "/frameworks/around/1/words/")
    assert english.index("advance data") < english.index("What is written.")
    french = page(browse(lead), "/frameworks/around/1/words/", "fr")
    assert french.index("Ce qui est écrit.") < french.index("Envoyées avant l’objet.")


def test_outside_help_is_named_as_such_with_what_it_helps(browse, lead, around):
    text = page(browse(lead), "/frameworks/around/1/help/")
    assert "never counted in the effect of a plan" in text
    for word in ("Fund", "Others", "Money.", "https://example.org/", "P1.1"):
        assert word in text


def test_every_part_says_where_it_comes_from(browse, lead, around):
    text = page(browse(lead), "/frameworks/around/1/sources/")
    assert "proposed by this project" in text and "stated in the source" in text and "found elsewhere" in text
    assert "Made for the tests." in text and "Nothing." in text


@pytest.mark.parametrize("what", ["words", "help", "sources"])
def test_an_edition_that_was_never_published_is_not_found(browse, lead, around, what):
    assert browse(lead).get(f"/frameworks/around/2/{what}/").status_code == 404


def test_a_question_says_who_knows_and_what_proves_each_claim(browse, lead, around):
    text = page(browse(lead), f"/assessments/{around.pk}/requirements/P1.1/")
    assert "Legal, IT" in text and "looked at during the visit" in text
    assert "From level 2" in text and "A screen." in text and "From level 3" in text
    assert "Sent before the item." in text
    assert "These are not scores." in text and "50%" in text and "/frameworks/around/1/help/#help-fund" in text


def test_the_short_reading_asks_its_questions_only(browse, lead, around):
    text = page(browse(lead), f"/assessments/{around.pk}/requirements/P1.1/")
    assert "P1.1a" in text and "P1.1b" not in text
    assert "It asks 2 of the framework’s 4 questions." in page(browse(lead), f"/assessments/{around.pk}/")
    response = browse(lead).post(f"/assessments/{around.pk}/questions/P1.1b/", {"P1.1b-value": "yes"})
    assert response.status_code == 404
