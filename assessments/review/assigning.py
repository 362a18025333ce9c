"""Who reviews an assessment: whom the secretariat may choose, and the choice written down."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Assessment, Reviewer, User
from assessments.review.mails import write_about_assignment
from assessments.ties import experts, obstacles

FEWEST, MOST = 2, 3  # that the method asks for


@dataclass
class Candidate:
    """An expert on the page: why they cannot review it ("" where they can), whether they are chosen, whether they lead."""

    person: User
    obstacle: str
    chosen: bool
    leads: bool

    @property
    def open(self) -> bool:
        """Return whether the page lets their box be changed: who is chosen already can always be taken away."""
        return not self.obstacle or self.chosen


def candidates(assessment: Assessment) -> list[Candidate]:
    """Return every expert, and who reviews it already; those who can be chosen first. Four queries."""
    kept = {row.expert_id: row for row in assessment.reviewers.select_related("expert")}
    people = {person.pk: person for person in [*experts(), *(row.expert for row in kept.values())]}
    found = obstacles(people.values(), assessment.operator)
    rows = [Candidate(person, found[key], key in kept, key in kept and kept[key].leads) for key, person in people.items()]
    return sorted(rows, key=lambda row: (bool(row.obstacle), str(row.person).casefold()))


def shown(assessment: Assessment) -> str:
    """Return who reviews it as the page shows it, so that a colleague's change since is noticed."""
    rows = Reviewer.objects.filter(assessment=assessment).order_by("expert")
    return " ".join(f"{row.expert_id}{'*' if row.leads else ''}" for row in rows)


@dataclass
class Choice:
    """What was chosen: experts by key, and which of them leads; `seen` is what the page showed before."""

    experts: set[int]
    lead: int | None
    seen: str


def assign(assessment: Assessment, choice: Choice, by: User, home: str) -> list[str]:
    """Write down who reviews it and write to those who are new; return why not, [] when it is done.

    What was rated stays, whoever rated it. The assessment is held, then each person: ties are declared under the same lock.
    """
    with transaction.atomic():
        Assessment.objects.select_for_update(no_key=True, of=("self",)).get(pk=assessment.pk)
        if choice.seen != shown(assessment):
            return [_("A colleague changed who reviews it meanwhile. Look at it again, then choose.")]
        people = {person.pk: person for person in held(choice.experts)}
        if problems := why_not(assessment, choice, people):
            return problems
        before = set(assessment.reviewers.values_list("expert", flat=True))
        assessment.reviewers.exclude(expert__in=people).delete()
        assessment.reviewers.update(leads=False)
        for key, person in people.items():
            known = {"assessment": assessment, "expert": person}
            Reviewer.objects.update_or_create(
                **known, defaults={"leads": key == choice.lead}, create_defaults={"leads": key == choice.lead, "assigned_by": by}
            )
        for key in people.keys() - before:
            write_about_assignment(assessment, people[key], key == choice.lead, by, home)
    return []


def held(keys: set[int]) -> list[User]:
    """Return these people, their rows held in one order."""
    return list(User.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))


def why_not(assessment: Assessment, choice: Choice, people: dict[int, User]) -> list[str]:
    """Return everything that stands against the choice, in words."""
    appointed = {person.pk for person in experts()}
    told = []
    if not choice.experts:
        told.append(_("Choose two or three experts."))
    if len(choice.experts) > MOST:
        told.append(_("Choose two or three experts: %(count)s are chosen.") % {"count": len(choice.experts)})
    if choice.experts - people.keys() or people.keys() - appointed:
        told.append(_("Somebody you chose is no expert of the programme any more. Choose again."))
    for key, obstacle in obstacles(people.values(), assessment.operator).items():
        if obstacle:
            told.append(_("%(who)s cannot review it: %(why)s.") % {"who": people[key], "why": obstacle})
    if choice.experts and choice.lead not in choice.experts:
        told.append(_("Choose who leads the review, among those who review it."))
    return told
