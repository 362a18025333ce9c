"""What a browser sends to each page: whoever may, changes something with it."""

import uuid

from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.models import User
from readiness.models import Requirement
from tests.files.pictures import picture

CYCLE = {  # without the edition, whose number nobody knows here: what is missing is told
    "name": "2027", "time_zone": "UTC", "opens_day": "2099-01-01", "opens_time": "08:00", "closes_day": "2099-02-01",
    "closes_time": "17:00",
}  # fmt: skip
# By the end of the address, after its last argument
BODIES = {
    "/review/questions/%(code)s/": {"do": "accept", "rated": "2026-11-21T12:00:00+00:00", "P1.1a-version": "1", "note": "new"},
    "/review/differences/": lambda: {"question": "P1.1a", "take": key("expert"), "version": "1", "reason": "changed"},
    "/reviewers/": lambda: {"expert": key("bystander"), "lead": key("bystander"), "seen": reviewers()},
    "/ties/": {"add": "country", "country": "FR"},
    "/requirements/%(code)s/": {
        "P1.1a-version": "1", "P1.1a-value": "2", "P1.1a-remark": "changed", "add": "P1.1a",
        "P1.1a-link": "https://www.example.org/new",
    },
    "/evidence/%(piece)s/": {"title": "changed", "about": "2020", "language": "en"},
    "/questions/%(code)s/": {"field": "remark", "value": "changed", "version": "1", "sequence": "2"},
    "/questions/%(code)s/discussion/": {"text": "changed", "team_only": "no"},
    "/sharing/": {"person-P1.2": ""},
    "/remarks/": {"P1.1a-version": "1", "P1.1a-remark": "changed"},
    "/remark/": {"field": "remark", "value": "changed", "version": "1", "sequence": "2"},
    "/widen/": {"reading": "full"},
    "/return/": {"note": "changed"},
    "/steps/finish-review/": {"although": "yes"},
    "/check/": {"name": "changed", "function": "changed", "confirmed": "on", "missing": ""},
    "/findings/new/": {
        "seen": "0", "severity": "good", "requirement": "1", "observation": "changed", "evidence": "changed",
    },
    "/findings/%(number)s/": {"do": "remove"},
    "/findings/%(number)s/reply/": {"seen": "0", "stance": "disagree", "reason": "changed"},
    "/documents/%(kind)s/draft/": {"language": "fr"},
    "/results/choices/": {"requirement": "P1.1", "target-P1.1": "3"},
    "/report/": {"language": "fr"},
    "/on-paper/": {"language": "fr", "filled": "answers"},
    "/language/": {"language": "fr"},
    "/team/": {"email": "new@example.org", "role": "observer", "language": "fr"},
    "/members/%(member)s/": {"do": "role", "role": "observer"},
    "/invitations/%(invitation)s/": {"do": "again"},
    "/programme/cycles/new/": CYCLE | {"name": "2099"},
    "/cycles/%(cycle)s/change/": CYCLE,
    "/cycles/%(cycle)s/": {"closes_day": "2099-01-01", "closes_time": "17:00"},
    "/programme/": {"email": "new@example.org", "role": "facilitator", "language": "fr"},
    "/visit/plan/": {
        "first_day": "2027-03-01", "last_day": "2027-03-04", "opens": "09:00", "closes": "17:00", "break_from": "12:30",
        "break_to": "13:30", "host": "changed",
    },
    "/visit/commitment/": {"committed_by": "changed", "committed_on": "2026-11-01"},
    "/visit/agenda/add/": {"kind": "meeting", "minutes": "30", "title": "changed"},
    "/agenda-items/%(pk)s/": {"kind": "meeting", "minutes": "30", "title": "changed"},
    "/visit/checklist/": {"P1.1a-version": "1", "P1.1a-value": "3", "P1.1a-remark": "changed", "day": "1"},
}  # fmt: skip


def key(name):
    return str(User.objects.get(email=f"{name}@example.org").pk)


def reviewers():
    """Return what the page says of who reviews: the expert, who leads, and their peers."""
    return f"{key('expert')}* {key('peer')} {key('third')}"


def body_of(route):
    """Return the fields to post; a script's save has a page and a key of its own each time."""
    fields = next((body for end, body in BODIES.items() if route.text.endswith(end)), {})
    if route.text.endswith("/questions/%(code)s/photos/"):
        return {"photo": SimpleUploadedFile("changed.png", picture()), "key": str(uuid.uuid4())}
    fields = fields() if callable(fields) else fields
    if route.text.endswith("/findings/new/"):
        fields = fields | {"requirement": str(Requirement.objects.get(code="P1.1").pk)}
    return fields | {"page": str(uuid.uuid4()), "key": str(uuid.uuid4())} if "sequence" in fields else dict(fields)
