"""The exit list: observations and recommendations for management, on the last day."""

from django.utils.translation import gettext as _

from assessments.documents.cover import cover, reviewers_fact
from assessments.documents.finding_sheets import counted, finding_sheets
from assessments.documents.snapshot import plain
from assessments.documents.subject import Subject


def contents(subject: Subject) -> dict:
    sheets = finding_sheets(subject, replies=False)
    facts = [reviewers_fact(subject), (_("Findings"), str(len(sheets)))]
    told = {
        "introduction": _(
            "This is what the experts observed and recommend, as handed to management at the end of the review. The scores and "
            "the full reasons follow in the review report."
        ),
        "counted": counted(subject),
        "findings": sheets,
        "next_steps": [
            _("Read each finding with the offices that it concerns."),
            _("Say of each whether the operator agrees; where it does not, say why."),
            _("Where it agrees, name one action, the office in charge and the day by which it is done."),
            _("Write this on the page “Findings” of the assessment: the review report prints it beside each finding."),
        ],
    }
    return plain(told) | cover(subject, _("Observations and recommendations"), facts)
