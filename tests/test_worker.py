"""What a killed worker left is taken up again, three times at most."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from assessments.models import Report, Save
from assessments.tasks import forget_old_saves, make_report
from readiness.worker import sweep


@pytest.fixture
def report(assessment):
    return Report.objects.create(assessment=assessment, language="en", number="R1", content_key="0" * 64, status="running")


def running(report, worker_ids, ago=timedelta(minutes=1)):
    task = make_report.enqueue(str(report.pk))
    DBTaskResult.objects.filter(pk=task.id).update(status="RUNNING", worker_ids=worker_ids, started_at=timezone.now() - ago)
    return DBTaskResult.objects.get(pk=task.id)


def test_what_a_worker_of_this_name_was_doing_waits_again(report):
    mine, of_another = running(report, ["here"]), running(report, ["elsewhere"])
    assert sweep("here") == 1
    mine.refresh_from_db()
    of_another.refresh_from_db()
    assert (mine.status, of_another.status) == ("READY", "RUNNING")


def test_what_another_worker_took_over_is_left_to_it(report):
    running(report, ["here", "elsewhere"])
    assert sweep("here") == 0


def test_after_an_hour_no_worker_can_still_be_at_it(report):
    running(report, ["elsewhere"], ago=timedelta(hours=2))
    assert sweep("here") == 1


def test_the_third_time_it_fails_and_the_report_says_so(report, caplog):
    task = running(report, ["here", "here", "here"])
    assert sweep("here") == 0
    task.refresh_from_db()
    report.refresh_from_db()
    assert (task.status, task.exception_class_path) == ("FAILED", "readiness.worker.WorkerKilled")
    assert (report.status, report.error) == ("failed", "readiness.worker.WorkerKilled")


def test_a_finished_report_stays_finished(report, caplog):
    Report.objects.update(status="done")
    running(report, ["here", "here", "here"])
    sweep("here")
    report.refresh_from_db()
    assert report.status == "done"


def test_finished_tasks_are_forgotten_after_two_weeks(report):
    old, new = running(report, ["here"]), running(report, ["here"])
    for task, days in ((old, 15), (new, 13)):
        DBTaskResult.objects.filter(pk=task.pk).update(status="SUCCESSFUL", finished_at=timezone.now() - timedelta(days=days))
    sweep("here")
    assert list(DBTaskResult.objects.values_list("pk", flat=True)) == [new.pk]


@pytest.fixture
def saves(assessment, lead):
    """Return a function that tells which saves are there, of 29 and of 31 days ago."""
    question = assessment.framework.questions.first()
    for days in (29, 31):
        row = Save.objects.create(
            key=uuid4(), by=lead, assessment=assessment, question=question, field="value", page=uuid4(), sequence=1, answer={}
        )
        Save.objects.filter(pk=row.pk).update(at=timezone.now() - timedelta(days=days))
    return lambda: [(timezone.now() - at).days for at in Save.objects.values_list("at", flat=True)]


def test_saves_are_forgotten_after_thirty_days(saves, django_assert_num_queries):
    with django_assert_num_queries(1):
        forget_old_saves()
    assert saves() == [29]


def test_a_sweep_forgets_old_saves(saves):
    sweep("here")
    assert saves() == [29]


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_runs_on_forgets_old_saves_once_a_day(saves, report, monkeypatch):
    cache.delete("cleared-away")  # another test's worker may have done it
    monkeypatch.setattr("assessments.report.make.make_report", lambda report_id: None)
    monkeypatch.setattr("readiness.management.commands.worker.sweep", lambda worker_id: 0)
    make_report.enqueue(str(report.pk))
    call_command("worker", batch=True, interval=0)
    assert saves() == [29]
    Save.objects.update(at=timezone.now() - timedelta(days=31))
    make_report.enqueue(str(report.pk))
    call_command("worker", batch=True, interval=0)
    assert saves() == [31]  # tomorrow
    cache.delete("cleared-away")
    make_report.enqueue(str(report.pk))
    call_command("worker", batch=True, interval=0)
    assert saves() == []


@pytest.mark.django_db(transaction=True)
def test_a_report_whose_task_breaks_is_marked_failed(report, monkeypatch, caplog):
    def broken(report_id):
        raise RuntimeError("no such font")

    monkeypatch.setattr("assessments.report.make.make_report", broken)
    make_report.enqueue(str(report.pk))
    call_command("worker", batch=True, interval=0)
    report.refresh_from_db()
    assert (report.status, report.error) == ("failed", "builtins.RuntimeError")


@pytest.mark.django_db(transaction=True)
def test_the_worker_sweeps_before_it_works(report, monkeypatch, capsys):
    made = []
    monkeypatch.setattr("assessments.report.make.make_report", made.append)
    running(report, ["here"])
    call_command("worker", batch=True, interval=0, worker_id="here")
    assert made == [str(report.pk)]
    assert "1 tasks taken up again" in capsys.readouterr().out
