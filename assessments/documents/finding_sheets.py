"""Findings as documents print them: what was observed, what is recommended, and what the operator says to it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.documents.subject import Subject
from assessments.models import Assessment, Finding, FindingReply
from readiness.pack import wording


@dataclass(frozen=True)
class ReplySheet:
    """The pairs of (what, words) that a reply is printed as."""

    stance: str
    rows: list[tuple[str, str]]


@dataclass(frozen=True)
class FindingSheet:
    number: int
    anchor: str
    severity: str
    severity_words: str
    requirement: str
    rows: list[tuple[str, str]]
    reply: ReplySheet | None


def finding_sheets(subject: Subject, *, replies: bool) -> list[FindingSheet]:
    """Return the findings, the most severe first."""
    return [finding_sheet(subject, row, replies) for row in subject.findings]


def finding_sheet(subject: Subject, row: Finding, replies: bool) -> FindingSheet:
    case, part = subject.own, subject.pack.requirements.get(row.requirement.code)
    name = wording(row.requirement.name, subject.language).text if part is None else case.words(part.name)
    rows = [(_("Observation"), row.observation), (_("Evidence"), row.evidence), (_("Recommendation"), row.recommendation)]
    if row.lever:
        lever = case.levers.get(row.lever.code)
        rows.append((_("Lever"), f"{row.lever.code} {case.words(lever.name) if lever else ''}".strip()))
    reply = getattr(row, "reply", None) if replies else None
    return FindingSheet(
        number=row.number,
        anchor=f"finding-{row.number}",
        severity=row.severity,
        severity_words=str(row.get_severity_display()),
        requirement=f"{row.requirement.code} {name}",
        rows=[(what, words) for what, words in rows if words],
        reply=reply and reply_sheet(subject, reply),
    )


def reply_sheet(subject: Subject, reply: FindingReply) -> ReplySheet:
    due = subject.own.day(reply.due) if reply.due else ""
    rows = [(_("Reason"), reply.reason), (_("Action"), reply.action), (_("Office in charge"), reply.office), (_("Due day"), due)]
    agrees = reply.stance == FindingReply.Stance.AGREE
    stance = _("The operator agrees") if agrees else _("The operator disagrees")
    return ReplySheet(stance, [(what, words) for what, words in rows if words])


def counted(subject: Subject) -> list[tuple[str, str, int]]:
    """Return (severity, its name, how many findings have it), the most severe first."""
    found = [row.severity for row in subject.findings]
    return [(each.value, str(each.label), found.count(each.value)) for each in Finding.Severity]


def nothing_found(assessment: Assessment) -> str:
    """Return why there is nothing to hand over yet, "" where there is."""
    if Finding.objects.filter(assessment=assessment).exists():
        return ""
    return _("There are no findings yet: write at least one, then issue the list.")
