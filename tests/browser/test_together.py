"""Two people at once at one assessment, in two browsers; the pages of working together, in every width and both languages."""

import re

import pytest
from playwright.sync_api import expect

from assessments.models import Assignment, Comment, Thread
from tests.browser.axe import violations
from tests.browser.test_questionnaire import SAVE, held, opened, state, until  # noqa: F401  (fixtures)
from tests.questionnaire.conftest import draft, kept, kinds, save  # noqa: F401  (fixtures)


def talk(draft):  # noqa: F811
    return f"/assessments/{draft.pk}/questions/R2b/discussion/"


@pytest.fixture
def shared(draft, lead, contributor, operator):  # noqa: F811
    """Return a draft with a round before it, comments of both kinds, changes, and somebody in charge."""
    from datetime import date, timedelta

    from django.utils import timezone

    from assessments.models import Assessment, Cycle

    before = Assessment.objects.create(operator=operator, framework=draft.framework, cycle="2025", date=date(2025, 11, 20))
    save(before, "R2a", lead, value="12")
    now = timezone.now()
    cycle = Cycle.objects.create(name="2026", framework=draft.framework, opens_at=now, closes_at=now + timedelta(days=9))
    type(draft).objects.filter(pk=draft.pk).update(previous=before, opened_by=cycle)
    save(draft, "R2b", lead, value="The law of 2019")
    save(draft, "R2b", contributor, version=1, value="The law of 2021")
    question = draft.framework.questions.get(code="R2b")
    for team_only in (False, True):
        thread = Thread.objects.create(assessment=draft, question=question, team_only=team_only)
        Comment.objects.create(thread=thread, by=lead, text="Which one is it?").told.add(contributor)
    for code, person in (("R1", lead), ("R2", contributor)):
        requirement = draft.framework.requirements.get(code=code)
        Assignment.objects.create(assessment=draft, requirement=requirement, person=person, due=now - timedelta(days=1))
    return draft


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("dark", [False, True])
def test_36_the_pages_of_working_together_have_nothing_axe_minds(visit, lead, observer, shared, language, dark):
    for person in (lead, observer):
        page = visit(person, language=language, width=360, color_scheme="dark" if dark else "light")
        for address in (talk(shared), f"/assessments/{shared.pk}/sharing/", f"/assessments/{shared.pk}/requirements/R2/"):
            page.goto(address)
            assert violations(page) == [], address
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address


def test_18_who_changed_what_is_told_with_its_differences(visit, lead, shared):
    page = visit(lead)
    page.goto(talk(shared))
    first = page.locator(".change").first
    expect(first).to_contain_text("The contributor")
    expect(first.locator("del")).to_have_text("2019")
    expect(first.locator("ins")).to_have_text("2021")


def test_16_two_people_talk_and_settle_it(visit, lead, contributor, draft):  # noqa: F811
    one, two = visit(lead), visit(contributor)
    one.goto(talk(draft))
    one.fill("[name=text]", "Which law is it?")
    one.check("text=The contributor")
    one.click("text=Send")
    expect(one.locator(".comment")).to_contain_text("Which law is it?")
    expect(one.locator("[name=text]")).to_have_value("")
    two.goto(f"/assessments/{draft.pk}/requirements/R2/")
    two.click("#question-R2b >> text=Comments and changes")
    two.fill("[name=text]", "That of 2021.")
    two.click("text=Send")
    two.click("text=This is settled")
    expect(two.locator(".thread")).to_contain_text("Settled by The contributor")
    one.reload()
    expect(one.locator(".comment")).to_have_count(2)


