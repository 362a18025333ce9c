"""What an expert asks opens that question alone; the lead gives it back; each is told once, and of nothing that was answered."""

import pytest
from django.core import mail
from django.urls import reverse

from assessments import workflow
from assessments.models import Assignment, Clarification, Evidence, Response
from assessments.questionnaire.saving import Closed
from assessments.scorecard import answer_set, answers_of
from tests.questionnaire.conftest import fields, kept, save
from tests.review.conftest import rate


@pytest.fixture
def asked(experts_browser, reviewed, expert, contributor):
    """Return the submission with a question asked about R1b, of whose requirement the contributor is in charge."""
    requirement = reviewed.framework.requirements.get(code="R1")
    Assignment.objects.create(assessment=reviewed, requirement=requirement, person=contributor)
    rate(experts_browser, reviewed, "R1b", expert, "keep", ask="Which law is it?", note="THE-NOTE")
    experts_browser.post(reverse("ask_clarification", args=[reviewed.pk]))
    reviewed.refresh_from_db()
    return reviewed


def page(assessment, code="R1"):
    return reverse("requirement", args=[assessment.pk, code])


def autosave(browser, assessment, code, value, version=1):
    from uuid import uuid4

    data = {"field": "value", "value": value, "version": version, "sequence": 1, "page": uuid4(), "key": uuid4()}
    return browser.post(reverse("save_answer", args=[assessment.pk, code]), data)


def test_asking_moves_it_and_tells_the_lead_and_who_is_in_charge_once(asked, lead, contributor, mailoutbox):
    assert asked.status == "clarification"
    assert Clarification.objects.get().asked_at is not None
    assert sorted(message.to[0] for message in mailoutbox) == [contributor.email, lead.email]
    for message in mailoutbox:
        assert "R1b" in message.body and f"/assessments/{asked.pk}/" in message.body
        assert "Which law" not in message.body and "See the law" not in message.body


def test_the_mail_is_in_the_readers_language(experts_browser, reviewed, expert, lead, mailoutbox):
    type(lead).objects.filter(pk=lead.pk).update(language="fr")
    rate(experts_browser, reviewed, "R1b", expert, "keep", ask="Which law is it?")
    experts_browser.post(reverse("ask_clarification", args=[reviewed.pk]))
    assert mailoutbox[-1].subject.startswith("Levier\u00a0: une réponse à préciser")


def test_nothing_is_asked_where_nothing_was_written(experts_browser, reviewed, mailoutbox):
    answer = experts_browser.post(reverse("ask_clarification", args=[reviewed.pk]), follow=True)
    reviewed.refresh_from_db()
    assert reviewed.status == "in_review" and mailoutbox == []
    assert "Nothing is to be clarified yet" in answer.content.decode()


def test_only_what_is_asked_about_is_open_on_the_page(browse, lead, asked):
    told = browse(lead, headers={"accept-language": "en"}).get(page(asked)).content.decode()
    assert "Which law is it?" in told and 'name="R1b-value"' in told
    assert 'name="R1a-value"' not in told and "Locked: nothing is asked about this answer." in told
    assert "THE-NOTE" not in told


def test_the_task_list_says_how_many_and_what(browse, lead, contributor, observer, asked):
    here = reverse("assessment", args=[asked.pk])
    told = browse(lead, headers={"accept-language": "en"}).get(here).content.decode()
    assert "The experts ask about one answer" in told and "Which law is it?" in told and "not changed yet" in told
    assert "Give the answers back" in told
    for other in (contributor, observer):
        assert "Give the answers back" not in browse(other, headers={"accept-language": "en"}).get(here).content.decode()


def test_a_whole_form_saves_what_is_asked(browse, lead, asked):
    data = fields("R1b", 1, value="no", remark="The law of 2019") | {"R1b-on-site": "The gazette", "add": "R1b"}
    assert browse(lead).post(page(asked), data).status_code == 302
    assert kept(asked, "R1b") == ("no", "", "The law of 2019", 2)
    assert Evidence.objects.filter(response__question__code="R1b", text="The gazette").exists()


def test_a_form_from_before_changes_no_locked_answer_and_loses_nothing_typed(browse, lead, asked):
    older = fields("R1a", 1, value="1", remark="Typed for a locked one") | fields("R1b", 1, value="no")
    answer = browse(lead, headers={"accept-language": "en"}).post(page(asked), older)
    assert answer.status_code == 403 and "Typed for a locked one" in answer.content.decode()
    assert kept(asked, "R1a")[0] == 3
    assert kept(asked, "R1b")[0] == "no"


def test_autosave_takes_what_is_asked_and_nothing_else(browse, lead, asked):
    browser = browse(lead)
    assert autosave(browser, asked, "R1b", "no").json()["state"] == "saved"
    assert autosave(browser, asked, "R1a", "1").status_code == 403
    assert kept(asked, "R1a")[0] == 3


