"""The tables of the record, and how they hang together.

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
                          Assessment ──< StatusChange       written by assessments.workflow only

report       Assessment ──< Report                  one PDF in one language, kept until what it says changes
printout     Assessment ──< Printout                the questionnaire on paper, one for each choice
"""

from assessments.models.assessment import Assessment, Causes, ChosenWay, Evidence, Response, Save, StatusChange, Target
from assessments.models.invitation import Invitation
from assessments.models.people import Appointment, Membership, Operator, User
from assessments.models.printout import Printout
from assessments.models.report import Report

__all__ = [
    "Appointment",
    "Assessment",
    "Causes",
    "ChosenWay",
    "Evidence",
    "Invitation",
    "Membership",
    "Operator",
    "Printout",
    "Report",
    "Response",
    "Save",
    "StatusChange",
    "Target",
    "User",
]
