"""What a browser sends to each page: whoever may, changes something with it."""

import uuid

# By the end of the address, after its last argument
BODIES = {
    "/requirements/%(code)s/": {
        "P1.1a-version": "1", "P1.1a-value": "2", "P1.1a-remark": "changed", "add": "P1.1a",
        "P1.1a-link": "https://www.example.org/new",
    },
    "/questions/%(code)s/": {"field": "remark", "value": "changed", "version": "1", "sequence": "2"},
    "/questions/%(code)s/discussion/": {"text": "changed", "team_only": "no"},
    "/sharing/": {"person-P1.2": ""},
    "/remarks/": {"P1.1a-version": "1", "P1.1a-remark": "changed"},
    "/remark/": {"field": "remark", "value": "changed", "version": "1", "sequence": "2"},
    "/widen/": {"reading": "full"},
    "/return/": {"note": "changed"},
    "/check/": {"name": "changed", "function": "changed", "confirmed": "on", "missing": ""},
    "/results/choices/": {"requirement": "P1.1", "target-P1.1": "3"},
    "/report/": {"language": "fr"},
    "/on-paper/": {"language": "fr", "filled": "answers"},
    "/language/": {"language": "fr"},
    "/team/": {"email": "new@example.org", "role": "observer", "language": "fr"},
    "/members/%(member)s/": {"do": "role", "role": "observer"},
    "/invitations/%(invitation)s/": {"do": "again"},
    "/programme/": {"email": "new@example.org", "role": "facilitator", "language": "fr"},
}  # fmt: skip


def body_of(route):
    """Return the fields to post; a script's save has a page and a key of its own each time."""
    fields = next((body for end, body in BODIES.items() if route.text.endswith(end)), {})
    return fields | {"page": str(uuid.uuid4()), "key": str(uuid.uuid4())} if "sequence" in fields else dict(fields)
