"""What each policy means, written once more, apart from assessments/access/ on purpose: two opinions that have to agree."""

from dataclasses import dataclass

from tests.conftest import ROLES

# closed: the lead of the first operator, whose account was closed after signing in
# staff: may open the back office, and nothing in it; owner: a superuser without a role in the record
# expert: leads the review of what was submitted; bystander: an expert who reviews nothing here
# half: an expert who has given the password and not yet the code; bare: an expert who has no second factor yet
ACTORS = ["nobody", *ROLES, "closed", "staff", "owner", "half", "bare", "bystander"]
OUTSIDE = ("nobody", "closed", "half")
WITH_APP = ("expert", "bystander", "secretariat", "staff", "owner")
PROGRAMME = ("facilitator", "expert", "secretariat", "bystander")
REVIEW = ("expert", "secretariat")
STATES = ("draft", "submitted", "in_review", "clarification", "visit_planned", "report_issued")
TEAMS = {"lead": "own", "contributor": "own", "observer": "own", "neighbour": "other"}


@dataclass(frozen=True)
class Thing:
    """One assessment: whose it is, its state, and the mark that all its texts begin with."""

    owner: str  # "own": the lead's operator, "other": the neighbour's
    state: str  # one of STATES

    @property
    def mark(self):
        return f"mark-{self.owner}-{self.state}"

    @property
    def team_mark(self):
        """Return the mark of what the team says among itself."""
        return f"team-{self.owner}-{self.state}"

    @property
    def blind_mark(self):
        """Return the mark of what one of its experts makes of a question that the other has not rated yet."""
        return f"blind-{self.owner}-{self.state}"

    @property
    def review_mark(self):
        """Return the mark of what its experts keep to themselves."""
        return f"review-{self.owner}-{self.state}"


@dataclass(frozen=True)
class Team:
    """An operator's team: whose it is; its open invitations carry a mark of their own."""

    owner: str

    @property
    def mark(self):
        return f"mark-{self.owner}-invited"


THINGS = [Thing(owner, state) for owner in ("own", "other") for state in STATES]
OWNERS = ("own", "other")
TEAMS_THERE = [Team(owner) for owner in OWNERS]


# Whose each step of the process is, and from which states, of those that are tried here
STEPS = {
    "submit": (["draft"], ["lead"]),
    "widen": (["draft"], ["lead"]),
    "return": (["submitted", "in_review"], ["secretariat"]),
    "begin_review": (["submitted"], ["expert"]),
    "ask_clarification": (["in_review"], ["expert"]),
    "answer_clarification": (["clarification"], ["lead"]),
    "stop_waiting": (["clarification"], ["expert", "secretariat"]),
    "finish_review": (["in_review"], ["expert"]),
    "reopen_review": (["reviewed"], ["expert", "secretariat"]),
    "plan_visit": (["reviewed"], ["expert", "secretariat"]),
    "cancel_visit": (["visit_planned"], ["expert", "secretariat"]),
    "end_visit": (["visit_planned"], ["expert"]),
    "issue_report": (["reviewed", "visited"], ["expert", "secretariat"]),
    "follow_up": (["report_issued"], ["expert", "secretariat"]),
    "close": (["report_issued", "follow_up"], ["secretariat"]),
    "reopen": (["closed"], ["secretariat"]),
}


HANDED_OVER = ("visit_planned", "report_issued")  # the exit list of these was issued


def who(owner):
    """Return the mark in the operator's name and in its people's names."""
    return f"mark-{owner}-who"


def sees(actor, thing):
    """Return whether the assessment, or the team, exists for the actor."""
    if actor in TEAMS:
        return TEAMS[actor] == thing.owner
    if isinstance(thing, Team):
        return actor in PROGRAMME
    return actor == "secretariat" or (actor in PROGRAMME and thing.state != "draft")


def may_read(actor):
    """Return the marks that may stand in what the actor is told on the pages of the record."""
    whose = [owner for owner in OWNERS if TEAMS.get(actor) == owner or actor in PROGRAMME]
    runs = {team.mark for team in TEAMS_THERE if sees(actor, team) and may(actor, team, "run team")}
    among_itself = {thing.team_mark for thing in THINGS if TEAMS.get(actor) == thing.owner}
    review = {thing.review_mark for thing in THINGS if actor in REVIEW}
    review |= {thing.blind_mark for thing in THINGS if actor == "secretariat"}
    return {who(owner) for owner in whose} | {thing.mark for thing in THINGS if sees(actor, thing)} | runs | among_itself | review


