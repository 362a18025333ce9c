"""Which operators a cycle invites, chosen among all of them by UPU region; ticking a whole region is a button."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.alphabet import alphabetical
from assessments.models import Operator
from assessments.people.countries import country_name

NONE = "none"  # the region of those that have none yet


@dataclass(frozen=True)
class Choice:
    """One operator on the page: ticked or not, and whether it stays because its assessment is there."""

    operator: Operator
    country: str
    ticked: bool
    stays: bool

    @property
    def country_tells(self) -> bool:
        """Return whether the country says more than the operator's name; a code that belongs to none says nothing."""
        return self.country not in (self.operator.name, self.operator.country)


@dataclass(frozen=True)
class Region:
    """The operators of one UPU region; `shown` is whether its fold is open."""

    code: str
    name: str
    choices: tuple[Choice, ...]
    shown: bool

    @property
    def ticked(self) -> int:
        return sum(choice.ticked for choice in self.choices)


def regions(ticked: set[int], stay: set[int], shown: str = "") -> list[Region]:
    """Return every operator by region, in the reader's alphabet; one query."""
    language, by_region = get_language(), {}
    for operator in Operator.objects.all():
        choice = Choice(operator, country_name(operator.country, language), operator.pk in ticked | stay, operator.pk in stay)
        by_region.setdefault(operator.region or NONE, []).append(choice)
    names = [*Operator.Region.choices, (NONE, _("Without a region yet"))]
    return [
        Region(code, str(name), tuple(in_order(by_region[code])), shown == code or len(by_region) == 1)
        for code, name in names
        if code in by_region
    ]


def in_order(choices: Iterable[Choice]) -> list[Choice]:
    return sorted(choices, key=lambda choice: alphabetical(str(choice.operator)))


def typed(data, operators: Iterable[tuple[int, str]]) -> tuple[set[int], str]:
    """Return (the operators ticked, the region to show) of a form, after what its button did to a region.

    `operators` are (key, region) of all there are; others are left out.
    """
    known = {str(pk): pk for pk, _region in operators}
    ticked = {known[text] for text in data.getlist("operators") if text in known}
    what, _colon, region = data.get("do", "").partition(":")
    of_it = {pk for pk, code in operators if (code or NONE) == region}
    if what == "all":
        return ticked | of_it, region
    if what == "none":
        return ticked - of_it, region
    return ticked, ""
