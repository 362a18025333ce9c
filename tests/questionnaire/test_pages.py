"""The pages without a script: answering, going on, checking, submitting; and what they say when something is wrong."""

import re
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments import workflow
from assessments.models import Assessment, Response, Save
from assessments.questionnaire.progress import Path, progress
from assessments.scorecard import answer_set, pack_of
from assessments.sheet import sheets
from assessments.typed import read_value, two_readings
from readiness.pack.numbers import scoring_framework
from readiness.scoring import assess
from tests.conftest import member
from tests.questionnaire.conftest import fields, kept, save

pytestmark = pytest.mark.django_db
EVERYTHING = {"R1a": 2, "R1b": "yes", "R1c": "never", "R1d": ["post"], "R2a": "5"}


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode())).replace("&#x27;", "'")


# The task list


def test_the_task_list_tells_how_far_each_requirement_is(browse, lead, draft):
    save(draft, "R1b", lead, value="yes")
    save(draft, "R2a", lead, value="5")
    page = browse(lead).get(reverse("assessment", args=[draft.pk]))
    assert page.context["path"].complete == 1
    told = text_of(page)
    for words in ("1 of 2 requirements complete", "2 of 5 questions answered", "In progress", "Complete"):
        assert words in told, words
    assert 'aria-describedby="status-R1"' in page.content.decode()


def test_continue_leads_to_the_first_open_question(browse, lead, draft):
    save(draft, "R1a", lead, value=1)
    page = browse(lead).get(reverse("assessment", args=[draft.pk])).content.decode()
    assert f'href="/assessments/{draft.pk}/requirements/R1/#question-R1b"' in page


def test_the_list_of_assessments_leads_here(browse, lead, draft):
    assert f'href="/assessments/{draft.pk}/"' in browse(lead).get("/assessments/").content.decode()


def test_a_neighbour_finds_nothing(browse, neighbour, draft, page_of):
    for address in (reverse("assessment", args=[draft.pk]), page_of(), reverse("check", args=[draft.pk])):
        assert browse(neighbour).get(address).status_code == 404


def test_completeness_is_the_scorings_own(draft, lead):
    for given in ({"R1a": 1}, {"R1b": "yes", "R2a": "7"}, {"R1c": "never", "R1d": ["none"], "R2b": "words"}):
        for code, value in given.items():
            save(draft, code, lead, value=value)
        pack, answers = pack_of(draft), answer_set(draft)
        mine = progress(pack.questions.values(), answers.responses)
        theirs = assess(scoring_framework(pack), answers.answers).scores.completeness
        assert (mine.answered, mine.applicable) == (theirs.answered, theirs.applicable)
    save(draft, "R1a", lead, version=1, not_applicable="We have none.")
    mine = Path(pack, answer_set(draft).responses).whole
    assert (mine.answered, mine.applicable) == (4, 4)


# One requirement


def test_every_kind_is_answered_by_plain_post(browse, lead, draft, page_of):
    given = fields("R1a", value="2") | fields("R1b", value="yes") | fields("R1c", value="monthly")
    answer = browse(lead).post(page_of(), given | fields("R1d", value=["post", "ministry"]) | {"then": "next"})
    assert (answer.status_code, answer["Location"]) == (302, page_of("R2"))
    given = fields("R2a", value="12,5") | fields("R2b", value="a\r\nb", remark="r") | fields("R2c", value="2026-11-20")
    answer = browse(lead).post(page_of("R2"), given | {"then": "next"})
    assert answer["Location"] == reverse("check", args=[draft.pk])
    assert [kept(draft, code)[0] for code in ("R1a", "R1b", "R1c", "R1d", "R2a", "R2b", "R2c")] == [
        2, "yes", "monthly", ["post", "ministry"], "12.5", "a\nb", "2026-11-20",
    ]  # fmt: skip


def test_a_half_empty_form_is_saved_and_nothing_is_asked_for(browse, lead, draft, page_of):
    assert browse(lead).post(page_of(), fields("R1a") | fields("R1b", value="yes")).status_code == 302
    assert (kept(draft, "R1a"), kept(draft, "R1b")[0]) == (None, "yes")


