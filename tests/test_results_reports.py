"""The report on demand: in line, being made, ready, failed, cut off, out of date; made once, whatever happens to workers."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from assessments.models import Report, Response
from assessments.printing.make import lock
from assessments.printing.pdf import RenderingFailed
from assessments.report import make

pytestmark = pytest.mark.django_db
HOLDER = """
import fcntl, sys, time
file = open(sys.argv[1], "w")
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(60)
"""
LONG_AGO = timedelta(minutes=10)


@pytest.fixture
def quick(monkeypatch):
    """Make the PDF at once; return the cases that were made."""
    made = []

    def report_pdf(case):
        made.append(case)
        return b"%PDF-1.7 " + case.number.encode()

    monkeypatch.setattr(make, "report_pdf", report_pdf)
    return made


def ask(browser, assessment, language="en"):
    return browser.post(reverse("reports", args=[assessment.pk]), {"language": language})


def look(browser, assessment, query=""):
    return browser.get(reverse("reports", args=[assessment.pk]) + query)


def test_it_waits_in_line_and_the_page_looks_again(worked, browse, lead):
    browser = browse(lead)
    assert ask(browser, worked)["Location"] == reverse("reports", args=[worked.pk])
    ask(browser, worked, "fr")
    page = look(browser, worked)
    assert page["Refresh"] == "4"
    assert "waiting in line, the next one to be made." in page.content.decode()
    assert "waiting in line, 1 before it." in page.content.decode()
    assert "Refresh" not in look(browser, worked, "?still=1")


def test_it_is_made_by_the_worker_and_the_page_is_still(worked, browse, lead, quick):
    browser = browse(lead)
    ask(browser, worked)
    Report.objects.update(status="running")
    assert "being made." in look(browser, worked).content.decode()
    make.make_report(str(Report.objects.get().pk))
    page = look(browser, worked)
    assert "Refresh" not in page
    assert "Made on " in page.content.decode()
    assert [case.language for case in quick] == ["en"]


def test_asked_twice_it_waits_once(worked, browse, lead):
    browser = browse(lead)
    ask(browser, worked)
    ask(browser, worked)
    assert (Report.objects.count(), DBTaskResult.objects.count()) == (1, 1)


def test_nobody_fills_the_line_by_asking_after_each_change(worked, browse, lead, quick):
    """The one that waits tells the answers of the moment it is made: a second one would tell the same."""
    browser = browse(lead)
    for number in range(5):
        Response.objects.filter(assessment=worked, question__code="P1.1a").update(remark=f"Text {number}")
        ask(browser, worked)
    ask(browser, worked, "fr")
    assert Report.objects.filter(language="en").count() == 1
    assert DBTaskResult.objects.count() == 2
    make.make_report(str(Report.objects.get(language="en").pk))
    assert look(browser, worked).context["papers"][0].ready
    assert "Text 4" in str(quick[0].answers)


def test_mail_leaves_before_reports_that_wait(worked, browse, lead, settings):
    settings.EMAIL_BACKEND = "readiness.outbox.OutboxBackend"
    ask(browse(lead), worked)
    browse().post("/account/reset/", {"email": lead.email})
    mail.send_mail("Subject", "Body", None, ["a@example.org"])
    paths = [row.task_path.rpartition(".")[2] for row in DBTaskResult.objects.ready()]
    assert paths == ["write_about_new_password", "deliver", "make_report"]


def test_the_older_report_stays_and_says_that_answers_have_changed(worked, browse, lead, quick):
    browser = browse(lead)
    ask(browser, worked)
    older = Report.objects.get()
    make.make_report(str(older.pk))
    Response.objects.filter(question__code="P1.1a").update(remark="another word")
    page = look(browser, worked).content.decode()
    assert reverse("report", args=[older.pk]) in page
    assert "answers have changed since." in page
    assert "Make the report in English" in page


def test_a_report_tells_the_answers_of_the_moment_it_is_made(worked, lead, quick):
    report, _to_make = make.ask_for_report(worked, "en", lead)
    Response.objects.filter(question__code="P1.1a").update(remark="another word")
    make.make_report(str(report.pk))
    report.refresh_from_db()
    assert (report.status, report.content_key) == ("done", make.case_of(worked, "en").content_key)


def test_of_two_that_would_be_the_same_one_is_made(worked, lead, quick):
    early, _to_make = make.ask_for_report(worked, "en", lead)
    Response.objects.filter(question__code="P1.1a").update(remark="another word")
    late, _to_make = make.ask_for_report(worked, "en", lead)
    for report in (early, late):
        make.make_report(str(report.pk))
    assert {report.pk: report.status for report in Report.objects.all()} == {early.pk: "failed", late.pk: "done"}
    assert len(quick) == 1


def test_a_failed_one_says_what_to_do_and_can_be_asked_for_again(worked, browse, lead, observer, monkeypatch):
    def fail(case):
        raise RenderingFailed("no memory")

    monkeypatch.setattr(make, "report_pdf", fail)
    browser = browse(lead)
    ask(browser, worked)
    make.make_report(str(Report.objects.get().pk))
    page = look(browser, worked)
    assert "Ask for it again" in page.content.decode()
    assert "Refresh" not in page
    assert "Ask for it again" not in look(browse(observer), worked).content.decode()
    ask(browser, worked)
    assert Report.objects.get().status == "queued"


def test_two_workers_never_make_the_same_report(worked, lead, quick):
    report, _to_make = make.ask_for_report(worked, "en", lead)
    with lock(report) as alone:
        assert alone
        make.make_report(str(report.pk))
    assert quick == []
    make.make_report(str(report.pk))
    make.make_report(str(report.pk))
    assert len(quick) == 1


def test_a_killed_worker_lets_go_and_its_report_is_made_again(worked, lead, quick):
    report, _to_make = make.ask_for_report(worked, "en", lead)
    path = settings.REPORTS / f"{report.pk}.lock"
    path.parent.mkdir(exist_ok=True)
    worker = subprocess.Popen([sys.executable, "-c", HOLDER, path], stdout=subprocess.PIPE, env=os.environ)
    assert worker.stdout.readline() == b"held\n"
    Report.objects.update(status="running")
    make.make_report(str(report.pk))
    assert quick == []
    worker.kill()
    worker.communicate()
    make.make_report(str(report.pk))
    report.refresh_from_db()
    assert (report.status, len(quick), path.exists()) == ("done", 1, False)


def test_one_whose_worker_is_gone_for_good_can_be_asked_for_again(worked, browse, lead, quick):
    browser = browse(lead)
    ask(browser, worked)
    Report.objects.update(status="running", requested_at=timezone.now() - LONG_AGO)
    DBTaskResult.objects.update(status="RUNNING", worker_ids=["gone"], started_at=timezone.now() - LONG_AGO)
    page = look(browser, worked)
    assert "could not be made" in page.content.decode()
    assert "Refresh" not in page
    ask(browser, worked)
    assert DBTaskResult.objects.filter(status="READY").count() == 1
    assert "the next one to be made" in look(browser, worked).content.decode()


def test_a_long_line_is_no_failure(worked, browse, lead):
    browser = browse(lead)
    ask(browser, worked)
    Report.objects.update(requested_at=timezone.now() - LONG_AGO)
    assert look(browser, worked)["Refresh"] == "4"
    ask(browser, worked)
    assert DBTaskResult.objects.count() == 1


def test_a_lost_file_is_made_again(worked, browse, lead, quick):
    browser = browse(lead)
    ask(browser, worked)
    report = Report.objects.get()
    make.make_report(str(report.pk))
    (settings.REPORTS / f"{report.pk}.pdf").unlink()
    assert "Make the report in English" in look(browser, worked).content.decode()
    ask(browser, worked)
    make.make_report(str(report.pk))
    assert len(quick) == 2


def test_an_observer_is_not_offered_to_ask_and_is_refused(worked, browse, observer):
    browser = browse(observer)
    assert "not made yet." in look(browser, worked).content.decode()
    assert ask(browser, worked).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_worker_had_at_hand_is_swept_and_made(worked, browse, lead, quick, capsys):
    ask(browse(lead), worked)
    Report.objects.update(status="running")
    DBTaskResult.objects.update(status="RUNNING", worker_ids=["here"], started_at=timezone.now())
    call_command("worker", batch=True, interval=0, worker_id="here")
    assert (Report.objects.get().status, len(quick)) == ("done", 1)


def test_the_page_takes_the_same_queries_for_any_number_of_reports(worked, browse, lead, quick, django_assert_num_queries):
    browser = browse(lead)
    ask(browser, worked)
    look(browser, worked)
    with django_assert_num_queries(14):
        look(browser, worked)
    ask(browser, worked, "fr")
    with django_assert_num_queries(14):
        look(browser, worked)
