"""What keeps an expert from reviewing an operator: declared once, asked for at every assignment."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.access import EXPERT, SECRETARIAT
from assessments.mail import write_mail
from assessments.models import Assessment, Membership, Operator, Reviewer, Tie, User


def why_not(ties: Iterable[Tie], in_team: bool, operator: Operator) -> str:
    """Return why an expert with these ties cannot review the operator, "" where nothing keeps them from it."""
    ties = list(ties)
    if in_team:
        return _("is in the team of this operator")
    if any(tie.country == operator.country for tie in ties):
        return _("is of the operator’s own country")
    if any(tie.operator_id == operator.pk for tie in ties):
        return _("has declared a conflict of interest with this operator")
    if not any(tie.country for tie in ties):
        return _("has not declared their country yet")
    return ""


def obstacles(people: Iterable[User], operator: Operator) -> dict[int, str]:
    """Return {person: why they cannot review the operator, "" where they can}; two queries."""
    keys = [person.pk for person in people]
    of: dict[int, list[Tie]] = {key: [] for key in keys}
    for tie in Tie.objects.filter(person__in=keys):
        of[tie.person_id].append(tie)
    members = set(Membership.objects.filter(operator=operator, user__in=keys).values_list("user", flat=True))
    return {key: why_not(of[key], key in members, operator) for key in keys}


def experts() -> list[User]:
    """Return everybody who has the role of an expert and an open account, by name."""
    return list(User.objects.filter(appointments__role=EXPERT, is_active=True).order_by("name", "email"))


def declare(person: User, by: User, home: str, country: str = "", operator: Operator | None = None, reason: str = "") -> bool:
    """Keep a tie, take the person out of the reviews that it forbids, and tell the secretariat of each; False if it was known.

    The person's row is held, as it is while somebody assigns them: a tie and an assignment cannot slip past each other.
    """
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=person.pk)
        about = {"person": person, "country": country, "operator": operator}
        tie, new = Tie.objects.get_or_create(**about, defaults={"reason": reason, "declared_by": by})
        if new:
            reach = {"operator__country": tie.country} if tie.country else {"operator": tie.operator}
            forbidden = Assessment.objects.filter(reviewers__expert=person, **reach).select_related("operator", "framework")
            for assessment in list(forbidden.defer("framework__text")):
                Reviewer.objects.filter(assessment=assessment, expert=person).delete()
                tell_the_secretariat(assessment, person, home)
    return new


def tell_the_secretariat(assessment: Assessment, person: User, home: str) -> None:
    """Write to the secretariat that a reviewer is none any more; why stands in what they declared, not in the mail."""
    link = home + reverse("reviewers", args=[assessment.pk])
    for reader in User.objects.filter(appointments__role=SECRETARIAT, is_active=True):
        context = {"assessment": assessment, "person": person, "link": link}
        write_mail("review/email/conflict", context, reader.email, reader.language or settings.LANGUAGE_CODE)
