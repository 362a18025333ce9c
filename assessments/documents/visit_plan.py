"""What is known of the visit, for the documents: when, where, the agenda, whom to meet."""

from assessments.documents.subject import Subject
from assessments.visit.facts import VisitFacts, visit_facts


def visit_plan(subject: Subject, *, for_experts: bool = False) -> VisitFacts:
    """Return what is planned; for experts also what must be seen and has no time. Nothing where no visit is."""
    return visit_facts(subject.assessment, subject.language, for_experts=for_experts)
