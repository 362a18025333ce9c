"""Findings written, handed over and answered: who sees them when, and what is told where something is missing."""

import pytest
from django.urls import reverse

from assessments import workflow
from assessments.documents.make import issue
from assessments.findings.proposals import proposals
from assessments.models import Finding, FindingReply, Kind
from tests.documents.conftest import mission  # noqa: F401  (fixtures)
from tests.documents.mission import play


@pytest.fixture
def reviewed(worked, lead, expert, second, secretariat):  # noqa: F811
    """Reviewed at the desk; nothing found yet."""
    workflow.advance(worked, "submit", by=lead)
    return play(worked, [expert, second], secretariat, lead, ahead="reviewed")


def typed(assessment, **given):
    requirement = assessment.framework.requirements.get(code="P1.1").pk
    told = {"seen": "0", "severity": "major", "requirement": requirement, "observation": "Seen.", "evidence": "A paper."}
    return told | {"recommendation": "Do it."} | given


def post(browser, name, assessment, data, number=None):
    return browser.post(reverse(name, args=[assessment.pk] + ([number] if number else [])), data)


def test_a_finding_is_kept_with_its_history(reviewed, expert, browse):
    browser = browse(expert)
    post(browser, "new_finding", reviewed, typed(reviewed))
    post(browser, "finding", reviewed, typed(reviewed, seen="1", observation="Seen twice."), 1)
    kept = Finding.objects.get(assessment=reviewed)
    assert (kept.number, kept.observation, kept.version, kept.updated_by) == (1, "Seen twice.", 2, expert)
    assert [(row.observation, row.history_user) for row in kept.history.order_by("version")] == [
        ("Seen.", expert),
        ("Seen twice.", expert),
    ]


def test_what_is_missing_is_told_and_nothing_typed_is_lost(reviewed, expert, browse):
    page = post(
        browse(expert), "new_finding", reviewed, typed(reviewed, evidence="", recommendation="", observation="Kept words")
    )
    told = page.content.decode()
    assert "Write what shows it" in told and "Write what you recommend" in told and "Kept words" in told
    assert "<title>Error:" in told.replace("\n", "")
    assert not Finding.objects.exists()


def test_a_good_practice_needs_no_recommendation(reviewed, expert, browse):
    post(browse(expert), "new_finding", reviewed, typed(reviewed, severity="good", recommendation=""))
    assert Finding.objects.get().severity == "good"


def test_what_a_colleague_changed_is_not_overwritten(mission, expert, second, browse):  # noqa: F811
    post(browse(second), "finding", mission, typed(mission, seen="1", observation="Theirs"), 1)
    page = post(browse(expert), "finding", mission, typed(mission, seen="1", observation="Mine"), 1).content.decode()
    assert "A colleague changed this meanwhile" in page and "Mine" in page and "Theirs" in page
    assert Finding.objects.get(assessment=mission, number=1).observation == "Theirs"
    post(browse(expert), "finding", mission, typed(mission, seen="2", observation="Both"), 1)
    assert Finding.objects.get(assessment=mission, number=1).observation == "Both"


def test_a_number_is_never_used_again(mission, expert, browse):  # noqa: F811
    browser = browse(expert)
    post(browser, "finding", mission, {"do": "remove"}, 5)
    post(browser, "new_finding", mission, typed(mission))
    assert list(Finding.objects.filter(assessment=mission).values_list("number", flat=True)) == [1, 2, 3, 4, 6]


def test_a_draft_begins_with_what_the_ratings_say(reviewed, expert, browse):
    known = proposals(reviewed, "en")
    assert known and all("stands at level" in each.initial["observation"] for each in known)
    page = browse(expert).get(reverse("new_finding", args=[reviewed.pk]) + f"?from={known[0].code}").content.decode()
    assert known[0].initial["observation"].splitlines()[0].replace("’", "’") in page.replace("&#x27;", "'")
    post(browse(expert), "new_finding", reviewed, typed(reviewed))
    assert "P1.1" not in [each.code for each in proposals(reviewed, "en")]