_MARKED = {mark for thing in THINGS for mark in (thing.mark, thing.team_mark, thing.review_mark, thing.blind_mark)}
MARKS = {who(owner) for owner in OWNERS} | {team.mark for team in TEAMS_THERE} | _MARKED


def may(actor, thing, policy):
    """Return whether someone who sees the assessment, or the team, may do this with it."""
    if isinstance(thing, Team):
        return policy == "see team" or actor in ("lead", "neighbour", "secretariat")
    team = TEAMS.get(actor) == thing.owner and actor != "observer"
    lead = team and actor != "contributor"
    if policy in STEPS:
        states, actors = STEPS[policy]
        return thing.state in states and ("lead" if lead else actor) in actors
    return {
        "see": True,
        "answer": team and thing.state in ("draft", "clarification"),  # what is tried is what is asked again
        "remark": TEAMS.get(actor) == thing.owner and thing.state in ("draft", "clarification"),
        "choose": team and thing.state == "draft",
        "share": lead and thing.state == "draft",
        "review": actor in REVIEW and thing.state != "draft",
        "rate": actor == "expert" and thing.state in ("in_review", "clarification"),
        "settle": actor == "expert" and thing.state in ("in_review", "clarification"),
        "assign": actor == "secretariat" and thing.state != "draft",
        "find": actor == "expert" and thing.state in ("in_review", "clarification", "visit_planned"),
        "reply": team and thing.state in HANDED_OVER,
        "issue": actor in REVIEW and thing.state in ("visit_planned", "report_issued"),
        "read document": TEAMS.get(actor) == thing.owner or actor in REVIEW or thing.state == "report_issued",
        "calibrate": thing.state == "report_issued" or (actor in REVIEW and thing.state != "draft"),
        "report": team or actor in PROGRAMME,
        "visit": thing.state in ("visit_planned", "report_issued") and (actor in REVIEW or TEAMS.get(actor) == thing.owner),
        "plan": actor in REVIEW and thing.state == "visit_planned",
        "commit": (lead or actor in REVIEW) and thing.state == "visit_planned",
        "checklist": actor in REVIEW and thing.state in ("visit_planned", "report_issued"),
        "rate on site": actor == "expert" and thing.state == "visit_planned",
    }[policy]


def expected(actor, thing, policy):
    """Return what has to come of it: in, sign in, set up, refused (403), absent (404), kept out (whatever way), any."""
    if policy == "anyone":
        return "in"
    if policy == "signing in":
        return "any"  # everybody but who is half in is sent elsewhere
    if actor in OUTSIDE:
        return "kept out" if policy == "back office" else "sign in"
    if policy == "setting up":
        return "in"
    if actor == "bare":
        return "kept out" if policy == "back office" else "set up"
    if policy in ("own factor", "own passkey"):
        return "in" if actor == "expert" or (policy == "own factor" and actor in WITH_APP) else "absent"
    if policy == "back office":
        return "kept out"
    if policy == "signed in":
        return "in"
    if policy == "desk":
        return "in" if actor in PROGRAMME else "refused"
    if policy == "own ties":
        return "in" if actor in ("expert", "bystander") else "refused"
    if policy == "run programme":
        return "in" if actor == "secretariat" else "refused"
    if not sees(actor, thing):
        return "absent"
    return "in" if may(actor, thing, policy) else "refused"


def outcome(response):
    """Return what came of it, in the words of expected()."""
    location = response.headers.get("Location", "")
    if response.status_code == 401 or (
        response.status_code == 302 and location.startswith(("/account/sign-in/", "/back-office/login/"))
    ):
        return "sign in"
    if response.status_code == 302 and location == "/account/second-factor/":
        return "set up"
    return {403: "refused", 404: "absent", 405: "no such method"}.get(
        response.status_code, "broken" if response.status_code >= 500 else "in"
    )