def test_saving_the_same_again_writes_no_new_version(browse, lead, draft, page_of):
    for _ in range(2):
        browse(lead).post(page_of("R2"), fields("R2a", version=1, value="12,50") | fields("R2b", version=1, value="x"))
    assert (kept(draft, "R2a")[3], kept(draft, "R2b")[3]) == (1, 1)


def test_an_answer_can_be_cleared(browse, lead, draft, page_of):
    save(draft, "R1a", lead, value=2, remark="Kept.")
    answer = browse(lead).post(page_of(), fields("R1a", 1, value="2", remark="Kept.") | {"clear": "R1a"})
    assert answer["Location"] == page_of() + "#question-R1a"
    assert kept(draft, "R1a")[:3] == (None, "", "Kept.")


def test_the_number_is_shown_as_the_reader_writes_it(browse, lead, draft, page_of):
    save(draft, "R2a", lead, value="12.5")
    assert 'value="12,5"' in browse(lead, headers={"accept-language": "fr"}).get(page_of("R2")).content.decode()
    assert 'value="12.5"' in browse(lead, headers={"accept-language": "en"}).get(page_of("R2")).content.decode()


def test_thousands_may_be_set_apart(browse, lead, draft, page_of):
    page = browse(lead).post(page_of("R2"), fields("R2a", value="1\u202f200"))
    assert "found &quot;1200&quot;" in page.content.decode()


def test_the_sign_of_the_unit_may_be_typed_as_well(browse, lead, draft, page_of):
    browse(lead).post(page_of("R2"), fields("R2a", value="12,5 %"))
    assert kept(draft, "R2a")[0] == "12.5"


def test_one_answer_is_singular_in_french(browse, lead, draft):
    save(draft, "R1b", lead, value="yes")
    page = browse(lead, headers={"accept-language": "fr"}).get(f"/assessments/{draft.pk}/").content.decode()
    assert "0 exigence complète sur 2" in page
    assert "1 question sur 5 a une réponse." in page


def test_a_refused_value_stays_in_its_field_with_the_message(browse, lead, draft, page_of):
    page = browse(lead).post(page_of("R2"), fields("R2a", value="120") | fields("R2b", value="Saved all the same"))
    told = page.content.decode()
    message = "Write a number from 0 to 100, found &quot;120&quot;"
    assert page.status_code == 200
    assert told.count(message) == 2  # in the summary and beside the field
    assert 'href="#R2a-value"' in told and 'id="R2a-value" value="120"' in told
    assert "<title>Error: R2" in told
    assert kept(draft, "R2b")[0] == "Saved all the same"


def test_messages_speak_french(browse, lead, page_of):
    page = browse(lead, headers={"accept-language": "fr"}).post(page_of("R2"), fields("R2a", value="cent"))
    assert "«\u00a0cent\u00a0» n’est pas un nombre. Écrivez-en un tel que 12 ou 12,5." in page.content.decode()
    assert "<title>Erreur" in page.content.decode()


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("1,200", ("1200", "1.2")), ("1.200", ("1200", "1.2")), ("12,345", ("12345", "12.3450")), ("-1,000", ("-1000", "-1")),
        ("0,200", None), ("0.200", None), ("012,345", None), ("1200", None), ("1,20", None), ("1,2000", None), ("1234,567", None),
        ("1 234,567", None), ("1,200,000", None), ("1.200,5", None), ("", None),
    ],
)  # fmt: skip
def test_three_digits_after_one_separator_have_two_readings(text, ways):
    assert two_readings(text) == ways