def test_a_comment_outlives_a_session_that_ended_and_a_line_that_was_cut(visit, lead, draft):  # noqa: F811
    page = visit(lead)
    page.goto(talk(draft))
    page.fill("[name=text]", "Typed before the session ended")
    page.context.clear_cookies(name="sessionid")
    page.click("text=Send")
    page.wait_for_url("**/account/sign-in/**")
    from tests.conftest import PASSWORD

    page.fill("[name=login]", lead.email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/assessments/**")
    page.goto(talk(draft))
    expect(page.locator("[name=text]")).to_have_value("Typed before the session ended")
    page.click("text=Send")
    expect(page.locator(".comment")).to_contain_text("Typed before the session ended")
    page.goto(talk(draft))
    expect(page.locator("[name=text]")).to_have_value("")


def test_19_the_lead_gives_a_requirement_and_the_colleague_finds_it(visit, lead, contributor, draft):  # noqa: F811
    one, two = visit(lead), visit(contributor)
    one.goto(f"/assessments/{draft.pk}/")
    one.click("text=Who does what")
    one.select_option("#person-R2", label="The contributor")
    one.click("main >> text=Save")
    expect(one.locator("[role=status]").first).to_contain_text("1 requirement changed hands or day")
    two.goto(f"/assessments/{draft.pk}/")
    two.click("text=Show only the one you are in charge of")
    expect(two.locator(".task")).to_have_count(1)
    expect(two.locator(".task")).to_contain_text("The contributor")


def test_33_an_answer_of_the_last_round_is_confirmed(opened, lead, shared):  # noqa: F811
    page = opened(lead)
    box = page.locator("#question-R2a .earlier")
    expect(box).to_contain_text("From 2025, please confirm:")
    box.locator("button").click()
    expect(page.locator("#R2a-value")).to_have_value("12")
    expect(page.locator("#question-R2a .earlier")).to_have_count(0)
    assert kept(shared, "R2a")[0] == "12"


def test_33_another_answer_leaves_nothing_to_confirm(opened, lead, shared):  # noqa: F811
    page = opened(lead)
    page.fill("#R2a-value", "13")
    expect(state(page, "R2a")).to_have_text(re.compile("Saved"))
    expect(page.locator("#question-R2a .earlier")).to_have_count(0)


def test_25_the_closing_stands_on_each_page(visit, lead, shared):
    page = visit(lead)
    for end in ("", "requirements/R2/", "check/"):
        page.goto(f"/assessments/{shared.pk}/{end}")
        expect(page.locator(".closing")).to_have_text(re.compile("To be submitted by .* time.*left"))


# Two at once


def test_different_fields_of_one_question_never_collide(opened, lead, contributor, draft):  # noqa: F811
    one, two = opened(lead), opened(contributor)
    one.fill("#R2b-value", "The lead gives the answer")
    two.click("#question-R2b >> text=Remark")
    two.fill("#R2b-remark", "The contributor remarks")
    for page in (one, two):
        expect(state(page, "R2b")).to_have_text(re.compile("Saved"))
    assert kept(draft, "R2b")[:3] == ("The lead gives the answer", "", "The contributor remarks")


def test_same_answer_over_a_line_that_was_cut_the_second_sees_both(opened, lead, contributor, draft):  # noqa: F811
    one, two = opened(lead), opened(contributor)
    one.context.set_offline(True)
    one.fill("#R2b-value", "Typed without a line")
    expect(state(one, "R2b")).to_contain_text("Not saved yet")
    two.fill("#R2b-value", "Meanwhile")
    expect(state(two, "R2b")).to_have_text(re.compile("Saved"))
    one.context.set_offline(False)
    conflict = one.locator("#question-R2b [data-conflict]")
    expect(conflict).to_contain_text("Typed without a line", timeout=15_000)
    expect(conflict).to_contain_text("Meanwhile")
    expect(one.locator("#R2b-value")).to_have_value("Typed without a line")
    conflict.locator("button[name=keep]").click()
    assert until(lambda: kept(draft, "R2b")[0] == "Typed without a line")


def test_slow_line_and_ended_session_of_two_people_lose_nothing(opened, lead, contributor, draft):  # noqa: F811
    one, two = opened(lead), opened(contributor)
    saves = []
    one.route(SAVE, lambda route: route.continue_() if saves else saves.append(route))
    one.fill("#R2b-value", "Over a slow line")
    held(one, saves)
    two.context.clear_cookies(name="sessionid")
    two.fill("#R2a-value", "7")
    expect(two.locator("#notice")).to_be_visible()
    saves[0].continue_()
    expect(state(one, "R2b")).to_have_text(re.compile("Saved"))
    window = two.context.new_page()
    from tests.browser.test_sign_out import sign_in

    sign_in(window, contributor)
    two.bring_to_front()
    two.evaluate("dispatchEvent(new Event('focus'))")
    expect(state(two, "R2a")).to_have_text(re.compile("Saved"), timeout=15_000)
    assert (kept(draft, "R2b")[0], kept(draft, "R2a")[0]) == ("Over a slow line", "7")
