"""Inviting and joining, in a browser: by keyboard and without scripts too, on a phone, in both languages."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from assessments.models import Membership
from tests.browser.test_cycles import CUT
from tests.browser.test_pages import look
from tests.people.conftest import last_link


def pages_of(operator, lead):
    member = Membership.objects.get(user=lead, operator=operator)
    return ["/operators/", f"/operators/{operator.pk}/team/", f"/operators/{operator.pk}/team/members/{member.pk}/"]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (768, "light"), (1280, "dark")])
def test_every_page_about_people_can_be_used(visit, lead, observer, operator, language, width, scheme):
    page = visit(lead, language=language, width=width, color_scheme=scheme)
    page.goto(f"/operators/{operator.pk}/team/")
    page.fill("[name=email]", "a.person.with.a.very.long.name@a-very-long-name-of-a-national-post.example.org")
    page.click("text=/^(Send the invitation|Envoyer l’invitation)$/")
    for address in pages_of(operator, lead):
        look(page, address)
    anyone = visit(language=language, width=width, color_scheme=scheme)
    link = last_link()
    look(anyone, link)
    look(anyone, "/invitations/nothing/", status=410)
    look(page, link)  # for another address


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", [360, 768, 1024])
def test_no_word_about_people_is_cut(visit, secretariat, expert, facilitator, contributor, observer, operator, language, width):
    page = visit(secretariat, language=language, width=width)
    for address in ("/programme/", f"/operators/{operator.pk}/team/"):
        page.goto(address)
        page.fill("[name=email]", "new@example.org")
        page.press("[name=email]", "Enter")
        page.wait_for_selector(".alert-success, .alert-info")
        assert page.evaluate(CUT) == [], address


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_programmes_people_can_be_used(visit, secretariat, expert, facilitator, language):
    page = visit(secretariat, language=language, width=360)
    page.goto("/programme/")
    page.fill("[name=email]", "new@example.org")
    page.press("[name=email]", "Enter")
    page.wait_for_selector(".alert-success")
    look(page, "/programme/")


@pytest.mark.parametrize("script", [True, False])
def test_the_whole_way_from_the_invitation_to_the_team(visit, lead, operator, script):
    page = visit(lead, java_script_enabled=script)
    page.goto("/assessments/")
    page.click("text=Teams: who works with whom")
    page.click(f"main >> text={operator}")
    page.fill("[name=email]", "new@example.org")
    page.select_option("[name=role]", "observer")
    page.press("[name=email]", "Enter")
    page.wait_for_selector("text=A message is on its way to new@example.org.")
    assert len(mail.outbox) == 1
    new = visit(java_script_enabled=script)
    new.goto(last_link())
    new.fill("[name=name]", "The invited")
    new.fill("[name=password]", "quite a long password")
    new.fill("[name=again]", "another long password")
    new.press("[name=again]", "Enter")
    new.wait_for_selector("text=The two passwords differ")
    expect(new).to_have_title(re.compile("^Error:"))
    expect(new.locator("[name=name]")).to_have_value("The invited")
    new.fill("[name=password]", "quite a long password")
    new.fill("[name=again]", "quite a long password")
    new.press("[name=again]", "Enter")
    new.wait_for_url("**/assessments/")
    expect(new.locator(f"text=Welcome to the team of {operator}. Your role: observer.")).to_have_count(1)
    page.reload()
    page.click("tr:has-text('The invited') >> text=Change")
    page.click("main button:has-text('Take out of the team')")
    page.wait_for_selector("text=The invited is no longer in the team")
