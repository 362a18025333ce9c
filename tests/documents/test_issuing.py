"""Documents issued: what stays, what is told when it is lost, and who reads what when."""

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from assessments import workflow
from assessments.documents.make import html, issue, pdf_of, values
from assessments.documents.snapshot import as_text
from assessments.models import (
    AgreedRating,
    Finding,
    IssuedDocument,
    Kind,
    Operator,
    Rating,
    Response,
)
from assessments.models.issued import Frozen
from tests.access.papers import text_of
from tests.documents.mission import NOTE

pytestmark = pytest.mark.django_db(transaction=True)


def issued(assessment, kind, browser):
    browser.post(reverse("issue_document", args=[assessment.pk, kind]))
    return {row.language: row for row in IssuedDocument.objects.filter(assessment=assessment, kind=kind, issue=1)}


def fetched(browser, document):
    answer = browser.get(reverse("document", args=[document.pk]))
    return b"".join(answer.streaming_content) if answer.streaming else answer.status_code


def upset(assessment):
    """Change everything that a document is made from."""
    Response.objects.filter(assessment=assessment).update(value=None, remark="changed", not_applicable="")
    Rating.objects.filter(assessment=assessment).update(reason="changed", note="changed")
    AgreedRating.objects.filter(assessment=assessment).delete()
    Finding.objects.filter(assessment=assessment).update(observation="changed")
    Operator.objects.filter(pk=assessment.operator_id).update(name="Another name")


def test_an_issued_document_stays_byte_for_byte_whatever_changes(mission, expert, browse, work):
    browser = browse(expert)
    found = issued(mission, Kind.GAP, browser) | {"exit": issued(mission, Kind.EXIT, browser)["fr"]}
    work()
    before = {name: fetched(browser, row) for name, row in found.items()}
    assert all(each.startswith(b"%PDF") for each in before.values())
    told = {language: as_text(values(mission, Kind.GAP, language)) for language in ("fr", "en")}
    upset(mission)
    mission.operator.refresh_from_db()
    assert as_text(values(mission, Kind.GAP, "fr")) != told["fr"]  # what changed would be seen in a new one
    work()
    assert {name: fetched(browser, row) for name, row in found.items()} == before
    assert pdf_of(IssuedDocument.objects.get(pk=found["fr"].pk)) == before["fr"]


def test_it_can_be_changed_by_nobody(mission, expert):
    row = issue(mission, Kind.EXIT, expert)[0]
    row.number = "X"
    for change in (
        row.save,
        row.delete,
        lambda: IssuedDocument.objects.update(snapshot="{}"),
        lambda: IssuedDocument.objects.filter(pk=row.pk).delete(),
        lambda: IssuedDocument._base_manager.filter(pk=row.pk).update(number="X"),
        lambda: IssuedDocument.objects.bulk_update([row], ["number"]),
    ):
        with pytest.raises(Frozen), transaction.atomic():
            change()
    assert IssuedDocument.objects.get(pk=row.pk).number != "X"


@pytest.mark.parametrize("spoil", [lambda path: path.unlink(), lambda path: path.write_bytes(b"%PDF another")])
def test_a_file_that_is_lost_or_altered_is_told_and_not_made_anew(mission, expert, browse, work, spoil):
    browser = browse(expert)
    row = issued(mission, Kind.EXIT, browser)["en"]
    work()
    row.refresh_from_db()
    path = settings.REPORTS / row.file
    spoil(path)
    left = path.read_bytes() if path.exists() else None
    assert fetched(browser, row) == 302
    page = browser.get(reverse("documents", args=[mission.pk])).content.decode()
    assert "It is not made anew" in page and "the file is lost or was altered" in page
    browser.post(reverse("issue_document", args=[mission.pk, "exit"]), {"again": "yes"})
    work()
    assert (path.read_bytes() if path.exists() else None) == left


def test_a_snapshot_that_was_altered_gives_no_document(mission, expert, work):
    row = issue(mission, Kind.EXIT, expert)[0]
    row.snapshot = row.snapshot.replace("critical", "minor")
    from assessments.printing.pdf import RenderingFailed

    with pytest.raises(RenderingFailed, match="snapshot"):
        pdf_of(row)


def test_what_says_the_same_is_not_issued_twice(mission, expert, browse):
    browser = browse(expert)
    issued(mission, Kind.EXIT, browser)
    browser.post(reverse("issue_document", args=[mission.pk, "exit"]))
    assert IssuedDocument.objects.filter(kind="exit").count() == 2  # one number, two languages
    assert len({row.number for row in IssuedDocument.objects.all()}) == 1
    Finding.objects.create(
        assessment=mission, number=9, severity="minor", observation="More.", evidence="Seen.",
        requirement=mission.framework.requirements.first(), recommendation="Do it.",
    )  # fmt: skip
    browser.post(reverse("issue_document", args=[mission.pk, "exit"]))
    assert sorted(IssuedDocument.objects.values_list("issue", "language")) == [(1, "en"), (1, "fr"), (2, "en"), (2, "fr")]


def test_the_number_and_the_difference_in_words_and_sign_stand_in_it(mission, expert):
    row = next(row for row in issue(mission, Kind.GAP, expert) if row.language == "en")
    told = html(row.snapshot)
    assert row.number in told and "operator higher" in told and "+1 level" in told


def test_the_agenda_stands_in_the_brief_and_what_did_not_fit_for_the_experts_alone(mission):
    brief, report = (as_text(values(mission, kind, "fr")) for kind in (Kind.BRIEF, Kind.REVIEW))
    assert "Direction générale" in brief and "Direction générale" in report
    assert "Textes en préparation" in brief and "Textes en préparation" not in report


