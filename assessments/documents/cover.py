"""What stands on the cover of each document, and in its margins."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from assessments.documents.subject import Subject

LONGEST_IN_A_HEADER = 60


def cover(subject: Subject, title: str, facts: list[tuple[str, str]], statement: str = "") -> dict[str, object]:
    """Return the plain values of a cover; the number and the day of issue are added when it is issued."""
    case = subject.own
    return {
        "title": title,
        "language": subject.language,
        "operator": subject.assessment.operator.name,
        "short_operator": Truncator(subject.assessment.operator.name).chars(LONGEST_IN_A_HEADER),
        "framework": case.words(subject.pack.framework.name),
        "facts": [(_("Round"), subject.assessment.cycle or "–"), *facts],
        "statement": statement or case.words(subject.pack.method.statement),
    }


def reviewers_fact(subject: Subject) -> tuple[str, str]:
    leads = _("%(name)s (leads)")
    names = [leads % {"name": row.expert} if row.leads else str(row.expert) for row in subject.reviewers]
    return _("Reviewed by"), ", ".join(names) or "–"
