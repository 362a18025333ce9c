"""One screen per question: accept, rate differently, refuse, ask, note; nothing typed is lost, nobody is seen too early."""

import pytest
from django.urls import reverse

from assessments import workflow
from assessments.models import AgreedRating, Assessment, Clarification, Comment, Rating, Response, Reviewer
from assessments.scorecard import ratings
from readiness.scoring.tracks import Track, in_force
from tests.questionnaire.conftest import save
from tests.review.conftest import form, rate, rating, screen


def told(browser, assessment, code):
    return browser.get(screen(assessment, code)).content.decode()


def test_accepting_takes_the_answer_and_goes_on_to_the_next_question(experts_browser, reviewed, expert):
    answer = rate(experts_browser, reviewed, "R1a", expert)
    assert answer.headers["Location"] == screen(reviewed, "R1b")
    assert rating(reviewed, "R1a", expert) == ("accepted", 3, "")
    assert Rating.objects.get().history.first().history_user == expert


def test_it_goes_on_across_requirements_and_past_what_is_rated(experts_browser, reviewed, expert):
    rate(experts_browser, reviewed, "R2a", expert)
    assert rate(experts_browser, reviewed, "R1d", expert).headers["Location"] == screen(reviewed, "R2b")


def test_after_the_last_it_goes_back_to_what_was_left_out_and_then_home(experts_browser, reviewed, expert):
    for code in ("R1a", "R1c", "R1d", "R2a", "R2b"):
        rate(experts_browser, reviewed, code, expert)
    assert rate(experts_browser, reviewed, "R2c", expert).headers["Location"] == screen(reviewed, "R1b")
    assert rate(experts_browser, reviewed, "R1b", expert).headers["Location"] == reverse("review", args=[reviewed.pk])


def test_accept_is_the_first_button_and_has_the_focus(experts_browser, reviewed):
    page = told(experts_browser, reviewed, "R1a")
    form_ = page[page.index('class="rate"') :]
    assert form_.index("autofocus") < form_.index("</button>")
    assert page.count("autofocus") == 1


def test_on_a_question_that_was_rated_enter_goes_on_and_changes_nothing(experts_browser, reviewed, expert):
    rate(experts_browser, reviewed, "R1a", expert, "rate", value="2", why="Half.")
    page = told(experts_browser, reviewed, "R1a")
    assert page.count("autofocus") == 1
    link = page[page.index('id="onward"') :]
    assert link.index(screen(reviewed, "R1b")) < link.index("autofocus") < link.index(">")


def test_rating_differently_needs_a_value_and_a_reason_and_loses_nothing(experts_browser, reviewed, expert):
    answer = rate(experts_browser, reviewed, "R1a", expert, "rate", value="2", note="My private words", on_site="yes")
    page = answer.content.decode()
    assert "Write why" in page and "My private words" in page
    assert 'value="2" checked' in page and 'id="on_site" name="on_site" value="yes" checked' in page
    assert not Rating.objects.exists()
    rate(experts_browser, reviewed, "R1a", expert, "rate", value="2", why="Half is done.", note="My private words")
    row = Rating.objects.get()
    assert (row.verdict, row.value, row.reason, row.note, row.answer_version) == (
        "rated", 2, "Half is done.", "My private words", 1,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "value", "why"),
    [
        ("R1a", "9", "level"),
        ("R1a", "3", "This is what the operator answered"),
        ("R1b", "maybe", "answer"),
        ("R2a", "abc", "is not a number"),
        ("R2a", "", "Choose or write your rating first"),
    ],
)
def test_a_rating_that_the_question_cannot_take_is_told(experts_browser, reviewed, expert, code, value, why):
    answer = rate(experts_browser, reviewed, code, expert, "rate", value=value, why="So it is.")
    assert why in answer.content.decode() and "So it is." in answer.content.decode()
    assert not Rating.objects.exists()


def test_what_does_not_apply_can_be_refused_and_is_asked_again(experts_browser, reviewed, expert, lead):
    Response.objects.filter(question__code="R1a").update(value=None, not_applicable="We have no offices")
    assert "Refuse: it does apply" in told(experts_browser, reviewed, "R1a")
    rate(experts_browser, reviewed, "R1a", expert, "refuse", why="You have 300.")
    assert rating(reviewed, "R1a", expert) == ("refused", None, "")
    asked = Clarification.objects.get()
    assert (asked.text, asked.refuses, asked.asked_at) == ("You have 300.", True, None)


