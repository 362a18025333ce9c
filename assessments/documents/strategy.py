"""The evaluation of the strategy: the report on the operator's newest assessment under a checklist for experts."""

from dataclasses import replace

from django.utils.translation import gettext as _

from assessments.documents.cover import cover, reviewers_fact
from assessments.documents.gap import after_review, of_report
from assessments.documents.subject import Subject
from assessments.models import Assessment
from assessments.report.contents import contents as report_contents
from assessments.scorecard import published_pack

DRAFT = Assessment.Status.DRAFT


def checklist(assessment: Assessment) -> Assessment | None:
    """Return what the same operator's strategy was last checked with: its newest assessment under a pack for experts."""
    rows = Assessment.objects.filter(operator=assessment.operator_id).exclude(pk=assessment.pk).exclude(status=DRAFT)
    for row in rows.select_related("operator", "framework").order_by("-date", "-created_at"):
        if published_pack(row.framework.checksum).framework.audience == "experts":
            return row
    return None


def obstacle(assessment: Assessment) -> str:
    if checklist(assessment):
        return ""
    return _(
        "There is nothing to evaluate yet: open an assessment of this operator under the checklist of its strategy, have it "
        "filled in and submitted."
    )


def contents(subject: Subject) -> dict:
    checked = Subject(checklist(subject.assessment), subject.language)
    case = checked.reviewed
    told = replace(after_review(report_contents(case)), operator=subject.assessment.operator.name)
    facts = [(_("Date of the checks"), case.day(checked.assessment.date)), reviewers_fact(subject)]
    identity = checked.pack.framework
    facts += [(_("Checklist"), f"{identity.code.upper()} {identity.edition}")]
    values = of_report(told, case) | cover(checked, _("Evaluation of the strategy"), facts)
    return values | {"framework": case.words(identity.name)}