@pytest.mark.parametrize(("language", "fraction"), [("en", "1.2"), ("fr", "1,2")])
@pytest.mark.parametrize("text", ["1,200", "1.200"])
def test_a_number_with_two_readings_is_refused_with_both(browse, lead, draft, page_of, text, language, fraction):
    client = browse(lead, headers={"accept-language": language})
    given = fields("R2a", value=text, remark="Kept") | fields("R2b", value="Saved all the same")
    page = client.post(page_of("R2"), given).content.decode()
    asked = f"1200 ou {fraction}"
    told = {
        "en": f"“{text}” can be read as 1200 or as {fraction}. Write it as you mean it: 1200 or {fraction}.",
        "fr": f"«\u00a0{text}\u00a0» peut se lire {asked}. Écrivez-le comme vous l’entendez\u00a0: {asked}.",
    }[language]
    assert page.count(told) == 2  # in the summary and beside the field
    assert f'id="R2a-value" value="{text}"' in page
    assert (kept(draft, "R2a")[:3], kept(draft, "R2b")[0]) == ((None, "", "Kept"), "Saved all the same")
    answer = sent(client, draft, "R2a", value=text)
    assert (answer.json()["state"], told in answer.json()["html"]) == ("refused", True)
    assert sent(client, draft, "R2a", value=fraction, version=1).json()["state"] == "saved"
    assert kept(draft, "R2a")[0] == "1.2"


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", "\u2009"])
def test_spaces_between_thousands_are_taken(space):
    number = SimpleNamespace(kind="number", unit=None)
    assert read_value(number, (f"1{space}200",)) == "1200"
    assert read_value(number, (f"1{space}200{space}000,5",)) == "1200000.5"
    assert read_value(number, (f"1{space}20",)) == f"1{space}20"


def test_a_number_kept_with_three_decimals_is_not_asked_about_again(browse, lead, draft, page_of):
    save(draft, "R2a", lead, value="12.345")
    page = browse(lead, headers={"accept-language": "fr"}).post(page_of("R2"), fields("R2a", 1, value="12,345", remark="New"))
    assert page.status_code == 302
    assert kept(draft, "R2a")[:3] == ("12.345", "", "New")


def test_not_applicable_wants_a_reason(browse, lead, draft, page_of):
    page = browse(lead).post(page_of(), fields("R1a", value="2", na="yes", remark="Typed."))
    assert "Write why this does not apply." in text_of(page)
    assert kept(draft, "R1a")[:3] == (None, "", "Typed.")
    browse(lead).post(page_of(), fields("R1a", 1, value="2", na="yes", reason="We have none.", remark="Typed."))
    assert kept(draft, "R1a")[:3] == (None, "We have none.", "Typed.")


def test_a_conflict_is_409_with_both_texts_and_a_choice(browse, lead, contributor, draft, page_of):
    save(draft, "R2b", contributor, value="Theirs")
    page = browse(lead).post(page_of("R2"), fields("R2b", value="Mine", remark="Mine alone"))
    told = page.content.decode()
    assert page.status_code == 409
    assert str(contributor) in told and "Theirs" in told and ">Mine</textarea>" in told
    shown = re.search(r'name="R2b-shown" value="(\d+)"', told).group(1)
    assert kept(draft, "R2b")[:3] == ("Theirs", "", "Mine alone")
    again = fields("R2b", 0, value="Mine", remark="Mine alone") | {"R2b-shown": shown}
    assert browse(lead).post(page_of("R2"), again | {"take": "R2b:value"}).status_code == 302
    assert kept(draft, "R2b")[0] == "Theirs"
    assert browse(lead).post(page_of("R2"), again | {"keep": "R2b:value"}).status_code == 302
    assert kept(draft, "R2b")[0] == "Mine"


def test_an_observer_reads_and_does_not_write(browse, observer, lead, draft, page_of):
    save(draft, "R2b", lead, value="To be read")
    page = browse(observer).get(page_of("R2")).content.decode()
    assert "To be read" in page and 'name="R2b-value"' not in page
    assert browse(observer).post(page_of("R2"), fields("R2b", value="x")).status_code == 403
    assert kept(draft, "R2b")[0] == "To be read"


