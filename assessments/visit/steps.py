"""The steps of a visit: it is planned, called off, ended."""

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from assessments.models import AgendaItem, Assessment, Visit
from assessments.stepping import step
from assessments.visit.forms import EXPERTS, experts_of

Kind = AgendaItem.Kind


def missing(assessment: Assessment) -> list[str]:
    """Return what has to be there before the visit counts as planned, in the reader's language; all at once."""
    visit = Visit.objects.filter(assessment=assessment).first() or Visit(assessment=assessment)
    team = experts_of(assessment).filter(visits=visit).count() if visit.pk else 0
    agenda = list(visit.agenda.values_list("kind", "day")) if visit.pk else []
    left_out = {kind for kind, day in agenda if day is None}
    committed = visit.committed_by and visit.committed_on and visit.commitment
    wanted = [
        (visit.days, _("the first and the last day")),
        (EXPERTS[0] <= team <= EXPERTS[1], _("a team of two or three of the reviewers")),
        (visit.host, _("the host")),
        (committed, _("the operator’s commitment (who, when, and the document)")),
        (agenda, _("an agenda")),
        (Kind.OPENING not in left_out, _("a time for the opening meeting, which did not fit (change it, or lengthen the visit)")),
        (Kind.CLOSING not in left_out, _("a time for the closing meeting, which did not fit (change it, or lengthen the visit)")),
    ]
    return [words for there, words in wanted if not there]


def not_planned(assessment: Assessment, _data: object) -> str:
    lacking = missing(assessment)
    return _("The visit still needs: %(what)s.") % {"what": "; ".join(lacking)} if lacking else ""


def begins_later(visit: Visit | None) -> bool:
    """Return whether its first day is still to come."""
    return bool(visit and visit.first_day and visit.first_day > timezone.localdate())


def not_begun(assessment: Assessment, _data: object) -> str:
    visit = Visit.objects.filter(assessment=assessment).first()
    if not begins_later(visit):
        return ""
    told = _("The visit begins on %(day)s, and cannot be over before. Change its days in the plan, or call it off.")
    return told % {"day": formats.date_format(visit.first_day, "DATE_FORMAT")}


plan_visit = step("plan_visit", "visit", not_planned)
cancel_visit = step("cancel_visit", "visit")
end_visit = step("end_visit", "visit", not_begun)
