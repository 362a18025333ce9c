"""What happens in an installation: python -m tests.backup.scene fill | save SECONDS | seen.

fill   make the tables and something of everything: answers, evidence with files, reports, people, sessions, tasks
save   four threads answer and two add files and take them away; a line on stdout for each one that is acknowledged
seen   what is there, as one JSON document; fill ends with it too
"""

import io
import json
import random
import sys
import threading
import time
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import django

PACKS = Path(__file__).parent.parent / "packs"
said = threading.Lock()


def fill():
    from datetime import date, timedelta

    from allauth.mfa.models import Authenticator
    from django.conf import settings
    from django.contrib.auth.models import Group, Permission
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command

    from assessments import workflow
    from assessments.models import (
        AgendaItem,
        AgreedRating,
        Appointment,
        Assessment,
        Assignment,
        Causes,
        ChosenWay,
        Clarification,
        Comment,
        Cycle,
        DraftDocument,
        Finding,
        FindingReply,
        IssuedDocument,
        Membership,
        Notice,
        Operator,
        Photo,
        Printout,
        Rating,
        Reminder,
        Report,
        Reviewer,
        Thread,
        Tie,
        User,
        Visit,
    )
    from assessments.people.inviting import invite
    from assessments.questionnaire.evidence import remove
    from assessments.scorecard import pack_of, store
    from assessments.tasks import make_report
    from readiness.answers_file import parse_answers
    from readiness.publish import publish
    from readiness.whole_files import write_whole

    call_command("migrate", verbosity=0)
    worked, kinds = (publish((PACKS / name).read_bytes())[0] for name in ("worked.yaml", "kinds.yaml"))
    user = User.objects.create_user("lead@example.org", "a long password for tests", name="Éloïse « la Poste »", language="fr")
    operator = Operator.objects.create(name="Poste de l’Exemple", country="XA")
    Membership.objects.create(user=user, operator=operator, role="lead")
    Appointment.objects.create(user=user, role="expert")
    invite("new@example.org", "observer", "fr", user, "http://localhost", operator)
    Authenticator.objects.create(user=user, type="totp", data={"secret": "0" * 32})
    group = Group.objects.create(name="Readers")
    group.permissions.add(Permission.objects.order_by("pk").last())
    user.groups.add(group)
    user.user_permissions.add(Permission.objects.order_by("pk").first())
    answered = Assessment.objects.create(operator=operator, framework=worked, cycle="2026", date=date(2026, 11, 20))
    store(answered, parse_answers((PACKS / "worked.json").read_bytes(), pack_of(answered)), by=user)
    workflow.advance(answered, "submit", by=user, note='émis ; 🙂\n"x"')
    Causes.objects.create(assessment=answered, requirement=worked.requirements.first(), codes=["staff"])
    ChosenWay.objects.create(assessment=answered, lever=worked.levers.first(), way="a")
    Printout.objects.create(assessment=answered, language="fr", content_key="0" * 64)
    for cycle in ("2027", "2028"):
        Assessment.objects.create(operator=operator, framework=kinds, cycle=cycle, date=date(int(cycle), 1, 1))
    draft = Assessment.objects.get(cycle="2027")
    begin = answered.created_at
    cycle = Cycle.objects.create(name="2027", framework=kinds, opens_at=begin, closes_at=begin + timedelta(days=9))
    cycle.operators.add(operator)
    Reminder.objects.create(cycle=cycle, operator=operator, person=user, days=14, closes_at=cycle.closes_at)
    Assessment.objects.filter(pk=draft.pk).update(opened_by=cycle, previous=answered)
    Assignment.objects.create(assessment=draft, requirement=kinds.requirements.first(), person=user)
    thread = Thread.objects.create(assessment=draft, question=kinds.questions.first(), team_only=True)
    comment = Comment.objects.create(thread=thread, by=user, text="Qui le sait ?")
    comment.told.add(user)
    Notice.objects.create(person=user, assessment=draft, kind=Notice.Kind.COMMENT, comment=comment, by=user)
    Tie.objects.create(person=user, country="XB")
    Reviewer.objects.create(assessment=answered, expert=user, leads=True)
    asked_of = {"assessment": answered, "question": worked.questions.first()}
    Rating.objects.create(**asked_of, expert=user, verdict="rated", value=2, reason="vu", note="à nous")
    AgreedRating.objects.create(**asked_of, track="site", verdict="refused", observation="vu sur place")
    Clarification.objects.create(**asked_of, by=user, text="Depuis quand ?")
    make_visit(answered, user, Visit, AgendaItem, Photo)
    found = {"assessment": answered, "number": 1, "requirement": worked.requirements.first(), "severity": "major"}
    finding = Finding.objects.create(**found, observation="vu", evidence="pièce", recommendation="faire", updated_by=user)
    FindingReply.objects.create(finding=finding, stance="disagree", reason="non", updated_by=user)
    save(draft, user, "R1a", 3, "first")
    add(draft, user, b"kept evidence")
    gone = add(draft, user, b"taken away")
    remove(draft, gone.pk, user)
    pdf = b"%PDF-1.7 a report"
    report = Report(assessment=answered, language="fr", number="R-1", content_key="0" * 64, status="done", requested_by=user)
    report.file, report.sha256 = f"{report.pk}.pdf", sha256(pdf).hexdigest()
    write_whole(settings.REPORTS / report.file, [pdf])
    report.save()
    DraftDocument.objects.create(assessment=answered, kind="exit", language="fr", snapshot="{}", content_key="0" * 64)
    issued = IssuedDocument(
        assessment=answered, kind="exit", language="fr", number="E-1", issue=1, snapshot='{"é": "1"}', content_key="0" * 64,
        status="done",
    )  # fmt: skip
    issued.file, issued.sha256 = f"{issued.pk}.pdf", sha256(pdf).hexdigest()
    write_whole(settings.REPORTS / issued.file, [pdf])
    issued.save()
    waiting = Report.objects.create(assessment=answered, language="en", number="R-1", content_key="0" * 64)
    make_report.enqueue(str(waiting.pk))
    SessionStore().save()


