"""The worker killed while it makes a PDF: each report comes, once, and whole."""

import json
import os
import random
import signal
import time
from collections import Counter
from hashlib import sha256
from secrets import token_urlsafe
from urllib.parse import urlencode

from bench.place import ten_questions
from faults.browser import FORM, Browser
from faults.part import Sizes
from faults.place import Place
from faults.record import Record
from faults.server import Web, Worker
from faults.table import Count, at_least, none

LANGUAGES = ("en", "fr")
MOST_CUTS = 2  # of one report: the third time the product gives up, and says so
LATEST_SECONDS = 1.5
PATIENCE_SECONDS = 240  # for one report


def counts(here: Place, sizes: Sizes) -> list[Count]:
    from assessments.models import Report

    web, worker = Web(here.log), Worker(here.log)
    web.start()
    web.wait()
    browser = ask(web.port, sizes.reports)
    worker.start()
    chance, cuts, half, made = random.Random(11), Counter(), [], {}
    end = time.monotonic() + PATIENCE_SECONDS
    while (waiting := Report.objects.filter(status__in=("queued", "running"))).exists() and time.monotonic() < end:
        time.sleep(0.05)
        for pk, at in Report.objects.filter(status="done").exclude(pk__in=made).values_list("pk", "made_at"):
            made[pk] = at
        at_hand = next((report for report in waiting.filter(status="running") if cuts[report.pk] < MOST_CUTS), None)
        if at_hand is None or cuts.total() == sizes.reports:
            continue
        time.sleep(chance.uniform(0, LATEST_SECONDS))
        if Report.objects.get(pk=at_hand.pk).status != "running":
            continue
        kill(worker, alone=cuts.total() % 2 == 1)
        if Report.objects.get(pk=at_hand.pk).status == "running":  # it was in the middle
            cuts[at_hand.pk] += 1
            end = time.monotonic() + PATIENCE_SECONDS
        half += half_files()
        worker.start()
    found = table(here, sizes, browser, cuts, half, made)
    web.kill()
    worker.kill()
    return found


def ask(port: int, number: int) -> Browser:
    """Have a lead ask for as many reports, in turns of language."""
    from assessments.models import Assessment, Membership, Operator, User
    from assessments.scorecard import pack_of, store
    from readiness.answers_file import parse_answers
    from readiness.publish import publish

    framework = publish(ten_questions("abcde"))[0]  # half a report, as the machine may be slow
    post = Operator.objects.create(name="Post of many reports", country="XA", fictitious=True)
    password = token_urlsafe()
    lead = User.objects.create_user("lead@example.org", password, name="Lead")
    Membership.objects.create(user=lead, operator=post, role="lead")
    browser = Browser(port, lead.email, password, lead.pk, Record())
    browser.sign_in()
    for at in range(number):
        if at % len(LANGUAGES) == 0:
            assessment = Assessment.objects.create(operator=post, framework=framework, cycle=f"cycle {at}")
            store(assessment, parse_answers(answers(framework, at), pack_of(assessment)))
        fields = {"language": LANGUAGES[at % len(LANGUAGES)], "csrfmiddlewaretoken": browser.cookies["csrftoken"]}
        status, text, _again = browser.until_answered("POST", f"/assessments/{assessment.pk}/report/", urlencode(fields), FORM)
        assert status == 302, (status, text[:500])
    return browser


def answers(framework: object, seed: int) -> bytes:
    """Return a file of answers to every question."""
    levels = random.Random(seed)
    given = {code: {"value": levels.randint(1, 5)} for code in framework.questions.values_list("code", flat=True)}
    return json.dumps({"operator": "Post", "date": "2026-11-20", "cycle": str(seed), "answers": given}).encode()


def kill(worker: Worker, alone: bool) -> None:
    """End the worker with what it started, or alone, as a machine without memory does."""
    if alone:
        os.kill(worker.process.pid, signal.SIGKILL)
        worker.process.wait()
    else:
        worker.kill()


def half_files() -> list[str]:
    """Return the files that pass for a report and are not a whole one."""
    from django.conf import settings

    return [f"{path.name} is no whole PDF" for path in settings.REPORTS.glob("*.pdf") if not whole(path.read_bytes())]


def whole(content: bytes) -> bool:
    return content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF")


def table(here: Place, sizes: Sizes, browser: Browser, cuts: Counter, half: list[str], made: dict) -> list[Count]:
    from django.conf import settings
    from django_tasks_db.models import DBTaskResult

    from assessments.models import Report

    where, missing, twice = f"{here.database}, worker killed", [], []
    reports = list(Report.objects.all())
    tasks = Counter(task.args_kwargs["args"][0] for task in DBTaskResult.objects.all())
    for report in reports:
        status, content = browser.fetch("GET", f"/reports/{report.pk}/")
        if report.status != "done" or status != 200:
            missing.append(f"{report.pk} is {report.status} {report.error}, and is answered {status}")
        elif sha256(content).hexdigest() != report.sha256 or not whole(content):
            half.append(f"{report.pk} is handed out as {content[:60]!r}")
        if tasks[str(report.pk)] != 1 or made.setdefault(report.pk, report.made_at) != report.made_at:
            twice.append(f"{report.pk} has {tasks[str(report.pk)]} tasks and was ready at {made[report.pk]} and {report.made_at}")
    left = {path.name for path in settings.REPORTS.iterdir()} - {report.file for report in reports}
    return [
        at_least(f"{where} in the middle of a PDF", cuts.total(), sizes.reports),
        Count(f"{where}: reports asked for", len(reports), str(sizes.reports), len(reports) == sizes.reports),
        none(f"{where}: reports lost", missing),
        none(f"{where}: reports half made", half),
        none(f"{where}: reports made twice", twice),
        none(f"{where}: other files left in the folder", sorted(left)),
    ]
