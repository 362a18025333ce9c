"""Which tables a backup keeps, and which it leaves out for a reason. Each model stands in one of the two."""

KEPT = {
    "account.EmailAddress",
    "admin.LogEntry",
    "assessments.AgendaItem",
    "assessments.AgreedRating",
    "assessments.Appointment",
    "assessments.Assessment",
    "assessments.Assignment",
    "assessments.Causes",
    "assessments.ChosenWay",
    "assessments.Clarification",
    "assessments.Comment",
    "assessments.Comment_told",
    "assessments.Cycle",
    "assessments.Cycle_operators",
    "assessments.Evidence",
    "assessments.Finding",
    "assessments.FindingReply",
    "assessments.HistoricalAgendaItem",
    "assessments.HistoricalAgreedRating",
    "assessments.HistoricalAssignment",
    "assessments.HistoricalCauses",
    "assessments.HistoricalChosenWay",
    "assessments.HistoricalEvidence",
    "assessments.HistoricalFinding",
    "assessments.HistoricalFindingReply",
    "assessments.HistoricalRating",
    "assessments.HistoricalResponse",
    "assessments.HistoricalTarget",
    "assessments.HistoricalVisit",
    "assessments.Invitation",  # the key of its link is not in it
    "assessments.IssuedDocument",
    "assessments.Membership",
    "assessments.Notice",
    "assessments.Operator",
    "assessments.Photo",
    "assessments.Rating",
    "assessments.Reminder",
    "assessments.Report",
    "assessments.Response",
    "assessments.Reviewer",
    "assessments.Save",  # a page that is still open and sends a save again must not have it applied twice
    "assessments.StatusChange",
    "assessments.Target",
    "assessments.Thread",
    "assessments.Tie",
    "assessments.User",
    "assessments.User_groups",
    "assessments.User_user_permissions",
    "assessments.Visit",
    "assessments.Visit_team",
    "auth.Group",
    "auth.Group_permissions",
    "auth.Permission",
    "contenttypes.ContentType",
    "mfa.Authenticator",
    "readiness.Framework",
    "readiness.Lever",
    "readiness.Pillar",
    "readiness.Question",
    "readiness.Requirement",
}
LEFT_OUT = {
    "account.EmailConfirmation": "it is a key that was mailed: whoever needs one asks for another",
    "assessments.DraftDocument": "it is made anew from what is known when somebody asks for it",
    "assessments.Printout": "it is made anew from the answers when somebody asks for it",
    "django_tasks_database.DBTaskResult": "mail that has left since would leave again, and one that waits may hold a reset link; "
    "a report that waited is offered anew",
    "sessions.Session": "everybody signs in again: a cookie of before the restore opens nothing",
}
FILLED_BY_MIGRATE = {"auth.Permission", "contenttypes.ContentType"}  # rows of these alone leave a database empty


def unlisted(labels):
    """Return the models that stand in neither list, in both, or in a list while there is no such model any more."""
    return sorted((set(labels) ^ (KEPT | LEFT_OUT.keys())) | (KEPT & LEFT_OUT.keys()))
