"""What reports and messages hold: the marks of one operator, and no other's."""

import re
import subprocess
import tempfile
from pathlib import Path

from django.core import mail
from django.core.management import call_command

from assessments.models import Assessment
from assessments.report import make
from assessments.report.document import report_pdf
from tests.access.opinion import MARKS, TEAMS, THINGS, Team, may_read, who


def text_of(pdf):
    """Return all that a PDF holds in words: its pages, its outline and names, what is said about it, what is attached."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        Path(file.name).write_bytes(pdf)
        words = subprocess.run(["pdftotext", file.name, "-"], capture_output=True, check=True).stdout
        inside = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", file.name, "-"], capture_output=True).stdout
    return re.sub(r"\s+", "", (words + inside.replace(b"\0", b"")).decode(errors="replace"))


def wrong_in_reports(world, browsers):
    """Yield what a report says that is not its operator's and its assessment's; and what it should say and does not."""
    for thing in THINGS:
        ids = world[thing]
        assessment = Assessment.objects.select_related("operator").get(pk=ids["assessment"])
        told = text_of(report_pdf(make.case_of(assessment, "fr" if thing.owner == "own" else "en")))
        mine = {who(thing.owner), f"{thing.mark}-cycle", f"{thing.mark}-remark"}
        yield from (f"the report on {thing.mark} lacks {mark}" for mark in mine if mark not in told)
        foreign = MARKS - {who(thing.owner), thing.mark}
        yield from (f"the report on {thing.mark} shows {mark}" for mark in foreign if mark in told)


def wrong_in_mails(world, browsers):
    """Yield what a message tells its reader that they may not know; every message that the product writes is tried."""
    mail.outbox = []
    allowed = {f"{actor}@example.org": may_read(actor) for actor in ("lead", "neighbour", "nobody")}
    for email in allowed:
        browsers["nobody"].post("/account/reset/", {"email": email})
    for actor in ("lead", "neighbour"):
        email, owner = f"by-{actor}@example.org", TEAMS[actor]
        invited = {"email": email, "role": "observer", "language": "fr"}
        browsers[actor].post(f"/operators/{world[Team(owner)]['operator']}/team/", invited)
        allowed[email] = {who(owner)}
    call_command("worker", batch=True, interval=0)
    for email, marks in allowed.items():
        told = [message.message().as_bytes().decode() for message in mail.outbox if message.recipients() == [email]]
        if len(told) != 1:
            yield f"{email} got {len(told)} messages"
        for text in told:
            yield from (f"the message to {email} shows {mark}" for mark in MARKS - marks if mark in text)
