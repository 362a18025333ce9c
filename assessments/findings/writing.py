"""Findings and replies written, one person at a time per assessment."""

from django.db import transaction
from django.db.models import Max

from assessments.models import Assessment, Finding


def write(assessment: Assessment, form, by: object) -> Finding:
    """Write a finding from a valid form; a new one gets the next number, which is never used again."""
    with transaction.atomic():
        held(assessment)
        if not form.instance.pk:
            form.instance.assessment, form.instance.number = assessment, next_number(assessment)
        return form.store(by)


def next_number(assessment: Assessment) -> int:
    used = Finding.history.filter(assessment_id=assessment.pk).aggregate(last=Max("number"))["last"]
    there = Finding.objects.filter(assessment=assessment).aggregate(last=Max("number"))["last"]
    return max(used or 0, there or 0) + 1


def remove(finding: Finding, by: object) -> None:
    """Take a finding away that was not handed over; its history stays."""
    finding._history_user = by
    finding.delete()


def held(assessment: Assessment) -> None:
    """Hold the assessment's row until the transaction ends."""
    Assessment.objects.select_for_update(no_key=True).get(pk=assessment.pk)
