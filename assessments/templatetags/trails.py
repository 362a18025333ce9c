"""Where a page of an assessment stands, and the ways across for those who review it."""

from dataclasses import dataclass

from django import template

from assessments.access import can_see_review, has_visit
from assessments.models import Assessment

register = template.Library()


@dataclass(frozen=True)
class Ways:
    """Whether the reader reviews, or looks after reviews; and whether there is a visit to go to."""

    reviewing: bool
    visit: bool


@register.simple_tag(takes_context=True)
def ways_of(context: template.Context, assessment: Assessment) -> Ways:
    """Return the ways of the reader; a page that knows already whether they review says so as `reviewing`."""
    known = context.get("reviewing")
    reviewing = can_see_review(context["user"], assessment) if known is None else known
    return Ways(reviewing, reviewing and has_visit(assessment))
