"""Two operators with an assessment in each state of STATES; every text that somebody typed carries a mark of whose it is."""

import time as clock
import uuid
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils import timezone

from assessments import evidence_files, workflow
from assessments.documents.snapshot import checksum
from assessments.models import (
    AgendaItem,
    AgreedRating,
    Appointment,
    Assessment,
    Assignment,
    Causes,
    Clarification,
    Comment,
    Cycle,
    DraftDocument,
    Evidence,
    Finding,
    IssuedDocument,
    Membership,
    Operator,
    Photo,
    Printout,
    Rating,
    Report,
    Response,
    Reviewer,
    Save,
    Target,
    Thread,
    Tie,
    User,
    Visit,
)
from assessments.people.inviting import invite
from readiness.models import Framework
from readiness.publish import publish
from tests.access.opinion import HANDED_OVER, TEAMS_THERE, THINGS, who
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
    peers = {name: person(name) for name in ("peer", "third")}
    for peer in peers.values():
        Appointment.objects.create(user=peer, role="expert")
    cast = cast | peers
    made = {thing: make_thing(thing, framework, *owners[thing.owner], cast) for thing in THINGS}
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
    now = timezone.now()
    times = {"opens_at": now + timedelta(days=1), "closes_at": now + timedelta(days=9)}
    cycle = Cycle.objects.create(name="2027", framework=Framework.objects.get(), **times)
    there = {"passkey": passkey, "appointment": appointment, "cycle": cycle, "programme invitation": row}
    ids = {name: str(each.pk) for name, each in there.items()}
    Tie.objects.create(person=cast["expert"], country="CH", declared_by=cast["expert"])
    return ids | {"expert": str(cast["expert"].pk)}


def make_thing(thing, framework, operator, lead, cast):
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
        Evidence(kind="link", title=f"{mark}-title", url=f"https://www.example.org/{mark}-link"),
        Evidence(kind="on_site", text=f"{mark}-on-site"),
        Evidence(
            kind="file", text=f"{mark}-file.pdf", file=uuid.uuid4(), title=f"{mark}-file-title", about="2024", language="fr"
        ),
    ]
    for position, piece in enumerate(pieces, start=1):
        piece.response, piece.position = first, position
        piece.save()
    keep(evidence_files.folder() / pieces[2].file.hex, f"{mark}-file")
    for team_only, whose in ((False, thing.mark), (True, thing.team_mark)):
        thread = Thread.objects.create(assessment=assessment, question=question["P1.1a"], team_only=team_only)
        Comment.objects.create(thread=thread, by=lead, text=f"{whose}-comment")
    Assignment.objects.create(assessment=assessment, requirement=framework.requirements.get(code="P1.2"), person=lead)
    save = Save.objects.create(
        key=uuid.uuid4(), by=lead, assessment=assessment, question=question["P1.1a"], field="remark", page=uuid.uuid4(),
        sequence=1, version=1, checksum="0" * 64,
        answer={"state": "refused", "version": 1, "refusals": {"remark": f"{mark}-save"}, "conflicts": {}, "at": ""},
    )  # fmt: skip
    if thing.state != "draft":
        workflow.advance(assessment, "submit", by=lead, note=f"{mark}-note")
        make_review(thing, assessment, cast)
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
    made = make_documents(thing, assessment)
    item, photo = make_visit(thing, assessment, cast)
    ids = made | {"assessment": assessment.pk, "report": report.pk, "evidence": pieces[2].file, "piece": pieces[0].pk}
    ids |= {"printout": printout.pk, "thread": thread.pk, "agenda item": item.pk, "photo": photo.file}
    ids |= {"file piece": pieces[2].pk, "key": save.key, "page": save.page, "operator": operator.pk, "person": lead.pk}
    return {name: str(value) for name, value in ids.items()} | {"report file": report.file}


def make_visit(thing, assessment, cast):
    """Plan its visit by those who review it, with nothing missing; return an item of its agenda and a photo."""
    mark, reviewers = thing.mark, User.objects.filter(reviews__assessment=assessment)
    visit = Visit.objects.create(
        assessment=assessment, first_day=date(2026, 11, 18), last_day=date(2026, 11, 20), host=f"{mark}-host",
        host_contact=f"{mark}-contact", plan=f"{mark}-plan", committed_by=f"{mark}-by", committed_on=date(2026, 11, 20),
        commitment=uuid.uuid4(), commitment_name=f"{mark}-signed.pdf", workshop_topic=f"{mark}-topic",
        workshop_participants=f"{mark}-participants", workshop_results=f"{mark}-results",
    )  # fmt: skip
    visit.team.set(reviewers)
    keep(evidence_files.folder() / visit.commitment.hex, f"{mark}-signed")
    item = AgendaItem.objects.create(
        visit=visit, day=1, start=time(10), minutes=30, function="it", whom=f"{mark}-whom", title=f"{mark}-title",
        questions=["P1.1a"], note=f"{thing.review_mark}-item", by_hand=True,
    )  # fmt: skip
    question = assessment.framework.questions.get(code="P1.1a")
    photo = Photo.objects.create(
        visit=visit, question=question, file=uuid.uuid4(), name=f"{thing.review_mark}-photo.png", key=uuid.uuid4()
    )
    keep(evidence_files.folder() / photo.file.hex, f"{thing.review_mark}-photo")
    return item, photo


