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
                          Assessment ──< StatusChange       written by assessments.workflow only

report       Assessment ──< Report                  one PDF in one language, kept until what it says changes
printout     Assessment ──< Printout                the questionnaire on paper, one for each choice
"""

from assessments.models.assessment import Assessment, Causes, ChosenWay, Evidence, Response, Save, StatusChange, Target
from assessments.models.cycle import Cycle, Reminder
from assessments.models.invitation import Invitation
from assessments.models.people import Appointment, Membership, Operator, User
from assessments.models.printout import Printout
from assessments.models.report import Report
from assessments.models.together import Assignment, Comment, Thread

__all__ = [
    "Appointment",
    "Assessment",
    "Assignment",
    "Causes",
    "ChosenWay",
    "Comment",
    "Cycle",
    "Evidence",
    "Invitation",
    "Membership",
    "Operator",
    "Printout",
    "Reminder",
    "Report",
    "Response",
    "Save",
    "StatusChange",
    "Target",
    "Thread",
    "User",
]