def test_a_submitted_assessment_says_so_and_shows_what_was_typed(browse, lead, draft, page_of):
    workflow.advance(draft, "submit", by=lead)
    page = browse(lead).post(page_of("R2"), fields("R2b", value="Typed for an hour"))
    assert page.status_code == 403
    assert "Typed for an hour" in text_of(page) and "was submitted meanwhile" in text_of(page)
    assert kept(draft, "R2b") is None


def test_a_missing_translation_is_marked_with_its_language(browse, lead, page_of):
    page = browse(lead, headers={"accept-language": "fr"}).get(page_of()).content.decode()
    assert '<span lang="en">Minutes of March.</span>' in page


def test_what_a_colleague_wrote_is_shown_as_text(browse, lead, draft, page_of):
    save(draft, "R2b", lead, value='</textarea><script>alert("x")</script>', remark="<b>")
    assert "<script>alert" not in browse(lead).get(page_of("R2")).content.decode()
    workflow.advance(draft, "submit", by=lead)
    assert "<script>alert" not in browse(lead).get(page_of("R2")).content.decode()


@pytest.mark.parametrize("code", ["R9", "r1", "R1a", "%00", "x" * 300])
def test_an_unknown_requirement_is_404(browse, lead, draft, code):
    assert browse(lead).get(f"/assessments/{draft.pk}/requirements/{code}/").status_code in (400, 404)


BAD = ["x" * 100_000, "12,5,5", "1e999", "NaN", "-0", "٣", "\ufffe", "\u202e", "none", "💥" * 500]


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
def test_no_input_breaks_the_page(browse, lead, draft, page_of, bad):
    every = {}
    for code in ("R1a", "R1b", "R1c", "R1d", "R2a", "R2b", "R2c"):
        names = ("value", "reason", "remark", "link", "title", "on_site")
        every |= fields(code, na="yes", **dict.fromkeys(names, bad)) | {f"{code}-version": bad}
    more = {"page": bad, "keep": bad, "take": bad, "remove": bad, "add": bad, "clear": bad, "from": bad, "then": bad}
    for code in ("R1", "R2"):
        assert browse(lead).post(page_of(code), every | more).status_code in (200, 302, 409, 413)  # 6 MB is too much
        without = {name: value for name, value in every.items() if not name.endswith("-na")}
        assert browse(lead).post(page_of(code), without).status_code in (200, 302, 409, 413)
    assert browse(lead).get(page_of()).status_code == 200


def test_nul_is_refused_at_the_door(browse, lead, draft, page_of):
    assert browse(lead).post(page_of("R2"), fields("R2b", value="a\x00b")).status_code == 400


def test_the_page_takes_the_same_queries_for_any_number_of_answers(browse, lead, draft, page_of, django_assert_num_queries):
    client = browse(lead)
    client.get(page_of())
    # session, person, second factor, appointments, assessment, role, responses; role, comments, who is in charge
    with django_assert_num_queries(11) as queries:
        client.get(page_of())
    for code in ("R1a", "R1b", "R1c", "R1d"):
        save(draft, code, lead, value=EVERYTHING[code])
    with django_assert_num_queries(len(queries) + 1):  # and evidence
        client.get(page_of())


# A script's saves


def sent(client, draft, code="R2b", **given):
    from uuid import uuid4

    body = {"field": "value", "value": "x", "version": 0, "page": uuid4(), "sequence": 1, "key": uuid4()} | given
    return client.post(reverse("save_answer", args=[draft.pk, code]), body, headers={"accept": "application/json"})


def test_a_page_of_somebody_else_saves_nothing_in_this_persons_name(draft, browse, lead, contributor, page_of):
    client = browse(contributor)
    evidence = {"question": "R2b", "add": "R2b", "R2b-link": "https://www.example.org/", "person": lead.pk}
    for answer in (
        sent(client, draft, person=lead.pk),
        client.post(page_of("R2"), evidence, headers={"accept": "application/json"}),
    ):
        assert (answer.status_code, answer.json()) == (401, {"state": "someone_else"})
    assert kept(draft, "R2b") is None
    assert sent(client, draft, person=contributor.pk).json()["state"] == "saved"


