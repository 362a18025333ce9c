"""The review report: how the review was done, what came of it, and each finding with the operator's reply."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.documents.cover import cover, reviewers_fact
from assessments.documents.finding_sheets import counted, finding_sheets
from assessments.documents.snapshot import plain
from assessments.documents.subject import Subject
from assessments.documents.tracks import tracks_sheet
from assessments.documents.visit_plan import visit_plan
from assessments.models import Clarification
from assessments.report.summary import summary


def contents(subject: Subject) -> dict:
    facts = [(_("Date of the answers"), subject.own.day(subject.assessment.date)), reviewers_fact(subject)]
    sheets = finding_sheets(subject, replies=True)
    told = {
        "course": course(subject),
        "asked": asked(subject),
        "visit": visit_plan(subject),
        "beside": beside(subject),
        "summary": list(summary(subject.reviewed)),
        "tracks": tracks_sheet(subject),
        "counted": counted(subject),
        "findings": sheets,
        "unanswered": unanswered(sum(sheet.reply is None for sheet in sheets), len(sheets)),
    }
    return plain(told) | cover(subject, _("Review report"), facts)


def beside(subject: Subject) -> str:
    """Return how high the operator rates itself and the experts rate it, in one sentence; "" where one of them has no score."""
    own, expert = subject.own.result.scores.overall.score, subject.reviewed.result.scores.overall.score
    if own is None or expert is None:
        return ""
    told = {"own": subject.own.score(own), "expert": subject.reviewed.score(expert)}
    return _("The operator rates itself at %(own)s; the experts rate it at %(expert)s, which is what counts here.") % told


def course(subject: Subject) -> list[tuple[str, str]]:
    """Return what happened when, as far as it did."""
    steps = [
        (_("Answers submitted"), "submit"),
        (_("Review begun"), "begin_review"),
        (_("Clarification asked"), "ask_clarification"),
        (_("Clarification given"), "answer_clarification"),
        (_("Review at the desk finished"), "finish_review"),
        (_("Visit planned"), "plan_visit"),
        (_("Visit ended"), "end_visit"),
    ]
    days = [(what, subject.day_of(action)) for what, action in steps]
    return [(what, day) for what, day in days if day != "–"]


def asked(subject: Subject) -> str:
    count = Clarification.objects.filter(assessment=subject.assessment, asked_at__isnull=False).count()
    if not count:
        return _("The operator was not asked to clarify anything.")
    return ngettext(
        "The operator was asked to clarify %(count)d answer.", "The operator was asked to clarify %(count)d answers.", count
    ) % {"count": count}


def unanswered(count: int, of: int) -> str:
    if not of:
        return ""
    if not count:
        return _("The operator has replied to every finding.")
    return ngettext(
        "The operator has not yet replied to %(count)d of %(of)d findings.",
        "The operator has not yet replied to %(count)d of %(of)d findings.",
        count,
    ) % {"count": count, "of": of}
