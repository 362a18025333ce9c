"""The tables of the record, and how they hang together.

cycle        Cycle >──< Operator                   a round: who is invited, until when
             Cycle ──< Assessment                  what it opened, each with the one before it (previous)
             Cycle ──< Reminder                    each written once

people       User ──< Membership >── Operator      lead, contributor or observer of one national post
             User ──< Appointment                  facilitator, expert or secretariat of the programme
invitation   Operator ──< Invitation               a role offered to an address; without an operator, in the programme

assessment   Operator ──< Assessment >── Framework (readiness, one frozen edition)
                          Assessment ──< Response >── Question (readiness)
                                         Response ──< Evidence       both with their history
                          Assessment ──< Save                what a page asked to keep, once each
                          Assessment ──< Target >── Requirement (readiness)    with its history
                          Assessment ──< Causes >── Requirement (readiness)    with its history
                          Assessment ──< ChosenWay >── Lever (readiness)       with its history
                          Assessment ──< Assignment >── Requirement (readiness), User   with its history
                          Assessment ──< Thread >── Question (readiness)       two at most: for all, for the team
                                         Thread ──< Comment
                          Assessment ──< Notice >── User, Comment, Assignment   what waits for somebody's daily mail
                          Assessment ──< StatusChange       written by assessments.workflow only

review       User ──< Tie                           what keeps an expert from reviewing: a country, an operator
             Assessment ──< Reviewer >── User       two or three experts, one of them leads
             Assessment ──< Rating >── Question (readiness), User       what each expert makes of an answer, with its history
             Assessment ──< AgreedRating >── Question (readiness)       settled by the lead, or seen on site, with its history
             Assessment ──< Clarification >── Question (readiness)      what the operator is asked again

visit        Assessment ─── Visit >──< User         dates, team, host, commitment, workshop, with its history
                            Visit ──< AgendaItem    drafted by the program, changed by people, with its history
                            Visit ──< Photo >── Question (readiness)
finding      Assessment ──< Finding >── Requirement, Lever (readiness)  what the experts observed, with its history
                            Finding ── FindingReply                     what the operator says to it, with its history
issued       Assessment ──< DraftDocument           a document as it would be, one for each kind and language
             Assessment ──< IssuedDocument          a document as it was issued, with all that it is made from; frozen

report       Assessment ──< Report                  one PDF in one language, kept until what it says changes
printout     Assessment ──< Printout                the questionnaire on paper, one for each choice
"""

from assessments.models.assessment import Assessment, Causes, ChosenWay, Evidence, Response, Save, StatusChange, Target
from assessments.models.cycle import Cycle, Reminder
from assessments.models.finding import Finding, FindingReply
from assessments.models.invitation import Invitation
from assessments.models.issued import DraftDocument, IssuedDocument, Kind
from assessments.models.people import Appointment, Membership, Operator, User
from assessments.models.printout import Printout
from assessments.models.report import Report
from assessments.models.review import AgreedRating, Clarification, Rating, Reviewer, Tie, Verdict
from assessments.models.together import Assignment, Comment, Notice, Thread
from assessments.models.visit import AgendaItem, Photo, Visit

__all__ = [
    "AgendaItem",
    "AgreedRating",
    "Appointment",
    "Assessment",
    "Assignment",
    "Causes",
    "ChosenWay",
    "Clarification",
    "Comment",
    "Cycle",
    "DraftDocument",
    "Evidence",
    "Finding",
    "FindingReply",
    "Invitation",
    "IssuedDocument",
    "Kind",
    "Membership",
    "Notice",
    "Operator",
    "Photo",
    "Printout",
    "Rating",
    "Reminder",
    "Report",
    "Response",
    "Reviewer",
    "Save",
    "StatusChange",
    "Target",
    "Thread",
    "Tie",
    "User",
    "Verdict",
    "Visit",
]