def test_a_save_takes_few_queries(browse, lead, draft):
    client = browse(lead)
    assert sent(client, draft, value="before").json()["version"] == 1
    with CaptureQueriesContext(connection) as queries:
        assert sent(client, draft, version=1, value="after").json()["version"] == 2
    asked = [query["sql"].split()[0] for query in queries.captured_queries]
    # session, person, second factor, whether they may, the lock, the response, its saves; then the row, its history and the key
    assert [word for word in asked if word in ("SELECT", "UPDATE", "INSERT")] == ["SELECT"] * 7 + ["UPDATE", "INSERT", "INSERT"]


def test_a_script_saves_one_field(browse, lead, draft):
    answer = sent(browse(lead), draft, value="Some words")
    assert (answer.status_code, answer.json()["state"], answer.json()["version"]) == (200, "saved", 1)
    assert kept(draft, "R2b")[0] == "Some words"


def test_a_script_is_told_what_is_refused(browse, lead, draft):
    answer = sent(browse(lead), draft, "R2a", value="120")
    assert (answer.status_code, answer.json()["state"]) == (200, "refused")
    assert "Write a number from 0 to 100" in answer.json()["html"]


def test_a_script_is_told_of_a_conflict(browse, lead, contributor, draft):
    save(draft, "R2b", contributor, value="Theirs")
    answer = sent(browse(lead), draft, value="Mine")
    assert (answer.status_code, answer.json()["state"]) == (409, "conflict")
    assert "Theirs" in answer.json()["html"] and "Keep mine" in answer.json()["html"]


def test_a_script_is_told_that_the_session_has_ended(browse, draft):
    answer = sent(browse(), draft)
    assert (answer.status_code, answer.json()) == (401, {"state": "signed_out"})


def test_a_script_is_told_that_it_was_submitted(browse, lead, draft):
    workflow.advance(draft, "submit", by=lead)
    answer = sent(browse(lead), draft)
    assert (answer.status_code, answer.json()["state"]) == (403, "closed")
    assert "was submitted meanwhile" in answer.json()["html"]


def test_a_script_may_not_save_for_an_observer_nor_for_a_neighbour(browse, observer, neighbour, draft):
    assert sent(browse(observer), draft).status_code == 403
    assert sent(browse(neighbour), draft).status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"field": "version"}, {"field": ""}, {"key": "x"}, {"page": ""}, {"field": "status", "value": "submitted"}]
)
def test_what_our_page_never_sends_is_422(browse, lead, draft, wrong):
    assert sent(browse(lead), draft, **wrong).status_code == 422
    assert not Response.objects.exists()


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
def test_no_input_breaks_a_save(browse, lead, draft, bad):
    for code in ("R1a", "R1d", "R2a", "R2b", "R2c"):
        for field in ("value", "not_applicable", "remark"):
            given = {"field": field, "value": bad, "ticked": "yes", "version": bad, "sequence": bad}
            assert sent(browse(lead), draft, code, **given).status_code in (200, 409)


# Checking and submitting


@pytest.fixture
def check(draft):
    return reverse("check", args=[draft.pk])


def test_the_check_shows_every_answer_with_a_way_back_to_its_row(browse, lead, draft, check, page_of):
    for code, value in EVERYTHING.items():
        save(draft, code, lead, value=value)
    page = browse(lead).get(check)
    assert "2 – Half of it is done." in text_of(page) and "5% of offices" in text_of(page)
    assert f'href="{page_of("R1")}?from=R1b#question-R1b"' in page.content.decode()
    answer = browse(lead).post(page_of(), fields("R1b", 1, value="no") | {"from": "R1b", "then": "check"})
    assert answer["Location"] == check + "#row-R1b"


def test_submitting_is_a_named_sign_off_with_a_receipt(browse, lead, draft, check):
    for code, value in EVERYTHING.items():
        save(draft, code, lead, value=value)
    signed = {"name": "The lead", "function": "Director of strategy", "confirmed": "on"}
    answer = browse(lead).post(check, signed, follow=True)
    assert answer.redirect_chain == [(reverse("receipt", args=[draft.pk]), 302)]
    assert "The lead, Director of strategy" in text_of(answer) and "What comes next" in text_of(answer)
    change = draft.status_changes.get()
    assert (change.action, change.by, change.note) == ("submit", lead, "The lead, Director of strategy")
    assert not Save.objects.exists()