def test_an_expert_who_still_rates_reads_no_notes_of_the_others(mission, second, browse):
    type(mission).objects.filter(pk=mission.pk).update(status="in_review")
    address = reverse("draft_document", args=[mission.pk, "brief"])
    page = browse(second).post(address, {"language": "fr"}, follow=True).content.decode()
    assert "once the review at the desk is finished" in page and not mission.draftdocuments.exists()
    type(mission).objects.filter(pk=mission.pk).update(status="reviewed")
    browse(second).post(address, {"language": "fr"})
    assert NOTE in mission.draftdocuments.get().snapshot


def test_who_reads_what_and_when(mission, expert, lead, observer, facilitator, neighbour, secretariat, browse):
    rows = {kind: issue(mission, kind, expert)[0] for kind in (Kind.BRIEF, Kind.EXIT, Kind.GAP, Kind.REVIEW)}

    def read(user):
        answers = {kind: browse(user).get(reverse("document", args=[row.pk])).status_code for kind, row in rows.items()}
        return {kind.value for kind, status in answers.items() if status == 302}  # not made yet: told so

    everything = {"brief", "exit", "gap", "review"}
    assert [read(user) for user in (expert, secretariat)] == [everything] * 2
    assert [read(user) for user in (lead, observer)] == [{"exit"}] * 2
    assert [read(user) for user in (facilitator, neighbour)] == [set()] * 2
    mission.status = "report_issued"
    type(mission).objects.filter(pk=mission.pk).update(status="report_issued")
    assert [read(user) for user in (lead, observer, facilitator)] == [everything - {"brief"}] * 3
    assert read(neighbour) == set()


def test_a_private_note_is_in_nothing_that_the_operator_gets(mission, expert, lead, browse, work):
    browser = browse(expert)
    for kind in (Kind.BRIEF, Kind.EXIT, Kind.GAP, Kind.REVIEW):
        browser.post(reverse("issue_document", args=[mission.pk, kind]))
    work()
    workflow.advance(mission, "issue_report", by=expert)
    words = "".join(NOTE.split())
    brief = next(row for row in IssuedDocument.objects.filter(kind="brief", language="fr"))
    assert words in text_of(fetched(browser, brief))  # it was written, and would be found
    operators = browse(lead)
    got = {row: fetched(operators, row) for row in IssuedDocument.objects.exclude(kind="brief")}
    assert len(got) == 6 and all(isinstance(pdf, bytes) for pdf in got.values())
    assert [str(row) for row, pdf in got.items() if words in text_of(pdf)] == []
    assert [str(row) for row in got if NOTE in row.snapshot] == []
    for page in ("documents", "findings", "calibration", "assessment", "results", "check"):
        assert NOTE not in operators.get(reverse(page, args=[mission.pk])).content.decode(), page
    assert fetched(operators, brief) == 403


def test_the_report_goes_out_only_with_its_documents(mission, expert, browse, work):
    browser = browse(expert)
    page = browser.post(reverse("issue_report", args=[mission.pk]), follow=True).content.decode()
    assert "Issue first, on the page of documents: gap report, review report." in page
    for kind in (Kind.GAP, Kind.REVIEW):
        browser.post(reverse("issue_document", args=[mission.pk, kind]))
    page = browser.post(reverse("issue_report", args=[mission.pk]), follow=True).content.decode()
    assert "is not made yet" in page
    work()
    browser.post(reverse("issue_report", args=[mission.pk]))
    mission.refresh_from_db()
    assert mission.status == "report_issued"


def test_a_draft_says_so_on_each_page_and_is_not_the_operators(mission, expert, lead, browse, work):
    browser = browse(expert)
    browser.post(reverse("draft_document", args=[mission.pk, "exit"]), {"language": "en"})
    work()
    row = mission.draftdocuments.get()
    draft = fetched_draft(browser, row)
    pages = page_texts(draft)
    assert len(pages) >= 3 and all("DRAFT" in page for page in pages)
    assert browse(lead).get(reverse("draft", args=[row.pk])).status_code == 403
    final = pdf_of(next(each for each in issue(mission, Kind.EXIT, expert) if each.language == "en"))
    assert "DRAFT" not in text_of(final)


def fetched_draft(browser, row):
    return b"".join(browser.get(reverse("draft", args=[row.pk])).streaming_content)


def page_texts(pdf):
    import subprocess
    import tempfile

    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        told = subprocess.run(["pdftotext", file.name, "-"], capture_output=True, check=True).stdout.decode()
    return told.rstrip("\f").split("\f")


def test_there_is_no_strategy_to_evaluate_until_somebody_filled_in_its_checklist(mission, expert, browse):
    page = browse(expert).post(reverse("issue_document", args=[mission.pk, "strategy"]), follow=True).content.decode()
    assert "There is nothing to evaluate yet" in page
    assert not IssuedDocument.objects.filter(kind="strategy").exists()


def test_issuing_stands_back_until_there_is_a_draft_and_says_that_it_stays(mission, expert, browse):
    browser, page = browse(expert), reverse("documents", args=[mission.pk])

    def button():
        form = browser.get(page).content.decode().partition(reverse("issue_document", args=[mission.pk, Kind.GAP]))[2]
        return form.partition("</form>")[0]

    assert "btn-outline-primary" in button() and "It gets a number and cannot be taken back." in button()
    browser.post(reverse("draft_document", args=[mission.pk, Kind.GAP]), {"language": "en"})
    assert "btn-sm btn-primary" in button() and "It gets a number and cannot be taken back." in button()
