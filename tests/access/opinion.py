"""What each policy means, written once more, apart from assessments/access.py on purpose: two opinions that have to agree."""

from dataclasses import dataclass

from tests.conftest import ROLES

# closed: the lead of the first operator, whose account was closed after signing in
# staff: may open the back office, and nothing in it; owner: a superuser without a role in the record
# half: an expert who has given the password and not yet the code; bare: an expert who has no second factor yet
ACTORS = ["nobody", *ROLES, "closed", "staff", "owner", "half", "bare"]
OUTSIDE = ("nobody", "closed", "half")
WITH_APP = ("expert", "secretariat", "staff", "owner")
PROGRAMME = ("facilitator", "expert", "secretariat")
TEAMS = {"lead": "own", "contributor": "own", "observer": "own", "neighbour": "other"}


@dataclass(frozen=True)
class Thing:
    """One assessment: whose it is, its state, and the mark that all its texts begin with."""

    owner: str  # "own": the lead's operator, "other": the neighbour's
    state: str  # "draft" or "submitted"

    @property
    def mark(self):
        return f"mark-{self.owner}-{self.state}"

    @property
    def team_mark(self):
        """Return the mark of what the team says among itself."""
        return f"team-{self.owner}-{self.state}"


@dataclass(frozen=True)
class Team:
    """An operator's team: whose it is; its open invitations carry a mark of their own."""

    owner: str

    @property
    def mark(self):
        return f"mark-{self.owner}-invited"


THINGS = [Thing(owner, state) for owner in ("own", "other") for state in ("draft", "submitted")]
OWNERS = ("own", "other")
TEAMS_THERE = [Team(owner) for owner in OWNERS]


def who(owner):
    """Return the mark in the operator's name and in its people's names."""
    return f"mark-{owner}-who"


def sees(actor, thing):
    """Return whether the assessment, or the team, exists for the actor."""
    if actor in TEAMS:
        return TEAMS[actor] == thing.owner
    if isinstance(thing, Team):
        return actor in PROGRAMME
    return actor == "secretariat" or (actor in PROGRAMME and thing.state == "submitted")


def may_read(actor):
    """Return the marks that may stand in what the actor is told on the pages of the record."""
    whose = [owner for owner in OWNERS if TEAMS.get(actor) == owner or actor in PROGRAMME]
    runs = {team.mark for team in TEAMS_THERE if sees(actor, team) and may(actor, team, "run team")}
    among_itself = {thing.team_mark for thing in THINGS if TEAMS.get(actor) == thing.owner}
    return {who(owner) for owner in whose} | {thing.mark for thing in THINGS if sees(actor, thing)} | runs | among_itself


_MARKED = {mark for thing in THINGS for mark in (thing.mark, thing.team_mark)}
MARKS = {who(owner) for owner in OWNERS} | {team.mark for team in TEAMS_THERE} | _MARKED


def may(actor, thing, policy):
    """Return whether someone who sees the assessment, or the team, may do this with it."""
    if isinstance(thing, Team):
        return policy == "see team" or actor in ("lead", "neighbour", "secretariat")
    team = TEAMS.get(actor) == thing.owner and actor != "observer"
    return {
        "see": True,
        "answer": team and thing.state == "draft",
        "remark": TEAMS.get(actor) == thing.owner and thing.state == "draft",
        "submit": team and actor != "contributor" and thing.state == "draft",
        "share": team and actor != "contributor" and thing.state == "draft",
        "widen": team and actor != "contributor" and thing.state == "draft",
        "return": actor == "secretariat" and thing.state == "submitted",
        "report": team or actor in PROGRAMME,
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
