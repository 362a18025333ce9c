"""The order of the case: who does what after whom, from an open round to the follow-up."""

from assessments.models import User
from tests.case import experts, office, team
from tests.case.stage import Case


def play(case: Case) -> None:
    """Play it all; the assessment is then under follow-up, and its five documents are issued in every language."""
    reviewers = [User.objects.get(email=f"{role}@example.org") for role in ("expert", "peer")]
    team.submit(case)
    office.assign(case, reviewers)
    experts.review(case, "expert", more=True)
    experts.review(case, "peer", more=False)
    experts.ask(case)
    team.clarify(case)
    for role in ("expert", "peer"):
        experts.read_again(case, role)
    experts.settle(case, reviewers[0])
    office.check_the_strategy(case)
    experts.plan(case)
    team.commit(case)
    experts.draw_up(case)
    experts.on_the_spot(case)
    experts.find(case)
    team.reply(case)
    experts.hand_over(case)
    office.follow_up(case)