def test_what_is_refused_counts_as_unanswered_until_it_is_answered_again(experts_browser, browse, reviewed, expert, second, lead):
    answer = Response.objects.get(question__code="R1a")
    Response.objects.filter(pk=answer.pk).update(value=None, not_applicable="We have no offices")
    for by, browser in ((expert, experts_browser), (second, browse(second))):
        rate(browser, reviewed, "R1a", by, "refuse", why="You have 300.")
    assert in_force(ratings(reviewed))["R1a"].state == "unanswered"
    again = {"value": None, "not_applicable": "We have none: see the statutes.", "version": answer.version + 1}
    Response.objects.filter(pk=answer.pk).update(**again)
    assert in_force(ratings(reviewed))["R1a"].state == "not_applicable"


def test_who_accepted_an_answer_has_not_accepted_the_next(experts_browser, browse, reviewed, expert, second):
    """A rating that differs stays until it is given anew."""
    for by, browser in ((expert, experts_browser), (second, browse(second))):
        rate(browser, reviewed, "R1a", by)
        rate(browser, reviewed, "R1b", by, "rate", value="no", why="Nothing was shown.")
    assert {code: answer.value for code, answer in ratings(reviewed)["desk"].items()} == {"R1a": 3, "R1b": "no"}
    for code, value in (("R1a", 1), ("R1b", "partly")):
        row = Response.objects.filter(question__code=code)
        row.update(value=value, version=row.get().version + 1)
    assert {code: answer.value for code, answer in ratings(reviewed)["desk"].items()} == {"R1b": "no"}
    assert in_force(ratings(reviewed))["R1a"].value == 1
    for by, browser in ((expert, experts_browser), (second, browse(second))):
        rate(browser, reviewed, "R1a", by)
    assert ratings(reviewed)["desk"]["R1a"].value == 1


@pytest.mark.parametrize("do", ["accept", "keep"])
def test_a_rating_that_was_chosen_is_not_lost_by_the_other_button(experts_browser, reviewed, expert, do):
    """Enter in a field presses the first button of the form, which accepts."""
    page = rate(experts_browser, reviewed, "R1a", expert, do, value="1", why="Too high.").content.decode()
    assert "You chose another rating here." in page and "Too high." in page
    assert 'id="R1a-value-1" value="1" checked' in page and not Rating.objects.exists()
    rate(experts_browser, reviewed, "R1a", expert, "accept", value="3")
    assert rating(reviewed, "R1a", expert) == ("accepted", 3, "")
    rate(experts_browser, reviewed, "R1a", expert, "rate", value="1", why="Too high.")
    rate(experts_browser, reviewed, "R1a", expert, "accept", value="1")
    assert rating(reviewed, "R1a", expert) == ("accepted", 3, "")


def test_sent_twice_it_goes_on_as_if_sent_once(experts_browser, reviewed, expert):
    posted = form(reviewed, "R1a", expert, "accept", note="Twice")
    first, second_time = [experts_browser.post(screen(reviewed, "R1a"), posted) for _time in range(2)]
    assert first.status_code == second_time.status_code == 302 and first.url == second_time.url
    assert Rating.objects.get().history.count() == 1
    assert experts_browser.post(screen(reviewed, "R1a"), posted | {"note": "Other"}).status_code == 409


def test_a_refusal_taken_back_asks_for_nothing(experts_browser, browse, reviewed, expert, second):
    Response.objects.filter(question__code="R1a").update(value=None, not_applicable="We have no offices")
    rate(experts_browser, reviewed, "R1a", expert, "refuse", why="You have 300.")
    rate(experts_browser, reviewed, "R1a", expert, "clear", ask="You have 300.", ask_shown="You have 300.")
    assert Clarification.objects.get().withdrawn_at
    browser = browse(second)
    rate(browser, reviewed, "R1a", second, "refuse", why="You have 300.")
    rate(experts_browser, reviewed, "R1a", expert)
    asked = Clarification.objects.get(withdrawn_at=None)
    assert (asked.text, asked.refuses) == ("You have 300.", True)  # one accepts, the other still refuses
    rate(browser, reviewed, "R1a", second, "clear", ask="When did they close?", ask_shown="You have 300.")
    asked.refresh_from_db()
    assert (asked.text, asked.refuses, asked.withdrawn_at) == ("When did they close?", False, None)


def test_nothing_is_refused_that_applies(experts_browser, reviewed, expert):
    answer = rate(experts_browser, reviewed, "R1a", expert, "refuse", why="No.")
    assert "there is nothing to refuse" in answer.content.decode()
    assert not Rating.objects.exists() and not Clarification.objects.exists()


def test_what_is_to_be_clarified_is_collected_changed_and_withdrawn(experts_browser, reviewed, expert):
    rate(experts_browser, reviewed, "R1b", expert, "keep", ask="Which law?")
    assert Clarification.objects.get().text == "Which law?"
    rate(experts_browser, reviewed, "R1b", expert, "keep", ask="Which law, please?", ask_shown="Which law?")
    assert Clarification.objects.get().text == "Which law, please?"
    rate(experts_browser, reviewed, "R1b", expert, "keep", ask="", ask_shown="Which law, please?")
    assert Clarification.objects.get().withdrawn_at is not None