def test_the_operator_sees_them_once_the_exit_list_is_issued(mission, expert, lead, neighbour, browse):  # noqa: F811
    address = reverse("findings", args=[mission.pk])
    words = mission.findings.get(number=4).observation
    assert words in browse(expert).get(address).content.decode()
    assert words not in browse(lead).get(address).content.decode()
    assert browse(lead).get(reverse("reply", args=[mission.pk, 4])).status_code == 403
    issue(mission, Kind.EXIT, expert)
    assert words in browse(lead).get(address).content.decode()
    assert browse(neighbour).get(address).status_code == 404


def test_what_was_handed_over_stays_as_it_is(mission, expert, browse):  # noqa: F811
    issue(mission, Kind.EXIT, expert)
    before = list(Finding.objects.values())
    browser = browse(expert)
    post(browser, "finding", mission, typed(mission, seen="1", observation="Other"), 1)
    page = browser.post(reverse("finding", args=[mission.pk, 1]), {"do": "remove"}, follow=True).content.decode()
    assert "stays as it is" in page and list(Finding.objects.values()) == before
    post(browser, "new_finding", mission, typed(mission))
    assert not Finding.objects.get(number=6).issued_at


AGREED = {"seen": "0", "stance": "agree", "action": "Write it.", "office": "Legal", "due": "2027-03-31"}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"stance": ""}, "Choose whether the operator agrees."),
        ({"stance": "disagree"}, "Write why the operator disagrees."),
        ({"action": ""}, "Write what will be done."),
        ({"office": ""}, "Name the office in charge."),
        ({"due": ""}, "Give the day by which it is done."),
        ({"due": "31/03/2027"}, "Write the day as year-month-day"),
    ],
)
def test_a_reply_that_lacks_something_is_told_beside_its_field(mission, expert, lead, browse, given, told):  # noqa: F811
    issue(mission, Kind.EXIT, expert)
    page = post(browse(lead), "reply", mission, AGREED | {"action": "Kept words"} | given, 1).content.decode()
    assert told in page and ("Kept words" in page or "action" in given)
    assert not FindingReply.objects.exists()


def test_a_reply_is_kept_with_its_history_and_may_change(mission, expert, lead, contributor, observer, browse):  # noqa: F811
    issue(mission, Kind.EXIT, expert)
    post(browse(lead), "reply", mission, AGREED, 1)
    changed = {"seen": "1", "stance": "disagree", "reason": "There is one."}
    post(browse(contributor), "reply", mission, changed, 1)
    assert post(browse(observer), "reply", mission, AGREED, 2).status_code == 403
    kept = FindingReply.objects.get()
    assert (kept.stance, kept.reason, kept.version) == ("disagree", "There is one.", 2)
    assert [row.history_user for row in kept.history.order_by("version")] == [lead, contributor]


def test_a_good_practice_is_agreed_to_without_an_action(mission, expert, lead, browse):  # noqa: F811
    issue(mission, Kind.EXIT, expert)
    post(browse(lead), "reply", mission, {"seen": "0", "stance": "agree"}, 5)
    assert FindingReply.objects.get().finding.number == 5


def test_the_lead_is_called_to_the_findings_that_wait_for_a_reply(reviewed, expert, lead, observer, browse):
    page, link = reverse("assessment", args=[reviewed.pk]), reverse("findings", args=[reviewed.pk])
    post(browse(expert), "new_finding", reviewed, typed(reviewed))
    assert link not in browse(lead).get(page).content.decode()
    issue(reviewed, Kind.EXIT, expert)
    told = browse(lead).get(page).content.decode()
    assert link in told and "Reply to one finding of the experts" in told
    assert "Reply to one finding" not in browse(observer).get(page).content.decode()
    FindingReply.objects.create(finding=Finding.objects.get(), stance="agree", updated_by=lead)
    assert "Reply to one finding" not in browse(lead).get(page).content.decode()
