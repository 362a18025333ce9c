"""Giving requirements to people, with a day by which they should be done."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.access import ANSWERERS
from assessments.models import Assessment, Assignment, User
from assessments.together.mails import write_about_assignments


@dataclass
class Row:
    """One requirement on the page: who is in charge as kept, and what the form held, with why it was not taken.

    `shown` is what the page showed, "person|due", so that a colleague's change since is noticed.
    """

    requirement: object
    kept: Assignment | None
    person: str = ""
    due: str = ""
    error: str = ""

    @property
    def shown(self) -> str:
        return as_shown(self.kept)


def as_shown(kept: Assignment | None) -> str:
    return f"{kept.person_id}|{kept.due.isoformat() if kept.due else ''}" if kept else "|"


def team(assessment: Assessment) -> list[User]:
    """Return who may be put in charge: whoever of the operator's team may answer."""
    members = {"memberships__operator": assessment.operator_id, "memberships__role__in": ANSWERERS}
    return list(User.objects.filter(is_active=True, **members).order_by("name", "email"))


def rows(assessment: Assessment, codes: list[str]) -> list[Row]:
    """Return the requirements that are asked, as kept; two queries."""
    kept = {row.requirement_id: row for row in assessment.assignments.select_related("person", "requirement")}
    asked = assessment.framework.requirements.filter(code__in=codes).order_by("position")
    found = [Row(requirement, kept.get(requirement.pk)) for requirement in asked]
    for row in found:
        row.person, row.due = row.shown.split("|")
    return found


def share(assessment: Assessment, codes: list[str], data, by: User, home: str) -> tuple[list[Row], int]:
    """Save what the form changed; return (the rows with what was not taken, how many were changed).

    Who is newly in charge gets one mail about all of it; oneself gets none.
    """
    with transaction.atomic():
        Assessment.objects.select_for_update(no_key=True).get(pk=assessment.pk)
        people = {str(person.pk): person for person in team(assessment)}
        found, given, changed = rows(assessment, codes), {}, 0
        for row in found:
            code = row.requirement.code
            row.person, row.due = data.get(f"person-{code}", row.person).strip(), data.get(f"due-{code}", row.due).strip()
            if f"{row.person}|{row.due}" == data.get(f"shown-{code}", row.shown):
                row.person, row.due = row.shown.split("|")
                continue
            row.error = why_not(row, people, data.get(f"shown-{code}", row.shown))
            if row.error or f"{row.person}|{row.due}" == row.shown:
                continue
            changed += 1
            before = row.kept and row.kept.person_id
            keep(assessment, row, people.get(row.person), by)
            if row.kept and row.kept.person_id not in (before, by.pk):
                given.setdefault(row.kept.person, []).append(row.kept)
        for person, assignments in given.items():
            write_about_assignments(assessment, assignments, person, by, home)
    return found, changed


def why_not(row: Row, people: dict[str, User], shown: str) -> str:
    """Return why what was typed cannot be taken, "" where it can."""
    if shown != row.shown:
        now = row.kept.person if row.kept else _("nobody")
        told = _("A colleague changed this meanwhile: now %(who)s is in charge. Choose again if it should be otherwise.")
        return told % {"who": now}
    if row.person and row.person not in people:
        return _("This person does not answer for the operator. Choose somebody of the list.")
    if not row.due:
        return ""
    if not row.person:
        return _("Choose who is in charge, or leave the day empty.")
    try:
        day = date.fromisoformat(row.due)
    except ValueError:
        return _("Write the day as year-month-day, for example 2027-03-31.")
    unchanged = row.kept and row.kept.due == day
    return _("This day is past.") if day < timezone.localdate() and not unchanged else ""


def keep(assessment: Assessment, row: Row, person: User | None, by: User) -> None:
    """Write one assignment with its history, or take it back."""
    if person is None:
        row.kept._history_user = by
        row.kept.delete()
        row.kept = None
        return
    row.kept = row.kept or Assignment(assessment=assessment, requirement=row.requirement)
    if row.kept.person_id != person.pk:
        row.kept.reminded_of = None  # they are told anew
    row.kept.person, row.kept.due = person, date.fromisoformat(row.due) if row.due else None
    row.kept._history_user = by
    row.kept.save()