def test_two_reviewers_who_ask_about_one_answer_ask_both(experts_browser, browse, reviewed, expert, second):
    rate(experts_browser, reviewed, "R1b", expert, "keep", ask="Which law?")
    assert "Which law?" not in told(browse(second), reviewed, "R1b")
    rate(browse(second), reviewed, "R1b", second, "keep", ask="Since when?")
    assert Clarification.objects.get().text == "Which law?\n\nSince when?"


def test_the_others_ratings_are_seen_after_ones_own(experts_browser, browse, reviewed, expert, second):
    rate(browse(second), reviewed, "R1a", second, "rate", value="1", why="Second’s reason", note="Second’s note")
    before = told(experts_browser, reviewed, "R1a")
    assert "Second’s" not in before and "shown once you have rated it" in before
    rate(experts_browser, reviewed, "R1a", expert, "keep", note="Only a note")
    assert "Second’s" not in told(experts_browser, reviewed, "R1a")
    rate(experts_browser, reviewed, "R1a", expert)
    after = told(experts_browser, reviewed, "R1a")
    assert "Second’s reason" in after and "Second’s note" in after


def test_another_window_overwrites_nothing_and_what_was_typed_stays(experts_browser, reviewed, expert):
    older = form(reviewed, "R1a", expert, "rate", value="1", why="From the older window")
    rate(experts_browser, reviewed, "R1a", expert, "rate", value="2", why="From the newer window")
    answer = experts_browser.post(screen(reviewed, "R1a"), older)
    page = answer.content.decode()
    assert answer.status_code == 409 and "in another window" in page and "From the older window" in page
    assert rating(reviewed, "R1a", expert) == ("rated", 2, "")


def test_an_answer_that_changed_under_the_expert_is_not_accepted_unread(experts_browser, reviewed, expert, lead):
    seen = form(reviewed, "R1b", expert, "accept", note="Noted")
    Response.objects.filter(question__code="R1b").update(value="no", version=2)
    answer = experts_browser.post(screen(reviewed, "R1b"), seen)
    assert answer.status_code == 409 and "The operator changed this answer" in answer.content.decode()
    assert "Noted" in answer.content.decode() and not Rating.objects.exists()


def test_a_rating_of_an_answer_that_changed_since_says_so(experts_browser, reviewed, expert, lead):
    rate(experts_browser, reviewed, "R1b", expert)
    assert "was changed since you rated it" not in told(experts_browser, reviewed, "R1b")
    Response.objects.filter(question__code="R1b").update(value="no", version=2)
    assert "was changed since you rated it" in told(experts_browser, reviewed, "R1b")


def test_the_screen_shows_what_bears_on_the_answer(experts_browser, reviewed, expert, lead, operator, kinds):
    before = Assessment.objects.create(operator=operator, framework=kinds, cycle="2024")
    save(before, "R1a", lead, value=1)
    Assessment.objects.filter(pk=reviewed.pk).update(previous=before)
    page = told(experts_browser, reviewed, "R1a")
    for text in ("3 – All of it is done.", "The minutes", "Last round (2024)", "1 – Not begun.", "Higher than in the last round"):
        assert text in page, text
    page = told(experts_browser, reviewed, "R1b")
    for text in ("See the law", "No evidence was given.", "Why it deserves time", "without evidence", "discussion"):
        assert text in page, text


def test_what_changed_since_it_was_handed_in_before_is_told(experts_browser, reviewed, expert, lead, secretariat):
    assert "Changed since" not in told(experts_browser, reviewed, "R1b")
    workflow.advance(reviewed, "return", by=secretariat)
    save(reviewed, "R1b", lead, version=1, value="partly")
    workflow.advance(reviewed, "submit", by=lead)
    workflow.advance(reviewed, "begin_review", by=expert)
    page = told(experts_browser, reviewed, "R1b")
    assert "Changed since it was handed in before" in page and "<del>Yes</del>" in page and "<ins>Partly</ins>" in page
    assert "Changed since" not in told(experts_browser, reviewed, "R1a")


def test_a_verdict_can_be_taken_back_and_the_note_stays(experts_browser, reviewed, expert):
    rate(experts_browser, reviewed, "R1a", expert, note="Kept")
    rate(experts_browser, reviewed, "R1a", expert, "clear")
    row = Rating.objects.get()
    assert (row.verdict, row.value, row.note) == ("", None, "Kept")


def test_nobody_rates_but_a_reviewer_and_only_in_review(browse, reviewed, expert, second, secretariat, lead, facilitator):
    for somebody in (secretariat, facilitator):
        assert rate(browse(somebody), reviewed, "R1a", somebody).status_code == 403
    workflow.advance(reviewed, "finish_review", by=expert)
    assert rate(browse(expert), reviewed, "R1a", expert).status_code == 403
    assert browse(expert).get(screen(reviewed, "R1a")).status_code == 200
    assert not Rating.objects.exists()


