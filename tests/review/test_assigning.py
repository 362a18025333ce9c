"""Who may review: chosen by the secretariat, never of the operator's country, never with a conflict."""

import pytest
from django.core import mail
from django.urls import reverse

from assessments.access import can_rate
from assessments.models import Membership, Operator, Rating, Reviewer, Tie
from assessments.review.assigning import Choice, assign, candidates, shown
from assessments.ties import declare
from tests.at_once import at_once
from tests.review.conftest import an_expert, rate

HOME = "http://testserver"


def page(assessment):
    return reverse("reviewers", args=[assessment.pk])


def choose(browser, assessment, *people, lead=None):
    data = {"expert": [person.pk for person in people], "seen": shown(assessment)}
    return browser.post(page(assessment), data | ({"lead": lead.pk} if lead else {}))


def reviewers(assessment):
    return dict(Reviewer.objects.filter(assessment=assessment).values_list("expert__email", "leads"))


@pytest.fixture
def office(browse, secretariat):
    return browse(secretariat, headers={"accept-language": "en"})


def test_two_experts_are_chosen_and_one_leads(office, submitted, expert, second, mailoutbox):
    assert choose(office, submitted, expert, second, lead=second).status_code == 302
    assert reviewers(submitted) == {"expert@example.org": False, "second@example.org": True}
    assert sorted(message.to[0] for message in mailoutbox) == ["expert@example.org", "second@example.org"]


def test_the_mail_says_where_and_nothing_that_was_answered(office, submitted, expert, second, mailoutbox):
    choose(office, submitted, expert, second, lead=second)
    told = {message.to[0]: message for message in mailoutbox}
    assert f"/assessments/{submitted.pk}/review/" in told["second@example.org"].body
    assert "You lead the review" in told["second@example.org"].body
    assert "You lead the review" not in told["expert@example.org"].body
    assert "See the law" not in "".join(message.body for message in mailoutbox)


def test_only_who_is_new_is_written_to_and_ratings_stay(office, browse, submitted, expert, second, mailoutbox):
    choose(office, submitted, expert, second, lead=expert)
    browse(expert).post(reverse("begin_review", args=[submitted.pk]))
    rate(browse(second), submitted, "R1a", second)
    mail.outbox.clear()
    third = an_expert("third", "BE")
    choose(office, submitted, expert, third, lead=expert)
    assert [message.to for message in mail.outbox] == [["third@example.org"]]
    assert Rating.objects.get(expert=second).verdict == "accepted"
    assert not can_rate(second, submitted)


def test_one_is_taken_with_a_warning_and_four_are_not(office, submitted, expert, second):
    assert "The method asks for two or three" in choose_and_follow(office, submitted, expert)
    others = [an_expert(name) for name in ("third", "fourth")]
    answer = choose(office, submitted, expert, second, *others, lead=expert)
    assert "4 are chosen" in answer.content.decode()
    assert reviewers(submitted) == {"expert@example.org": True}


def choose_and_follow(browser, assessment, one):
    choose(browser, assessment, one, lead=one)
    return browser.get(page(assessment)).content.decode()


@pytest.mark.parametrize(
    ("kept_from_it", "why"),
    [
        (lambda user, operator: Tie.objects.create(person=user, country=operator.country), "is of the operator’s own country"),
        (
            lambda user, operator: Tie.objects.create(person=user, operator=operator, reason="I advised it"),
            "has declared a conflict of interest",
        ),
        (lambda user, operator: Tie.objects.filter(person=user).delete(), "has not declared their country yet"),
        (
            lambda user, operator: Membership.objects.create(user=user, operator=operator, role="observer"),
            "is in the team of this operator",
        ),
    ],
)
def test_who_has_a_tie_cannot_be_chosen_and_the_page_says_why(office, submitted, expert, second, kept_from_it, why):
    kept_from_it(second, submitted.operator)
    told = office.get(page(submitted)).content.decode()
    assert why.lower() in told.lower()
    assert f'value="{second.pk}"' not in told
    answer = choose(office, submitted, expert, second, lead=expert)
    assert f"The second cannot review it: {why}" in answer.content.decode()
    assert not Reviewer.objects.exists()


def test_a_lead_has_to_be_among_those_chosen(office, submitted, expert, second):
    answer = choose(office, submitted, expert, lead=second)
    assert "Choose who leads the review" in answer.content.decode()
    assert not Reviewer.objects.exists()


def test_what_a_colleague_chose_meanwhile_is_not_overwritten(office, submitted, expert, second):
    choice = {"expert": [expert.pk], "lead": expert.pk, "seen": ""}
    choose(office, submitted, second, lead=second)
    assert "A colleague changed who reviews it" in office.post(page(submitted), choice).content.decode()
    assert reviewers(submitted) == {"second@example.org": True}


def test_a_conflict_declared_later_ends_the_review_and_the_secretariat_is_told(
    office, browse, submitted, expert, second, secretariat, mailoutbox
):
    choose(office, submitted, expert, second, lead=expert)
    mail.outbox.clear()
    data = {"add": "operator", "operator": submitted.operator_id, "reason": "They pay me"}
    assert browse(second).post("/account/ties/", data).status_code == 302
    assert reviewers(submitted) == {"expert@example.org": True}
    assert [message.to for message in mail.outbox] == [[secretariat.email]]
    assert "They pay me" not in mail.outbox[0].body
    assert browse(second).get(reverse("review", args=[submitted.pk])).status_code == 403


def test_only_the_secretariat_takes_a_tie_back(office, browse, second, operator):
    tie = Tie.objects.create(person=second, operator=operator, reason="Once")
    browse(second).post("/account/ties/", {"remove": tie.pk})
    assert Tie.objects.filter(pk=tie.pk).exists()
    office.post(f"/programme/experts/{second.pk}/ties/", {"remove": tie.pk})
    assert not Tie.objects.filter(pk=tie.pk).exists()


def test_a_tie_that_lacks_something_is_told_and_what_was_typed_stays(browse, second, operator):
    told = browse(second, headers={"accept-language": "en"}).post("/account/ties/", {"add": "operator", "reason": "My words"})
    assert "Choose an operator." in told.content.decode() and "My words" in told.content.decode()
    assert not Tie.objects.filter(operator__isnull=False).exists()


def test_a_member_of_the_team_never_reviews_even_when_chosen_before(submitted, reviewed, second, operator):
    assert can_rate(second, reviewed)
    Membership.objects.create(user=second, operator=operator, role="observer")
    assert not can_rate(second, reviewed)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_much_for_one_as_for_three(office, submitted, expert, count, django_assert_num_queries):
    for number in range(count):
        an_expert(f"more{number}")
    with django_assert_num_queries(4):
        assert len(candidates(submitted)) == count + 1


@pytest.mark.django_db(transaction=True)
def test_a_tie_and_an_assignment_do_not_slip_past_each_other(submitted, expert, second, secretariat):
    """Whichever is first: afterwards nobody with a conflict reviews."""
    neighbour = Operator.objects.get(pk=submitted.operator_id)
    outcomes = at_once(
        [
            lambda: assign(submitted, Choice({expert.pk, second.pk}, expert.pk, ""), secretariat, HOME),
            lambda: declare(second, second, HOME, operator=neighbour, reason="Mine"),
        ]
    )
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert second.email not in reviewers(submitted)
