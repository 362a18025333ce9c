"""The pre-visit brief, for the experts alone: the operator on two pages, what to check, the agenda, people, evidence."""

from django.utils.translation import gettext as _

from assessments.access import RATEABLE
from assessments.documents.checks import ToCheck, also_to_see, said, to_check, triaged
from assessments.documents.cover import cover, reviewers_fact
from assessments.documents.snapshot import plain
from assessments.documents.subject import Subject
from assessments.documents.tracks import differing, rated_sentence, track_rows
from assessments.documents.visit_plan import visit_plan
from assessments.models import Assessment, Membership
from assessments.people.countries import country_name
from assessments.report.summary import figures, summary, summary_chart
from assessments.visit.facts import VisitFacts

SUBMITTED = Assessment.Status.SUBMITTED


def contents(subject: Subject) -> dict:
    visit = visit_plan(subject, for_experts=True)
    checks = to_check(subject, visit.planned)
    facts = [*visit.facts[:1], reviewers_fact(subject)]
    told = {
        "profile": profile(subject),
        "figures": list(figures(subject.reviewed)),
        "summary": list(summary(subject.reviewed)),
        "chart": summary_chart(subject.reviewed, paper=True),
        "proposal": subject.own.words(subject.pack.method.statement),
        "rated": rated_sentence(subject),
        "tracks": track_rows(subject),
        "seen": subject.seen_on_site,
        "checks": checks,
        "also": also_to_see(subject, visit.planned, checks),
        "visit": visit,
        "people": people(visit, checks),
        "team": team(subject),
        "evidence": evidence_index(subject),
    }
    statement = _("For the experts and the secretariat only: this brief holds their notes. It is not given to the operator.")
    return plain(told) | cover(subject, _("Pre-visit brief"), facts, statement)


def obstacle(assessment: Assessment) -> str:
    """Return why it cannot be made yet: an expert who still rates must not read in it what the others wrote."""
    if assessment.status in (SUBMITTED, *RATEABLE):
        return _("It tells each expert what the others wrote: it can be made once the review at the desk is finished.")
    return ""


def profile(subject: Subject) -> list[tuple[str, str]]:
    """Return who the operator is and how far its answers go, as (what, words)."""
    operator, case = subject.assessment.operator, subject.own
    scored = [code for code, question in case.framework.questions.items() if question.kind.scored]
    answers = case.answers.answers
    answered = [code for code in scored if code in answers and answers[code].value is not None]
    proved = [code for code in answered if code in subject.evidence]
    lead = [name for name, role in team(subject) if role == str(Membership.Role.LEAD.label)]
    told = [
        (_("Country"), country_name(operator.country, subject.language)),
        (_("UPU region"), str(operator.get_region_display())),
        (_("Leads the operator’s team"), ", ".join(lead)),
        (_("Answers with evidence"), f"{len(proved)} / {len(answered)}"),
        (_("Claims that are likely too high"), str(len(triaged(subject).over_claims))),
        (_("Answers that the experts rate otherwise"), str(len(differing(subject)))),
    ]
    return [(what, words) for what, words in told if words]


def team(subject: Subject) -> list[tuple[str, str]]:
    """Return who is in the operator's team, as (name, role)."""
    rows = Membership.objects.filter(operator=subject.assessment.operator_id).select_related("user")
    order = list(Membership.Role)
    rows = sorted(rows, key=lambda row: (order.index(row.role), str(row.user)))
    return [(str(row.user), str(row.get_role_display())) for row in rows]


def people(visit: VisitFacts, checks: list[ToCheck]) -> list[tuple[str, list[str], str]]:
    """Return (function or name, when it is met, the codes of what it usually knows), those of the agenda first."""
    found: dict[str, list[str]] = {}
    for each in checks:
        for name in each.functions[:1]:
            found.setdefault(name, []).append(each.code)
    met = dict(visit.people)
    return [(name, met.get(name, []), ", ".join(found.get(name, []))) for name in {**met, **found}]


def evidence_index(subject: Subject) -> list[tuple[str, str, list[str]]]:
    """Return (code, question, pieces) for each answer with evidence."""
    questions = subject.pack.questions
    return [
        (code, subject.own.words(questions[code].text), [said(piece) for piece in pieces])
        for code, pieces in subject.evidence.items()
        if code in questions
    ]
