"""The tables of the record, and how they hang together.

people       User ──< Membership >── Operator      lead, contributor or observer of one national post
             User ──< Appointment                  facilitator, expert or secretariat of the programme

assessment   Operator ──< Assessment >── Framework (readiness, one frozen edition)
                          Assessment ──< Response >── Question (readiness)
                                         Response ──< Evidence       both with their history
                          Assessment ──< Save                what a page asked to keep, once each
                          Assessment ──< Target >── Requirement (readiness)
                          Assessment ──< StatusChange       written by assessments.workflow only

report       Assessment ──< Report                  one PDF in one language, kept until what it says changes
"""

from assessments.models.assessment import Assessment, Evidence, Response, Save, StatusChange, Target
from assessments.models.people import Appointment, Membership, Operator, User
from assessments.models.report import Report

__all__ = [
    "Appointment",
    "Assessment",
    "Evidence",
    "Membership",
    "Operator",
    "Report",
    "Response",
    "Save",
    "StatusChange",
    "Target",
    "User",
]
