"""Reminders of due days: two days before, once, to who is in charge."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments import workflow
from assessments.models import Assignment, Membership
from assessments.together.due import write_due_reminders
from tests.questionnaire.conftest import draft, kinds, save  # noqa: F401  (fixtures)
from tests.together.conftest import delivered

pytestmark = pytest.mark.django_db
HOME = "https://levier.example.org"
TODAY = timezone.localdate()


def given(draft, person, days, code="R1"):  # noqa: F811
    requirement = draft.framework.requirements.get(code=code)
    due = TODAY + timedelta(days=days)
    return Assignment.objects.create(assessment=draft, requirement=requirement, person=person, due=due)


def test_what_is_due_in_two_days_is_told_once_in_one_mail(draft, contributor, lead):  # noqa: F811
    given(draft, contributor, 2)
    given(draft, contributor, 0, "R2")
    assert [write_due_reminders(HOME), write_due_reminders(HOME)] == [1, 0]
    [message] = delivered()
    assert message.to == [contributor.email] and message.subject == f"Levier: 2 requirements of yours are due, {draft.operator}"
    assert all(row.requirement.title in message.body for row in draft.assignments.all())
    assert "R1" in message.body and "R2" in message.body and f"{HOME}/assessments/{draft.pk}/?mine" in message.body


def test_it_is_in_the_readers_language(draft, contributor):  # noqa: F811
    contributor.language = "fr"
    contributor.save()
    given(draft, contributor, 1)
    write_due_reminders(HOME)
    assert delivered()[0].subject.startswith("Levier\u00a0: une exigence qui vous est confiée")


@pytest.mark.parametrize("days", [3, -1])
def test_neither_too_early_nor_when_it_is_past(draft, contributor, days):  # noqa: F811
    given(draft, contributor, days)
    assert write_due_reminders(HOME) == 0


def test_nobody_is_told_who_does_not_answer_any_more(draft, contributor, lead):  # noqa: F811
    given(draft, contributor, 1)
    Membership.objects.filter(user=contributor).update(role="observer")
    assert write_due_reminders(HOME) == 0
    Membership.objects.filter(user=contributor).update(role="contributor")
    contributor.is_active = False
    contributor.save()
    assert write_due_reminders(HOME) == 0
    contributor.is_active = True
    contributor.save()
    workflow.advance(draft, "submit", by=lead)
    assert write_due_reminders(HOME) == 0


def test_a_complete_requirement_is_none_to_remind_of(draft, contributor, lead):  # noqa: F811
    given(draft, contributor, 1, "R2")
    questions = draft.framework.questions.filter(requirement__code="R2")
    for question in questions:
        draft.responses.create(question=question, not_applicable="We have none.")
    assert write_due_reminders(HOME) == 0
    draft.responses.all().delete()
    assert write_due_reminders(HOME) == 1


def test_a_new_day_or_a_new_person_is_told_again(browse, draft, contributor, lead):  # noqa: F811
    row = given(draft, contributor, 1)
    assert write_due_reminders(HOME) == 1
    Assignment.objects.update(due=TODAY + timedelta(days=2))
    assert write_due_reminders(HOME) == 1
    row.refresh_from_db()
    shown = f"{contributor.pk}|{row.due.isoformat()}"
    data = {"person-R1": str(lead.pk), "due-R1": row.due.isoformat(), "shown-R1": shown}
    browse(lead).post(reverse("sharing", args=[draft.pk]), data)
    delivered()
    assert write_due_reminders(HOME) == 1
    assert [message.to for message in delivered()] == [[lead.email]]
    assert write_due_reminders(HOME) == 0
    assert Assignment.history.filter(person=contributor).count() == 1  # a reminder is no change of the assignment
