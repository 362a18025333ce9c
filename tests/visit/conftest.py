"""A reviewed assessment under a pack with one question of each kind, two reviewers, and its visit."""

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assessments import evidence_files
from assessments.models import Assessment, Reviewer, User, Visit
from assessments.visit.drafting import draft
from readiness.publish import publish
from readiness.whole_files import write_whole
from tests.files import pdfs

PACK = Path(__file__).parent / "seen.yaml"


@pytest.fixture
def reviewed(operator, expert, second):
    return make_reviewed(operator, expert, second)


@pytest.fixture
def visit(reviewed, expert):
    return make_visit(reviewed, expert)


@pytest.fixture
def planned(visit):
    return make_planned(visit)


def make_reviewed(operator, expert, second):
    framework, _created = publish(PACK.read_bytes())
    assessment = Assessment.objects.create(operator=operator, framework=framework, cycle="2026-2027", date=date(2026, 11, 20))
    Reviewer.objects.create(assessment=assessment, expert=expert, leads=True)
    Reviewer.objects.create(assessment=assessment, expert=second)
    return in_state(assessment, "reviewed")


def make_visit(assessment, by):
    """Return three days with an agenda; the commitment is all that is missing."""
    row = Visit.objects.create(
        assessment=assessment, first_day=date(2027, 3, 1), last_day=date(2027, 3, 3), host="Director of operations"
    )
    row.team.set(User.objects.filter(reviews__assessment=assessment))
    draft(row, by)
    return row


def make_planned(visit):
    """Return the visit, committed to and planned."""
    visit.committed_by, visit.committed_on, visit.commitment = "Director general", date(2026, 11, 20), uuid4()
    visit.commitment_name = "signed.pdf"
    visit.save()
    write_whole(evidence_files.folder() / visit.commitment.hex, [pdfs.plain()])
    in_state(visit.assessment, "visit_planned")
    return visit


def in_state(assessment, status):
    Assessment.objects.filter(pk=assessment.pk).update(status=status)
    assessment.status = status
    return assessment


def upload(name="signed.pdf", content=None):
    return SimpleUploadedFile(name, pdfs.plain() if content is None else content)
