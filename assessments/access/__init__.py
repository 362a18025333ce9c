"""Who may see and do what: the whole policy on this page; the code is in the files beside it.

A view finds its object with visible_…(): what a person may not see does not exist for them (404). Then it asks
can_…(): what they see but may not do is refused (403). Each view declares with @policy who it is for;
tests/access tries every URL as every role against that declaration, and fails on a URL without one.

    role                      sees                                    does
    lead                      their operator's, in any state          answers, widens, submits, gives clarifications back;
                                                                      asks for reports; runs the team
    contributor               their operator's, in any state          answers; asks for reports
    observer                  their operator's, in any state          writes remarks on what may be answered, nothing else
    facilitator, expert       what was submitted, of all operators    asks for reports
    reviewer                  is an expert assigned to an assessment, rates, asks for clarification, keeps private notes
                              and in no team of its operator
    lead reviewer             is one of the reviewers                 settles, moves the review on, plans the visit, issues
    secretariat               everything                              assigns reviewers; returns for correction; asks for reports;
                                                                      runs every team and the programme; may do what the lead
                                                                      reviewer does to move a review on, but rates nothing

Which step of the process is whose stands in STEPS; from which state, in workflow.TRANSITIONS.

While a clarification is asked, the questions it is about can be answered again, and no others (open_clarifications).
What experts make of an answer is theirs and the secretariat's until a report is issued; before that, each sees what the others
made of a question once they have rated it themselves (visible_ratings). Private notes stay theirs for ever (visible_notes).
Findings go to the operator with the exit list; the other documents for it once the report is issued; the pre-visit brief and
all drafts never do (can_read_document).

A visit is planned once the review is finished. The operator's lead sees it from then on, to write the operator's commitment;
the team sees it once it is planned. Its checklist and its photos are the experts' and the secretariat's.

Experts, the secretariat and whoever opens the back office need a second factor; until they have one, they see only how to
set it up (assessments/second_factor.py).

Who sees an assessment may have its questionnaire put on paper, read who changed what, and say something about each question:
to everybody who sees it, or, within the operator's team, to the team alone. Who may read what is said can be told of it, and is
named for that; nobody else is.

Everybody in a team sees who else is in it; the programme's people see every team. To run a team is to invite to it, to
change roles and to remove people; open invitations are seen by those who run the team only.
"""

from assessments.access.answering import (
    OPEN_CLARIFICATIONS,
    Answerable,
    answerable,
    answerable_assessment,
    can_answer,
    can_remark,
    can_return,
    can_share,
    can_submit,
    can_widen,
    open_clarifications,
)
from assessments.access.declared import OPEN_WITHOUT_FACTOR, POLICIES, policy
from assessments.access.handing_over import (
    _is_given,
    can_find,
    can_issue,
    can_read_document,
    can_reply,
    can_see_calibration,
    readable_kinds,
    visible_documents,
    visible_drafts,
    visible_findings,
)
from assessments.access.reviewing import (
    can_assign,
    can_declare_ties,
    can_rate,
    can_see_desk,
    can_see_review,
    can_settle,
    visible_agreed_ratings,
    visible_notes,
    visible_ratings,
)
from assessments.access.seeing import (
    can_ask_for_report,
    can_invite,
    can_run_programme,
    can_run_team,
    may_read_thread,
    people_who_see,
    visible_assessments,
    visible_files,
    visible_operators,
    visible_printouts,
    visible_reports,
    visible_threads,
)
from assessments.access.standing import (
    ANSWERERS,
    CLARIFICATION,
    CONTRIBUTOR,
    DRAFT,
    EXPERT,
    FACILITATOR,
    FINDING,
    ISSUING,
    LEAD,
    LEAD_REVIEWER,
    ON_SITE,
    PLANNING,
    RATEABLE,
    REMARKERS,
    REVIEWER,
    SECRETARIAT,
    STEPS,
    TOLD,
    S,
    _appointments,
    _role,
    _role_at,
    can_step,
    is_told,
    lacks_second_factor,
    leads,
    needs_second_factor,
    standing,
)
from assessments.access.visiting import (
    can_commit,
    can_plan,
    can_rate_on_site,
    can_see_checklist,
    can_see_visit,
    has_visit,
    visible_agenda_items,
    visible_photos,
)

__all__ = [
    "ANSWERERS",
    "Answerable",
    "CLARIFICATION",
    "CONTRIBUTOR",
    "DRAFT",
    "EXPERT",
    "FACILITATOR",
    "FINDING",
    "ISSUING",
    "LEAD",
    "LEAD_REVIEWER",
    "ON_SITE",
    "OPEN_CLARIFICATIONS",
    "OPEN_WITHOUT_FACTOR",
    "PLANNING",
    "POLICIES",
    "RATEABLE",
    "REMARKERS",
    "REVIEWER",
    "S",
    "SECRETARIAT",
    "STEPS",
    "TOLD",
    "_appointments",
    "_is_given",
    "_role",
    "_role_at",
    "answerable",
    "answerable_assessment",
    "can_answer",
    "can_ask_for_report",
    "can_assign",
    "can_commit",
    "can_declare_ties",
    "can_find",
    "can_invite",
    "can_issue",
    "can_plan",
    "can_rate",
    "can_rate_on_site",
    "can_read_document",
    "can_remark",
    "can_reply",
    "can_return",
    "can_run_programme",
    "can_run_team",
    "can_see_calibration",
    "can_see_checklist",
    "can_see_desk",
    "can_see_review",
    "can_see_visit",
    "has_visit",
    "can_settle",
    "can_share",
    "can_step",
    "can_submit",
    "can_widen",
    "is_told",
    "lacks_second_factor",
    "leads",
    "may_read_thread",
    "needs_second_factor",
    "open_clarifications",
    "people_who_see",
    "policy",
    "readable_kinds",
    "standing",
    "visible_agenda_items",
    "visible_agreed_ratings",
    "visible_assessments",
    "visible_documents",
    "visible_drafts",
    "visible_files",
    "visible_findings",
    "visible_notes",
    "visible_operators",
    "visible_photos",
    "visible_printouts",
    "visible_ratings",
    "visible_reports",
    "visible_threads",
]