def test_evidence_of_a_locked_answer_stays(browse, lead, asked):
    piece = Evidence.objects.get(response__question__code="R1a")
    assert browse(lead).post(page(asked), {"remove": piece.pk}).status_code == 403
    assert browse(lead).post(page(asked), {"R1a-on-site": "More", "add": "R1a"}).status_code == 403
    assert list(Evidence.objects.all()) == [piece]


def test_an_observer_writes_a_remark_on_what_is_asked_and_nothing_else(browse, observer, asked):
    browser = browse(observer)
    data = fields("R1b", 1, value="no", remark="The ministry says 2019")
    assert browser.post(reverse("remarks", args=[asked.pk, "R1"]), data).status_code == 302
    assert kept(asked, "R1b")[:3] == ("yes", "", "The ministry says 2019")
    assert browser.post(reverse("remarks", args=[asked.pk, "R1"]), fields("R1a", 1, remark="No")).status_code == 403
    assert kept(asked, "R1a")[2] == ""


def test_the_door_holds_also_where_a_page_forgets_to_ask(asked, lead):
    save(asked, "R1b", lead, version=1, value="no")
    with pytest.raises(Closed):
        save(asked, "R1a", lead, version=1, value=1)


def test_giving_back_locks_it_and_tells_the_reviewers(browse, lead, contributor, expert, second, asked):
    mail.outbox.clear()
    back = reverse("answer_clarification", args=[asked.pk])
    assert browse(contributor).post(back).status_code == 403
    save(asked, "R1b", lead, version=1, value="no")
    browse(lead).post(back, {"note": "The law of 2019."})
    asked.refresh_from_db()
    assert asked.status == "in_review" and Clarification.objects.get().answered_at is not None
    assert [message.to[0] for message in mail.outbox] == [expert.email, second.email]
    assert "2019" not in "".join(message.body for message in mail.outbox)
    assert autosave(browse(lead), asked, "R1b", "yes", 2).status_code == 403


def test_the_expert_sees_what_changed_and_that_the_rating_is_older(browse, experts_browser, lead, expert, asked):
    rate(experts_browser, asked, "R1b", expert)
    save(asked, "R1b", lead, version=1, value="no")
    browse(lead).post(reverse("answer_clarification", args=[asked.pk]))
    told = experts_browser.get(reverse("review_question", args=[asked.pk, "R1b"])).content.decode()
    assert "was changed since you rated it" in told
    assert "Asked again, and given back" in told and "Which law is it?" in told


def test_a_refusal_is_said_in_words_and_counts_until_it_is_answered(browse, experts_browser, reviewed, expert, lead):
    Response.objects.filter(question__code="R1a").update(value=None, not_applicable="We have no offices")
    rate(experts_browser, reviewed, "R1a", expert, "refuse", why="You have 300 offices.")
    experts_browser.post(reverse("ask_clarification", args=[reviewed.pk]))
    told = browse(lead, headers={"accept-language": "en"}).get(page(reviewed)).content.decode()
    assert "do not accept that this question does not apply" in told and "You have 300 offices." in told
    assert kept(reviewed, "R1a")[1] == "We have no offices"  # nothing is deleted by a refusal
    assert (states(reviewed, "R1a"), states(reviewed, "R1b")) == (["unanswered"] * 2, ["answered"] * 2)
    save(reviewed, "R1a", lead, version=1, not_applicable="We have none: see the statutes.")
    assert states(reviewed, "R1a") == ["not_applicable"] * 2


def states(assessment, code):
    """Return how an answer counts where one assessment is read, and where many are."""
    assessment.refresh_from_db()
    return [answer_set(assessment).answers[code].state, answers_of([assessment])[assessment.pk][code].state]


def test_the_history_says_who_when_and_why(browse, lead, experts_browser, reviewed, expert):
    rate(experts_browser, reviewed, "R1b", expert, "keep", ask="Which law is it?", note="THE-NOTE")
    experts_browser.post(reverse("ask_clarification", args=[reviewed.pk]), {"note": "Before the visit, please."})
    told = browse(lead, headers={"accept-language": "en"}).get(reverse("assessment", args=[reviewed.pk])).content.decode()
    for text in ("What happened so far", "Clarification asked", "The expert", "Before the visit, please.", "In review"):
        assert text in told, text
    assert "THE-NOTE" not in told


def test_going_on_without_the_answers_locks_them_again(browse, secretariat, asked, lead):
    browse(secretariat).post(reverse("stop_waiting", args=[asked.pk]), {"note": "Too late."})
    asked.refresh_from_db()
    assert asked.status == "in_review" and Clarification.objects.get().withdrawn_at is not None
    assert autosave(browse(lead), asked, "R1b", "no").status_code == 403


def test_a_draft_that_was_returned_is_whole_again(asked, secretariat, browse, expert, lead):
    browse(secretariat).post(reverse("stop_waiting", args=[asked.pk]))
    asked.refresh_from_db()
    workflow.advance(asked, "return", by=secretariat)
    assert autosave(browse(lead), asked, "R1a", "1").json()["state"] == "saved"