def test_submitting_says_everything_that_is_missing_at_once(browse, lead, draft, check):
    page = browse(lead).post(check, {"missing": ""})
    told = page.content.decode()
    assert page.status_code == 200 and "<title>Error:" in told
    for words in ("Write your name.", "Write your function.", "Tick this box to confirm.", "Tick this box to submit without"):
        assert told.count(words) == 2, words
    assert "5 questions have no answer" in text_of(page)
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_an_incomplete_assessment_is_submitted_knowingly(browse, lead, draft, check):
    save(draft, "R1a", lead, value=1)
    signed = {"name": "The lead", "function": "Director", "confirmed": "on", "incomplete": "on"}
    assert "has changed meanwhile" in text_of(browse(lead).post(check, signed | {"missing": "R1a R1b R1c R1d R2a"}))
    assert browse(lead).post(check, signed | {"missing": "R1b R1c R1d R2a"}).status_code == 302


def test_only_the_lead_submits(browse, contributor, observer, draft, check):
    for person in (contributor, observer):
        assert browse(person).post(check, {}).status_code == 403
    assert "The lead of your team submits" in text_of(browse(contributor).get(check))


SIGNED = {"name": "a", "function": "b", "confirmed": "on"}


def test_who_submits_second_is_told_who_was_first_and_when(browse, lead, draft, check):
    first = member("lead", draft.operator, name="quicker")
    workflow.advance(draft, "submit", by=first)
    answer = browse(lead).post(check, SIGNED)
    change = draft.status_changes.get()
    assert answer.status_code == 403
    assert f"was submitted already, by {first} on {change.at:%-d %B %Y}" in text_of(answer)
    assert "Your sign-off was not added" in text_of(answer) and "Receipt number" in text_of(answer)
    assert draft.status_changes.count() == 1


def test_who_presses_twice_is_told_that_it_was_submitted(browse, lead, draft, check):
    workflow.advance(draft, "submit", by=lead)
    assert "You submitted this assessment already" in text_of(browse(lead).post(check, SIGNED))


def test_who_was_as_quick_and_lost_is_told_the_same(browse, lead, draft, check, monkeypatch):
    from assessments.questionnaire import submitting

    first = member("lead", draft.operator, name="quicker")

    def quicker(assessment, *signed):
        workflow.advance(Assessment.objects.get(pk=assessment.pk), "submit", by=first)
        raise workflow.TooLate

    for code, value in EVERYTHING.items():
        save(draft, code, lead, value=value)
    monkeypatch.setattr(submitting, "submit", quicker)
    answer = browse(lead).post(check, SIGNED)
    assert answer.status_code == 403 and f"was submitted already, by {first}" in text_of(answer)


def test_who_may_not_submit_is_told_that_instead(browse, contributor, observer, draft, check, lead):
    workflow.advance(draft, "submit", by=lead)
    for person in (contributor, observer):
        assert "You may not do this" in text_of(browse(person).post(check, SIGNED))


def test_a_draft_has_no_receipt(browse, lead, draft):
    assert browse(lead).get(reverse("receipt", args=[draft.pk]))["Location"] == reverse("assessment", args=[draft.pk])


def test_the_sheets_of_a_pack_take_two_queries(draft, lead, django_assert_num_queries):
    pack = pack_of(draft)
    questions = list(pack.questions.values())
    for code, value in EVERYTHING.items():
        save(draft, code, lead, value=value)
    with django_assert_num_queries(2):
        sheets(draft, pack, questions, "en")


def test_a_page_is_compressed_for_a_thin_line(browse, lead, page_of):
    page = browse(lead).get(page_of(), headers={"accept-encoding": "gzip"})
    assert page["Content-Encoding"] == "gzip"
    assert len(page.content) < 12_000