# Where they differ


def differ(browser, browse, assessment, expert, second):
    rate(browser, assessment, "R1a", expert, "rate", value="2", why="Half.")
    rate(browse(second), assessment, "R1a", second, "rate", value="1", why="Nothing.")
    rate(browser, assessment, "R1b", expert)
    rate(browse(second), assessment, "R1b", second)
    return reverse("differences", args=[assessment.pk])


def test_only_where_they_differ_is_there_something_to_settle(experts_browser, browse, reviewed, expert, second):
    page = differ(experts_browser, browse, reviewed, expert, second)
    shown = experts_browser.get(page).content.decode()
    assert "How far is it?" in shown and "Half." in shown and "Nothing." in shown
    assert "Is there a plan?" not in shown


def test_who_has_not_rated_yet_is_not_told_that_others_differ(experts_browser, browse, reviewed, expert, second):
    from tests.review.conftest import an_expert

    third = an_expert("third")
    Reviewer.objects.create(assessment=reviewed, expert=third)
    page = differ(experts_browser, browse, reviewed, expert, second)
    assert "Half." not in browse(third).get(page).content.decode()


def test_the_lead_settles_and_it_is_the_rating_of_the_review(experts_browser, browse, reviewed, expert, second):
    page = differ(experts_browser, browse, reviewed, expert, second)
    taken = Rating.objects.get(expert=second, question__code="R1a")
    assert Track.DESK in ratings(reviewed) and "R1a" not in ratings(reviewed)[Track.DESK]
    data = {"question": "R1a", "take": taken.expert_id, "version": "0", "reason": "Nothing was shown."}
    assert browse(second).post(page, data).status_code == 403
    assert "Write why" in experts_browser.post(page, data | {"reason": ""}).content.decode()
    assert experts_browser.post(page, data).status_code == 302
    row = AgreedRating.objects.get()
    assert (row.verdict, row.value, row.reason, row.updated_by) == ("rated", 1, "Nothing was shown.", expert)
    assert ratings(reviewed)[Track.DESK]["R1a"].value == 1
    assert "settled in another window" in experts_browser.post(page, data).content.decode()


def test_a_review_ends_once_its_differences_are_settled(experts_browser, browse, reviewed, expert, second):
    page = differ(experts_browser, browse, reviewed, expert, second)
    end = reverse("finish_review", args=[reviewed.pk])
    experts_browser.post(end, {"although": "yes"})
    reviewed.refresh_from_db()
    assert reviewed.status == "in_review"
    taken = Rating.objects.get(expert=expert, question__code="R1a")
    experts_browser.post(page, {"question": "R1a", "take": taken.expert_id, "version": "0", "reason": "Seen."})
    experts_browser.post(end, {"although": "yes"})
    reviewed.refresh_from_db()
    assert reviewed.status == "reviewed"


def test_settling_leads_on_to_the_next_difference(experts_browser, browse, reviewed, expert, second):
    page = differ(experts_browser, browse, reviewed, expert, second)
    rate(experts_browser, reviewed, "R2a", expert, "rate", value="30", why="Less.")
    rate(browse(second), reviewed, "R2a", second)
    data = {"take": expert.pk, "version": "0", "reason": "Seen."}
    assert experts_browser.post(page, data | {"question": "R1a"}).headers["Location"] == f"{page}#question-R2a"
    answer = experts_browser.post(page, data | {"question": "R2a"}, follow=True)
    assert answer.redirect_chain == [(page, 302)] and "All settled." in answer.content.decode()


# What the operator never reads


def test_a_private_note_is_found_in_none_of_the_operators_pages_documents_or_downloads(
    experts_browser, browse, reviewed, expert, lead, observer, facilitator
):
    from assessments.report.document import report_html
    from assessments.report.make import case_of
    from tests.hostile.test_stored_script import pages

    rate(experts_browser, reviewed, "R1a", expert, note="THE-NOTE", why="THE-REASON", ask="THE-QUESTION")
    assert "THE-NOTE" in told(experts_browser, reviewed, "R1a")
    for action in ("finish_review", "issue_report"):
        workflow.advance(reviewed, action, by=expert)
    assert "THE-NOTE" in told(experts_browser, reviewed, "R1a")
    found = 0
    for reader in (lead, observer, facilitator):
        browser = browse(reader)
        for address in pages(reviewed):
            answer = browser.get(address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert b"THE-NOTE" not in body, address
            found += answer.status_code == 200
    assert found > 20
    assert "THE-NOTE" not in report_html(case_of(reviewed, "en"))
    assert not Comment.objects.exists()
