"""A draft under a pack with one question of each kind, and what a browser would post."""

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.urls import reverse

from assessments.merging import Opening
from assessments.models import Assessment, Response
from assessments.questionnaire.saving import save_answer
from assessments.scorecard import pack_of

KINDS = Path(__file__).parent.parent / "packs" / "kinds.yaml"


@pytest.fixture
def kinds(db):
    from readiness.publish import publish

    return publish(KINDS.read_bytes())[0]


@pytest.fixture
def draft(operator, kinds):
    return Assessment.objects.create(operator=operator, framework=kinds, cycle="2026-2027", date=date(2026, 11, 20))


@pytest.fixture
def page_of(draft):
    """Return the address of a requirement's page."""
    return lambda code="R1": reverse("requirement", args=[draft.pk, code])


def kept(assessment, code):
    """Return (value, reason, remark, version) of a response, None when there is none."""
    rows = Response.objects.filter(assessment=assessment, question__code=code)
    return rows.values_list("value", "not_applicable", "remark", "version").first()


def save(assessment, code, by, version=0, opening=None, **changes):
    """Save as a page does that was seen in this version."""
    seen = dict.fromkeys(("value", "not_applicable", "remark"), version)
    return save_answer(assessment, pack_of(assessment), code, changes, seen, by, opening)


def opening(sequence=1, page=None, key=None):
    return Opening(page or uuid4(), sequence, key or uuid4())


def fields(code, version=0, **given):
    """Return what the form posts for one question: fields("R1a", value="2", remark="…")."""
    return {f"{code}-version": str(version)} | {f"{code}-{name.replace('_', '-')}": value for name, value in given.items()}
