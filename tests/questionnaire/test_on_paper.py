"""Printouts on demand: chosen, made by the worker from the answers of that moment, taken; one for each choice."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from assessments.models import Printout, Report, Response
from assessments.printing.pdf import RenderingFailed
from assessments.questionnaire import printouts
from assessments.report.make import ask_for_report
from assessments.tasks import make_printout, make_report

pytestmark = pytest.mark.django_db
BLANK = {"language": "en", "filled": "blank", "pillar": ""}
LONG_AGO = timedelta(minutes=10)


@pytest.fixture
def quick(monkeypatch):
    """Make the PDF at once; return the papers that were made."""
    made = []

    def paper_pdf(paper):
        made.append(paper)
        return b"%PDF-1.7 " + paper.language.encode()

    monkeypatch.setattr(printouts, "paper_pdf", paper_pdf)
    return made


def ask(browser, assessment, **choice):
    return browser.post(reverse("on_paper", args=[assessment.pk]), BLANK | choice)


def look(browser, assessment, query=""):
    return browser.get(reverse("on_paper", args=[assessment.pk]) + query)


def test_the_task_list_leads_to_it(worked, browse, observer):
    assert reverse("on_paper", args=[worked.pk]) in browse(observer).get(reverse("assessment", args=[worked.pk])).content.decode()


def test_it_offers_the_languages_and_the_pillars(worked, browse, lead):
    page = look(browse(lead), worked).content.decode()
    for offered in ('value="fr"', 'value="en"', 'value="blank"', 'value="answers" checked', ">P1 Pillar one</option>"):
        assert offered in page


def test_it_waits_and_the_page_looks_again(worked, browse, lead):
    browser = browse(lead)
    assert ask(browser, worked)["Location"] == reverse("on_paper", args=[worked.pk])
    ask(browser, worked, language="fr")
    page = look(browser, worked)
    assert page["Refresh"] == "4"
    assert page.content.decode().index('id="printouts"') < page.content.decode().index('class="print-choice"')  # on a phone
    assert "English, blank, the whole questionnaire: waiting in line, the next one to be made." in page.content.decode()
    assert "French, blank, the whole questionnaire: waiting in line, 1 before it." in page.content.decode()
    assert "Refresh" not in look(browser, worked, "?still=1")


@pytest.mark.django_db(transaction=True)
def test_the_worker_makes_it_and_it_is_handed_out_as_a_file(worked, browse, lead, quick, capsys):
    browser = browse(lead)
    ask(browser, worked, filled="answers", pillar="P1")
    call_command("worker", batch=True, interval=0)
    printout = Printout.objects.get()
    page = look(browser, worked)
    assert "Refresh" not in page
    assert "English, with the answers so far, P1 Pillar one (PDF)" in page.content.decode()
    answer = browser.get(reverse("printout", args=[printout.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="questionnaire-WORKED-1-P1-en.pdf"'
    assert b"".join(answer) == b"%PDF-1.7 en"
    [paper] = quick
    assert (paper.pillar, paper.operator, len(paper.responses)) == ("P1", worked.operator.name, 6)


def test_a_blank_one_holds_no_answers(worked, lead, quick):
    printout, _to_make = printouts.ask_for_printout(printouts.Desk(worked), printouts.Choice("fr", answered=False), lead)
    printouts.make_printout(str(printout.pk))
    assert (dict(quick[0].responses), quick[0].day) == ({}, None)


def test_asked_twice_it_waits_once_and_what_is_made_is_not_made_again(worked, browse, lead, quick):
    browser = browse(lead)
    ask(browser, worked)
    ask(browser, worked)
    assert (Printout.objects.count(), DBTaskResult.objects.count()) == (1, 1)
    printouts.make_printout(str(Printout.objects.get().pk))
    ask(browser, worked)
    assert DBTaskResult.objects.count() == 1


def test_one_whose_answers_have_changed_says_so_and_is_replaced(worked, browse, lead, quick):
    browser = browse(lead)
    for filled in ("answers", "blank"):
        ask(browser, worked, filled=filled)
    for printout in Printout.objects.all():
        printouts.make_printout(str(printout.pk))
    Response.objects.filter(question__code="P1.1a").update(remark="another word")
    assert look(browser, worked).content.decode().count("Answers have changed since") == 1
    for filled in ("answers", "blank"):
        ask(browser, worked, filled=filled)
    assert list(Printout.objects.order_by("answered").values_list("answered", "status")) == [(False, "done"), (True, "queued")]


def test_an_answer_of_another_pillar_leaves_it_as_it_is(worked, browse, lead, quick):
    browser = browse(lead)
    ask(browser, worked, filled="answers", pillar="P1")
    printouts.make_printout(str(Printout.objects.get().pk))
    Response.objects.filter(question__code="P2.1f").update(remark="another word")
    assert "Answers have changed since" not in look(browser, worked).content.decode()


def test_a_failed_one_says_what_to_do_and_can_be_asked_for_again(worked, browse, lead, monkeypatch):
    def fail(paper):
        raise RenderingFailed("no memory")

    monkeypatch.setattr(printouts, "paper_pdf", fail)
    browser = browse(lead)
    ask(browser, worked)
    printouts.make_printout(str(Printout.objects.get().pk))
    assert "Ask for it again" in look(browser, worked).content.decode()
    ask(browser, worked)
    assert Printout.objects.get().status == "queued"


@pytest.mark.django_db(transaction=True)
def test_one_whose_task_breaks_is_marked_failed(worked, browse, lead, monkeypatch, caplog, capsys):
    def broken(printout_id):
        raise RuntimeError("no such font")

    monkeypatch.setattr(printouts, "make_printout", broken)
    ask(browse(lead), worked)
    call_command("worker", batch=True, interval=0)
    assert Printout.objects.values_list("status", "error").get() == ("failed", "builtins.RuntimeError")


def test_one_whose_worker_is_gone_can_be_asked_for_again(worked, browse, lead):
    browser = browse(lead)
    ask(browser, worked)
    Printout.objects.update(status="running", requested_at=timezone.now() - LONG_AGO)
    DBTaskResult.objects.update(status="RUNNING", worker_ids=["gone"], started_at=timezone.now() - LONG_AGO)
    assert "could not be made" in look(browser, worked).content.decode()
    ask(browser, worked)
    assert DBTaskResult.objects.filter(status="READY").count() == 1


def test_a_lost_file_is_made_again(worked, browse, lead, quick):
    browser = browse(lead)
    ask(browser, worked)
    printout = Printout.objects.get()
    printouts.make_printout(str(printout.pk))
    (settings.REPORTS / f"{printout.pk}.pdf").unlink()
    assert browser.get(reverse("printout", args=[printout.pk])).status_code == 404
    ask(browser, worked)
    assert DBTaskResult.objects.count() == 2


def test_reports_and_printouts_wait_in_one_line(worked, browse, lead):
    report, _to_make = ask_for_report(worked, "en", lead)
    make_report.enqueue(str(report.pk))
    printout, _to_make = printouts.ask_for_printout(printouts.Desk(worked), printouts.Choice("en", answered=False), lead)
    make_printout.enqueue(str(printout.pk))
    assert (Report.objects.count(), Printout.objects.count()) == (1, 1)
    assert "waiting in line, 1 before it." in look(browse(lead), worked).content.decode()


@pytest.mark.parametrize("wrong", [{"language": "de"}, {"filled": ""}, {"pillar": "P9"}])
def test_what_is_not_offered_is_refused(worked, browse, lead, wrong):
    browser = browse(lead)
    ask(browser, worked, **wrong)
    assert "Choose a language, and what is to be printed." in look(browser, worked).content.decode()
    assert Printout.objects.count() == 0


def test_an_observer_may_print_and_the_neighbour_finds_nothing(worked, browse, observer, neighbour, quick):
    assert ask(browse(observer), worked).status_code == 302
    printout = Printout.objects.get()
    printouts.make_printout(str(printout.pk))
    assert b"".join(browse(observer).get(reverse("printout", args=[printout.pk]))) == b"%PDF-1.7 en"
    stranger = browse(neighbour)
    assert ask(stranger, worked).status_code == 404
    assert look(stranger, worked).status_code == 404
    assert stranger.get(reverse("printout", args=[printout.pk])).status_code == 404


def test_the_page_takes_the_same_queries_for_any_number_of_printouts(worked, browse, lead):
    browser = browse(lead)
    ask(browser, worked)
    look(browser, worked)
    with CaptureQueriesContext(connection) as one:
        look(browser, worked)
    ask(browser, worked, language="fr")
    ask(browser, worked, pillar="P1")
    with CaptureQueriesContext(connection) as three:
        look(browser, worked)
    assert len(three) == len(one)
