"""A whole case in a browser, from an open round to the follow-up, by the roles in turn: the one that `make case` plays."""

from django.core.management import call_command

from assessments import evidence_files
from assessments.documents.make import pdf_of
from assessments.models import AgreedRating, Assessment, Clarification, IssuedDocument, Kind, Photo, Rating
from tests.access.papers import text_of
from tests.case import texts
from tests.case.cast import Cast
from tests.case.play import play
from tests.case.stage import Case
from tests.files import pictures

STEPS = [
    "submit", "begin_review", "ask_clarification", "answer_clarification", "finish_review", "plan_visit", "end_visit",
    "issue_report", "follow_up",
]  # fmt: skip


def packed(text):
    return "".join(text.split())


def test_a_whole_case_is_played_by_the_roles_in_turn(chromium, live_server, transactional_db, settings, tmp_path):
    settings.REPORTS = tmp_path / "reports"
    call_command("demo", verbosity=0)
    assessment = Assessment.objects.get(status="draft", operator__country="XA")
    cast = Cast(chromium, live_server.url, "fr")
    play(Case(assessment, cast, lambda: call_command("worker", batch=True, interval=0), lambda page, name: None))
    assert list(assessment.status_changes.order_by("pk").values_list("action", flat=True)) == STEPS
    rated = Rating.objects.filter(assessment=assessment)
    assert (rated.count(), rated.filter(verdict="rated").count(), rated.filter(verdict="").count()) == (74, 4, 0)
    assert Clarification.objects.filter(assessment=assessment, answered_at=None).count() == 0
    desk, site = [AgreedRating.objects.filter(assessment=assessment, track=track) for track in ("desk", "site")]
    assert [(row.question.code, row.value) for row in desk] == [("P1.1b", 3)]
    assert [(row.question.code, row.value, row.observation) for row in site] == [("P3.4a", 3, texts.SEEN)]
    with evidence_files.opened(Photo.objects.get().file) as photo:
        assert photo.read() == pictures.picture()
    issued = {(row.kind, row.language): row for row in IssuedDocument.objects.filter(assessment=assessment)}
    assert set(issued) == {(kind, language) for kind in Kind.values for language in ("fr", "en")}
    told = {key: text_of(pdf_of(row)) for key, row in issued.items()}
    assert packed(texts.NOTE) in told[Kind.BRIEF, "fr"]
    lead = cast("lead")
    lead.goto(f"/assessments/{assessment.pk}/documents/")
    links = lead.locator("a[href^='/documents/']").evaluate_all("all => all.map((link) => link.pathname)")
    handed_over = {str(row.pk) for (kind, _language), row in issued.items() if kind != Kind.BRIEF}
    assert {link.split("/")[2] for link in links} == handed_over
    for (kind, _language), words in told.items():
        assert kind == Kind.BRIEF or packed(texts.NOTE) not in words
    assert packed(texts.FINDINGS[0][2]) in told[Kind.EXIT, "fr"] and packed(texts.DISAGREES) in told[Kind.REVIEW, "en"]
    cast.close()
