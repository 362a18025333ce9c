"""An invitation as it is sent, and the link that its message holds."""

import re

import pytest
from django.core import mail

from assessments.people.inviting import invite

HOME = "http://testserver"


@pytest.fixture
def invited(operator, lead):
    """Return a function that invites somebody: invited("new@example.org", "observer") returns the path of the link."""

    def sent(email="new@example.org", role="contributor", language="en", by=lead, operator=operator):
        invite(email, role, language, by, HOME, operator)
        return last_link()

    return sent


def last_link():
    """Return the path of the link in the last message."""
    return re.search(r"https?://[\w.:]+(/invitations/[\w-]+/)", mail.outbox[-1].body)[1]


def typed(**fields):
    """Return what somebody without an account fills in."""
    password = "quite a long password"
    return {"name": "The invited", "language": "en", "password": password, "again": password} | fields
