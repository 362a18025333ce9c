"""The same script typed into the plan of a visit, what is seen there, findings and replies: text on every page and paper."""

from datetime import date, time
from uuid import uuid4

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse

from assessments import workflow
from assessments.documents.make import draft_text, html, pdf_of
from assessments.documents.snapshot import checksum
from assessments.models import (
    AgendaItem,
    AgreedRating,
    DraftDocument,
    Finding,
    FindingReply,
    Kind,
    Photo,
    Rating,
    Response,
    Reviewer,
    Visit,
)
from readiness.publish import publish
from tests.access.papers import text_of
from tests.documents.mission import strategy
from tests.hostile.nasty import MARK, SCRIPT
from tests.hostile.test_stored_script import alive, pages
from tests.review.conftest import an_expert

STATES = ("visit_planned", "visited", "report_issued", "follow_up")
KINDS = (Kind.BRIEF, Kind.EXIT, Kind.GAP, Kind.REVIEW)


@pytest.fixture
def visited(filled, lead, expert):
    """The record of the script, reviewed and visited, with the script in every field of a visit, a finding and a reply."""
    workflow.advance(filled, "submit", by=lead, note=SCRIPT)
    about = {"assessment": filled, "question": filled.framework.questions.get(code="R2b")}
    for person in (expert, an_expert("second")):
        Reviewer.objects.create(assessment=filled, expert=person, leads=person == expert)
        Rating.objects.create(**about, expert=person, verdict="accepted", value=SCRIPT, note=SCRIPT, on_site=True)
    for step in ("begin_review", "finish_review", "plan_visit"):
        workflow.advance(filled, step, by=expert, note=SCRIPT)
    visit = Visit.objects.create(
        assessment=filled, first_day=date(2027, 3, 1), last_day=date(2027, 3, 3), host=SCRIPT, host_contact=SCRIPT, plan=SCRIPT,
        committed_by=SCRIPT, committed_on=date(2027, 2, 1), commitment_name=f"{SCRIPT}.pdf", workshop_topic=SCRIPT,
        workshop_participants=SCRIPT, workshop_results=SCRIPT,
    )  # fmt: skip
    visit.team.set(filled.reviewers.values_list("expert", flat=True))
    words = {"whom": SCRIPT, "title": SCRIPT, "note": SCRIPT, "minutes": 45}
    AgendaItem.objects.create(visit=visit, day=1, start=time(9), questions=["R2b"], levers=[SCRIPT], **words)
    AgendaItem.objects.create(visit=visit, questions=["R2a"], **words)
    Photo.objects.create(visit=visit, question=about["question"], file=uuid4(), key=uuid4(), name=SCRIPT)
    seen = {"value": SCRIPT, "reason": SCRIPT, "observation": SCRIPT}
    AgreedRating.objects.create(**about, track="site", verdict="rated", **seen)
    part = filled.framework.requirements.first()
    for number, stance in ((1, "agree"), (2, "disagree")):
        finding = Finding.objects.create(
            assessment=filled, number=number, severity="major", requirement=part, observation=SCRIPT, evidence=SCRIPT,
            recommendation=SCRIPT, issued_at=filled.created_at,
        )  # fmt: skip
        FindingReply.objects.create(finding=finding, stance=stance, reason=SCRIPT, action=SCRIPT, office=SCRIPT)
    return filled


def addresses(assessment):
    findings = [f"/assessments/{assessment.pk}/findings/{number}/" for number in (1, 2)]
    return [*pages(assessment), *findings, *(f"{each}reply/" for each in findings)]


def test_no_page_of_a_visit_or_of_findings_lets_it_live(browse, lead, observer, expert, secretariat, visited):
    seen = dict.fromkeys(STATES, 0)
    for state in STATES:
        type(visited).objects.filter(pk=visited.pk).update(status=state)
        for reader in (lead, observer, expert, secretariat):
            for answer in map(browse(reader).get, addresses(visited)):
                told = answer.content.decode() if not answer.streaming else ""
                assert not alive(told), answer.request["PATH_INFO"]
                seen[state] += MARK in told
    assert min(seen.values()) > 20


def test_the_pages_that_hold_it_were_among_them(browse, lead, expert, visited):
    held = {"visit": expert, "checklist": expert, "findings": lead}
    for name, reader in held.items():
        address = next(each for each in addresses(visited) if each.endswith(f"/{name}/"))
        assert browse(reader).get(address).content.decode().count(MARK) > 2, name


def test_no_form_of_a_finding_or_a_visit_sends_it_back_alive(browse, lead, expert, visited):
    type(visited).objects.filter(pk=visited.pk).update(status="visit_planned")
    typed = dict.fromkeys(("severity", "observation", "evidence", "recommendation", "requirement", "lever"), SCRIPT)
    plan = dict.fromkeys(("first_day", "last_day", "host", "host_contact", "plan", "workshop_at", "opens", "team"), SCRIPT)
    item = dict.fromkeys(("day", "start", "minutes", "whom", "title", "note", "questions"), SCRIPT)
    replied = dict.fromkeys(("stance", "action", "office", "reason", "due"), SCRIPT)
    for reader, name, arguments, data in (
        (expert, "new_finding", [], typed),
        (expert, "visit_plan", [], plan),
        (expert, "add_agenda_item", [], item),
        (lead, "reply", [1], replied),
    ):
        told = browse(reader).post(reverse(name, args=[visited.pk, *arguments]), data).content.decode()
        assert MARK in told and not alive(told), name


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_documents_print_it_as_text(visited, expert, kind, language):
    text = draft_text(visited, kind, language)
    assert not alive(html(text)) and MARK in html(text)
    draft = DraftDocument(assessment=visited, kind=kind, language=language, snapshot=text, content_key=checksum(text))
    pdf = pdf_of(draft)
    assert "<script>alert('levier-mark')" in text_of(pdf)  # as words on the page
    assert b"/JavaScript" not in pdf and b"/JS" not in pdf


def test_the_evaluation_of_the_strategy_prints_it_as_text(visited, secretariat):
    publish((settings.PACKS / "dre-strategy.yaml").read_bytes())
    checked = strategy(visited.operator, secretariat)
    Response.objects.filter(assessment=checked, question__code="S1z").update(value=SCRIPT)
    Response.objects.filter(assessment=checked).update(remark=SCRIPT)
    told = html(draft_text(visited, Kind.STRATEGY, "fr"))
    assert not alive(told) and told.count(MARK) > 30


def test_no_mail_about_documents_carries_it_alive(browse, expert, visited, mailoutbox):
    browse(expert).post(reverse("issue_document", args=[visited.pk, Kind.EXIT]))
    assert [message.to for message in mail.outbox] == [["lead@example.org"]]
    for message in mail.outbox:
        assert not getattr(message, "alternatives", [])  # plain text: nothing in it can live
        assert "\n" not in message.subject