RATED_AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
WAYS = {  # the steps from the submission to each state
    "submitted": [],
    "in_review": ["begin_review"],
    "clarification": ["begin_review", "ask_clarification"],
    "visit_planned": ["begin_review", "finish_review", "plan_visit"],
    "report_issued": ["begin_review", "finish_review", "issue_report"],
}


def make_review(thing, assessment, cast):
    """Have the expert review it, led by them, with two peers, and take the steps to its state."""
    expert, peer, mark = cast["expert"], cast["peer"], thing.review_mark
    Reviewer.objects.create(assessment=assessment, expert=expert, leads=True, assigned_by=cast["secretariat"])
    for each in (peer, cast["third"]):
        Reviewer.objects.create(assessment=assessment, expert=each, assigned_by=cast["secretariat"])
    if thing.state == "submitted":
        return
    for action in WAYS[thing.state]:
        workflow.advance(assessment, action, by=expert)
    question = assessment.framework.questions.get(code="P1.1a")
    about = {"assessment": assessment, "question": question}
    Rating.objects.create(**about, expert=expert, verdict="rated", value=2, reason=f"{mark}-reason", note=f"{mark}-note")
    Rating.objects.create(**about, expert=peer, verdict="rated", value=1, reason=f"{mark}-peer", note=f"{mark}-peer-note")
    other = about | {"question": assessment.framework.questions.get(code="P1.2a")}
    for each, value in ((peer, "yes"), (cast["third"], "no")):
        Rating.objects.create(**other, expert=each, verdict="rated", value=value, reason=thing.blind_mark, note=thing.blind_mark)
    AgreedRating.objects.create(**other, track="desk", verdict="rated", value="yes", reason=f"{mark}-settled")
    Rating.objects.filter(assessment=assessment).update(updated_at=RATED_AT)
    told = thing.mark if thing.state == "report_issued" else mark
    seen = f"{told}-observation"
    AgreedRating.objects.create(**about, track="desk", verdict="rated", value=2, reason=f"{told}-settled")
    AgreedRating.objects.create(**about, track="site", verdict="rated", value=2, reason=f"{told}-agreed", observation=seen)
    asked = timezone.now() if thing.state == "clarification" else None
    text = f"{thing.mark if asked else mark}-asked"
    Clarification.objects.create(**about, by=expert, text=text, asked_at=asked)
    make_findings(thing, assessment, expert)


def make_documents(thing, assessment):
    """Issue the exit list and what the report needs, and draft one; return the keys of the list and of the draft."""
    told = thing.mark if thing.state == "report_issued" else thing.review_mark
    common = {"assessment": assessment, "language": "en", "status": "done", "made_at": assessment.created_at}
    rows = [
        IssuedDocument(**common, kind="exit", issue=1, number=f"{thing.mark}-exit", snapshot=f"{thing.mark}-snapshot"),
        IssuedDocument(**common, kind="gap", issue=1, number=f"{told}-gap", snapshot=f"{told}-snapshot"),
        IssuedDocument(**common, kind="review", issue=1, number=f"{told}-review", snapshot=f"{told}-snapshot"),
        IssuedDocument(**common, kind="brief", issue=1, number=f"{thing.review_mark}-brief", snapshot=thing.review_mark),
        DraftDocument(**common, kind="review", snapshot=f"{thing.review_mark}-draft"),
    ]
    for row in rows:
        row.file = f"{row.pk}.pdf"
        row.content_key = checksum(row.snapshot)
        mark = row.number if isinstance(row, IssuedDocument) else thing.review_mark
        keep(settings.REPORTS / row.file, f"{mark}-file")
        row.sha256 = sha256((settings.REPORTS / row.file).read_bytes()).hexdigest()
        row.save()
    return {"document": rows[0].pk, "draft": rows[-1].pk, "brief": rows[3].pk, "document file": rows[0].file}


def make_findings(thing, assessment, by):
    """Write one finding that was not handed over; and one that was, where the exit list was."""
    requirement = assessment.framework.requirements.get(code="P1.1")
    handed = [None, assessment.created_at] if thing.state in HANDED_OVER else [None]
    for number, issued_at in enumerate(handed, start=1):
        mark = thing.mark if issued_at else thing.review_mark
        Finding.objects.create(
            assessment=assessment, number=number, requirement=requirement, severity="major", issued_at=issued_at, updated_by=by,
            observation=f"{mark}-observed", evidence=f"{mark}-shown", recommendation=f"{mark}-recommended",
        )  # fmt: skip


def keep(path, text):
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-1.7 " + text.encode())


def make_browsers(cast, browse, operator):
    """Return {actor: its browser}; a server error is an answer to judge, not an exception."""
    from assessments.models import Membership

    closed = person("closed")
    Membership.objects.create(user=closed, operator=operator, role="lead")
    staff, owner = with_app(person("staff", is_staff=True)), with_app(person("owner", is_staff=True, is_superuser=True))
    bare, bystander = person("bare"), with_app(person("bystander"))
    for user in (staff, owner, bystander):
        Authenticator.objects.create(user=user, type="recovery_codes", data={"seed": "seed", "used_mask": 0})
    for user in (bare, bystander):
        Appointment.objects.create(user=user, role="expert")
    Tie.objects.create(person=bystander, country="CH", declared_by=bystander)
    people = cast | {"closed": closed, "staff": staff, "owner": owner, "bare": bare, "bystander": bystander}
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
    session["account_authentication_methods"] = [{"method": "password", "at": clock.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
