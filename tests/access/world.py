"""Two operators with a draft and a submitted assessment each; every text that somebody typed carries a mark of whose it is."""

import time
import uuid
from datetime import date

from allauth.mfa.models import Authenticator
from django.conf import settings

from assessments import workflow
from assessments.models import (
    Appointment,
    Assessment,
    Assignment,
    Causes,
    Comment,
    Evidence,
    Membership,
    Operator,
    Printout,
    Report,
    Response,
    Save,
    Target,
    Thread,
    User,
)
from assessments.people.inviting import invite
from assessments.questionnaire.evidence import FOLDER
from readiness.publish import publish
from tests.access.opinion import TEAMS_THERE, THINGS, who
from tests.conftest import PASSWORD, TINY, person, with_app
from tests.passkeys import credential

PACK = TINY.with_name("around.yaml")  # the smallest with readings, and with everything that may stand beside a question


def make_world(cast, operator, other_operator):
    """Make it all; return {thing: {what: id as it stands in an address or a body}}; what is the programme's stands at None."""
    framework, _created = publish(PACK.read_bytes())
    owners = {"own": (operator, cast["lead"]), "other": (other_operator, cast["neighbour"])}
    for owner, (post, lead) in owners.items():
        Membership.objects.create(user=person(f"colleague-{owner}"), operator=post, role="contributor")
        Operator.objects.filter(pk=post.pk).update(name=f"Post {who(owner)}")
        for member in post.people.all():
            User.objects.filter(pk=member.pk).update(name=f"{member.name} {who(owner)}")
        lead.refresh_from_db()
    made = {thing: make_thing(thing, framework, *owners[thing.owner]) for thing in THINGS}
    teams = {team: make_team(team, *owners[team.owner]) for team in TEAMS_THERE}
    return made | teams | {None: make_programme(cast)}


def make_team(team, operator, lead):
    """Invite somebody to it; return the ids of its page, of a member and of the invitation."""
    row = invite(f"{team.mark}@example.org", "observer", "en", lead, "http://testserver", operator)
    member = Membership.objects.get(operator=operator, user__email=f"colleague-{team.owner}@example.org")
    return {"operator": str(operator.pk), "member": str(member.pk), "invitation": str(row.pk)}


def make_programme(cast):
    row = invite("invited@example.org", "facilitator", "en", cast["secretariat"], "http://testserver")
    for actor in ("expert", "secretariat"):
        Authenticator.objects.create(user=cast[actor], type="recovery_codes", data={"seed": "seed", "used_mask": 0})
    passkey = Authenticator.objects.create(user=cast["expert"], type="webauthn", data={"name": "Key", "credential": credential()})
    appointment = Appointment.objects.get(user=cast["facilitator"])
    return {"passkey": str(passkey.pk), "appointment": str(appointment.pk), "programme invitation": str(row.pk)}


def make_thing(thing, framework, operator, lead):
    """Make one assessment in which every kind of text there is carries its mark."""
    mark = thing.mark
    assessment = Assessment.objects.create(
        operator=operator, framework=framework, cycle=f"{mark}-cycle", date=date(2026, 11, 20), reading="short"
    )
    question = {row.code: row for row in framework.questions.all()}
    first = Response(assessment=assessment, question=question["P1.1a"], value=1, remark=f"{mark}-remark", updated_by=lead)
    first._history_user = lead
    first.save()
    Response.objects.create(assessment=assessment, question=question["P1.2a"], value="no", remark=f"{mark}-other-remark")
    Response.objects.create(assessment=assessment, question=question["P1.2b"], value=f"{mark}-words")
    requirement = framework.requirements.get(code="P1.1")
    Target.objects.create(assessment=assessment, requirement=requirement, level=2)
    pieces = [
        Evidence(kind="link", text=f"{mark}-title", url=f"https://www.example.org/{mark}-link"),
        Evidence(kind="on_site", text=f"{mark}-on-site"),
        Evidence(kind="file", text=f"{mark}-file.pdf", file=uuid.uuid4()),
    ]
    for position, piece in enumerate(pieces, start=1):
        piece.response, piece.position = first, position
        piece.save()
    keep(FOLDER / pieces[2].file.hex, f"{mark}-file")
    for team_only, whose in ((False, thing.mark), (True, thing.team_mark)):
        thread = Thread.objects.create(assessment=assessment, question=question["P1.1a"], team_only=team_only)
        Comment.objects.create(thread=thread, by=lead, text=f"{whose}-comment")
    Assignment.objects.create(assessment=assessment, requirement=framework.requirements.get(code="P1.2"), person=lead)
    save = Save.objects.create(
        key=uuid.uuid4(), by=lead, assessment=assessment, question=question["P1.1a"], field="remark", page=uuid.uuid4(),
        sequence=1, version=1, checksum="0" * 64,
        answer={"state": "refused", "version": 1, "refusals": {"remark": f"{mark}-save"}, "conflicts": {}, "at": ""},
    )  # fmt: skip
    if thing.state == "submitted":
        workflow.advance(assessment, "submit", by=lead, note=f"{mark}-note")
    report = Report(
        assessment=assessment, language="en", number=f"{mark}-number", status="done", content_key="0" * 64,
        made_at=assessment.created_at, requested_by=lead,
    )  # fmt: skip
    report.file = f"{report.pk}.pdf"
    report.save()
    keep(settings.REPORTS / report.file, f"{mark}-report")
    Causes.objects.create(assessment=assessment, requirement=requirement, codes=["money"])
    printout = Printout(assessment=assessment, language="en", status="done", content_key="0" * 64, made_at=assessment.created_at)
    printout.file = f"{printout.pk}.pdf"
    printout.save()
    keep(settings.REPORTS / printout.file, f"{mark}-printout")
    ids = {"assessment": assessment.pk, "report": report.pk, "evidence": pieces[2].file, "piece": pieces[0].pk}
    ids |= {"printout": printout.pk, "thread": thread.pk}
    ids |= {"file piece": pieces[2].pk, "key": save.key, "page": save.page, "operator": operator.pk, "person": lead.pk}
    return {name: str(value) for name, value in ids.items()} | {"report file": report.file}


def keep(path, text):
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-1.7 " + text.encode())


def make_browsers(cast, browse, operator):
    """Return {actor: its browser}; a server error is an answer to judge, not an exception."""
    from assessments.models import Membership

    closed = person("closed")
    Membership.objects.create(user=closed, operator=operator, role="lead")
    staff, owner = with_app(person("staff", is_staff=True)), with_app(person("owner", is_staff=True, is_superuser=True))
    for user in (staff, owner):
        Authenticator.objects.create(user=user, type="recovery_codes", data={"seed": "seed", "used_mask": 0})
    bare = person("bare")
    Appointment.objects.create(user=bare, role="expert")
    people = cast | {"closed": closed, "staff": staff, "owner": owner, "bare": bare}
    browsers = {actor: browse(user, raise_request_exception=False) for actor, user in people.items()}
    for actor, user in people.items():
        just_confirmed(browsers[actor], user)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    half = browse(raise_request_exception=False)
    half.post("/account/sign-in/", {"login": cast["expert"].email, "password": PASSWORD})
    return {"nobody": browse(raise_request_exception=False), "half": half} | browsers


def just_confirmed(browser, user):
    """Have the session remember that the password was given a moment ago: pages about the second factor ask for that."""
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
