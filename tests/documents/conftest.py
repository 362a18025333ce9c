"""A review played on the worked example, and the worker that makes its documents."""

import pytest
from django.core.management import call_command

from assessments import workflow
from tests.documents.mission import play


@pytest.fixture
def mission(worked, lead, expert, second, secretariat):
    """The worked example, reviewed by two experts, visited, with findings that nobody was given yet."""
    workflow.advance(worked, "submit", by=lead)
    return play(worked, [expert, second], secretariat, lead)


@pytest.fixture
def work(settings):
    """Return a function that has the worker make all that waits."""
    return lambda: call_command("worker", batch=True, interval=0)
