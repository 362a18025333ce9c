"""A script typed into every text field is text on every page, in every mail and in the report, for every reader."""

import re

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

from assessments import workflow
from assessments.models import AgreedRating, Clarification, Rating, Reviewer, Tie
from assessments.report.document import report_html
from assessments.report.make import case_of
from tests.access.routes import routes
from tests.hostile.nasty import MARK, SCRIPT
from tests.review.conftest import an_expert

ALIVE = re.compile(rf"<script[^>]*>[^<]*{MARK}|<img[^>]*{MARK}|on\w+\s*=\s*[\"']?[^\"'>]*alert\('{MARK}", re.IGNORECASE)


def pages(assessment):
    """Return the address of every page of the record that can be read, of this assessment."""
    codes = {"requirements": ["R1", "R2"], "questions": ["R2b"], "why": ["R1", "R2"], "levers": []}
    found = []
    for entry in routes():
        route, arguments = entry.text, entry.arguments
        if entry.back_office or "GET" not in (entry.policy or {}) or set(arguments) - {"pk", "code", "edition", "cycle"}:
            continue
        known = {"pk": str(assessment.pk), "code": assessment.framework.code, "edition": assessment.framework.edition}
        known["cycle"] = str(assessment.opened_by_id)
        folder = next((name for name in codes if f"/{name}/%(code)s" in route), None)
        parts = codes[folder] if folder else [known["code"]]
        found += [route % {name: (known | {"code": code})[name] for name in arguments} for code in parts]
    return [address for address in found if not address.startswith(("/reports/", "/printouts/"))]


def alive(told):
    return ALIVE.search(told) is not None


def test_no_page_lets_a_typed_script_live(browse, lead, observer, expert, secretariat, filled):
    seen = 0
    for state in ("draft", "submitted"):
        if state == "submitted":
            workflow.advance(filled, "submit", by=lead, note=SCRIPT)
        readers = [lead, observer, secretariat] + ([expert] if state == "submitted" else [])
        for reader in readers:
            for address in pages(filled):
                answer = browse(reader).get(address)
                told = answer.content.decode() if not answer.streaming else ""
                assert not alive(told), address
                seen += MARK in told
    assert seen > 20


def test_no_page_of_a_review_lets_it_live(browse, lead, expert, secretariat, filled):
    second = an_expert("second")
    workflow.advance(filled, "submit", by=lead, note=SCRIPT)
    workflow.advance(filled, "begin_review", by=expert, note=SCRIPT)
    about = {"assessment": filled, "question": filled.framework.questions.get(code="R2b")}
    for person, value in ((expert, "accepted"), (second, "rated")):
        Tie.objects.get_or_create(person=person, operator=filled.operator, defaults={"reason": SCRIPT})
        Reviewer.objects.create(assessment=filled, expert=person, leads=person == expert)
        Rating.objects.create(**about, expert=person, verdict=value, value=SCRIPT, reason=SCRIPT, note=SCRIPT)
    Clarification.objects.create(**about, by=expert, text=SCRIPT, asked_at=filled.created_at)
    AgreedRating.objects.create(**about, track="desk", verdict="rated", value=SCRIPT, reason=SCRIPT)
    seen = 0
    for state in ("in_review", "clarification"):
        type(filled).objects.filter(pk=filled.pk).update(status=state)
        for reader in (lead, expert, second, secretariat):
            addresses = [*pages(filled), f"/programme/experts/{second.pk}/ties/"]
            for answer in (browse(reader).get(address) for address in addresses):
                told = answer.content.decode() if not answer.streaming else ""
                assert not alive(told), answer.request["PATH_INFO"]
                seen += MARK in told
    assert seen > 40


def test_no_answer_to_a_form_lets_it_live(browse, lead, filled):
    for data in (
        {"R2a-value": SCRIPT, "R2b-link": SCRIPT, "R2b-title": SCRIPT, "add": "R2b"},
        {"R2b-about": SCRIPT, "R2b-language": SCRIPT, "R2b-again": SCRIPT, "add": "R2b"},
        {"from": SCRIPT, "then": SCRIPT, "question": SCRIPT, "page": SCRIPT},
    ):
        for accept in ("text/html", "application/json"):
            answer = browse(lead).post(reverse("requirement", args=[filled.pk, "R2"]), data, headers={"accept": accept})
            assert not alive(answer.content.decode())
    answer = browse(lead).post(reverse("check", args=[filled.pk]), {"name": SCRIPT, "function": SCRIPT})
    assert not alive(answer.content.decode()) and MARK in answer.content.decode()


def test_sign_in_and_reset_show_it_as_text(browse, db):
    for name, field in (("account_login", "login"), ("account_reset_password", "email")):
        answer = browse().post(reverse(name) + f"?next={SCRIPT}", {field: SCRIPT, "password": SCRIPT, "next": SCRIPT})
        assert not alive(answer.content.decode())


def test_the_report_prints_it(filled):
    for language in ("fr", "en"):
        with translation.override(language):
            html = report_html(case_of(filled, language))
        assert not alive(html) and MARK in html


@pytest.mark.django_db(transaction=True)
def test_no_mail_carries_it_alive(browse, lead, filled):
    browse().post(reverse("account_reset_password"), {"email": lead.email})
    call_command("worker", batch=True, interval=0)
    assert mail.outbox
    for message in mail.outbox:
        assert not getattr(message, "alternatives", [])  # plain text: nothing in it can live
        assert "\n" not in message.subject


def test_what_lives_would_be_seen():
    assert alive(f"<p>{SCRIPT}</p>")
    assert alive(f"<input value=''><img src=x onerror=alert('{MARK}')>")
    assert not alive(f"<p>&lt;script&gt;alert(&#x27;{MARK}&#x27;)&lt;/script&gt;</p>")