def make_visit(assessment, user, visits, items, photos):
    """Plan a visit with a commitment and a photo, each a file."""
    from datetime import date, time

    from django.core.files.base import ContentFile

    from assessments import evidence_files

    days = {"first_day": date(2027, 3, 1), "last_day": date(2027, 3, 3)}
    visit = visits.objects.create(assessment=assessment, **days, commitment=uuid4(), commitment_name="signé.pdf")
    visit.team.add(user)
    items.objects.create(visit=visit, day=1, start=time(9), minutes=60, kind="opening", questions=["R1a"])
    question = assessment.framework.questions.first()
    photo = photos.objects.create(visit=visit, question=question, file=uuid4(), name="é.png", key=uuid4(), by=user)
    for file, content in ((visit.commitment, b"signed"), (photo.file, b"a photo")):
        evidence_files.write(file, ContentFile(content))


def save(assessment, user, code, value, remark):
    from assessments.merging import Opening
    from assessments.questionnaire.saving import save_answer
    from assessments.scorecard import pack_of

    seen = dict.fromkeys(("value", "not_applicable", "remark"), 10**6)
    opening = Opening(uuid4(), 1, uuid4())
    outcome = save_answer(assessment, pack_of(assessment), code, {"value": value, "remark": remark}, seen, user, opening)
    assert outcome.state == "saved", outcome


def add(assessment, user, content):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from assessments.models import Evidence
    from assessments.questionnaire import evidence

    piece = Evidence(kind="file", text="é.txt", file=uuid4())
    piece.upload = SimpleUploadedFile("x", content)
    assert evidence.add(assessment, "R2b", [piece], user) == ""
    return piece


def say(*words):
    with said:
        print(*words, flush=True)


def keep_saving(seconds):
    """Go on for that long, and no longer than until the reader has gone."""
    from assessments.models import Assessment, User
    from assessments.questionnaire.evidence import remove

    user = User.objects.get()
    end = time.monotonic() + seconds
    drafts = list(Assessment.objects.filter(status="draft").select_related("framework"))

    def answers(thread):
        number = 0
        while time.monotonic() < end:
            number += 1
            remark = f"{thread}-{number}"
            save(drafts[thread % 2], user, f"R1{'ab'[thread // 2]}", random.randint(1, 3) if thread < 2 else None, remark)
            say("saved", remark)

    def files(thread):
        mine, number = [], 0
        while time.monotonic() < end:
            number += 1
            content = f"{thread}-{number}".encode() * 1000
            mine.append(add(drafts[thread % 2], user, content))
            say("added", mine[-1].file.hex, sha256(content).hexdigest())
            if len(mine) > 3:
                piece = mine.pop(random.randrange(len(mine)))
                say("removing", piece.file.hex)
                remove(drafts[thread % 2], piece.pk, user)

    threads = [threading.Thread(target=answers, args=[at]) for at in range(4)] + [
        threading.Thread(target=files, args=[at]) for at in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def seen():
    from django.apps import apps
    from django.core.management import call_command
    from django.db import connection

    from assessments.evidence_files import opened
    from assessments.models import Evidence, IssuedDocument, Photo, Report, Response, Visit
    from assessments.printing.make import lost

    scores = io.StringIO()
    call_command("export_scores", "--canonical", stdout=scores)
    call_command("migrate", "--check", verbosity=0)
    connection.check_constraints()
    named = [Evidence.objects.values_list("file", flat=True), Visit.objects.values_list("commitment", flat=True)]
    named.append(Photo.objects.values_list("file", flat=True))
    return {
        "scores": scores.getvalue(),
        "remarks": list(Response.history.values_list("remark", flat=True)),
        "unlike their history": [
            row.pk for row in Response.objects.all() if row.history.order_by("-version")[0].remark != row.remark
        ],
        "files": {file.hex: sha256(opened(file).read()).hexdigest() for rows in named for file in rows if file},
        "lost reports": [row.pk for kind in (Report, IssuedDocument) for row in kind.objects.all() if lost(row)],
        "rows": {
            model._meta.label: json.loads(json.dumps(list(model._base_manager.order_by("pk").values()), default=str))
            for model in apps.get_models(include_auto_created=True)
        },
    }


if __name__ == "__main__":
    django.setup()
    match sys.argv[1:]:
        case ["fill"]:
            fill()
            print(json.dumps(seen()))
        case ["save", seconds]:
            keep_saving(float(seconds))
        case ["seen"]:
            print(json.dumps(seen()))
