"""Root causes of gaps and ways of levers, chosen on the results page: by whom, what is refused, what a colleague keeps."""

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments import workflow
from assessments.models import Causes, ChosenWay
from assessments.report.causes import Toggled
from assessments.report.choices import Choices, save_choices
from assessments.report.make import case_of
from assessments.scorecard import answer_set

pytestmark = pytest.mark.django_db


def results(assessment):
    return reverse("results", args=[assessment.pk])


def name(browser, assessment, *causes, had="", code="P1.1", **more):
    """Post the fold of a requirement with these boxes ticked; `had` is what the page showed as ticked."""
    data = {"requirement": code, f"cause-{code}": causes, f"had-{code}": had} | more
    return browser.post(reverse("choices", args=[assessment.pk]), data, follow=True)


def choose(browser, assessment, way, was="", **more):
    data = {"lever": "L1", "way-L1": way, "way-was-L1": was} | more
    return browser.post(reverse("choices", args=[assessment.pk]), data, follow=True)


def answer(assessment):
    """Close the gap of P1.1: its one question asked stands at its best."""
    question = assessment.framework.questions.get(code="P1.1a")
    assessment.responses.create(question=question, value=3)


# Root causes


def test_causes_are_named_and_lead_back_to_the_open_fold(around, browse, contributor):
    browser = browse(contributor)
    page = name(browser, around, "rules", "money")
    assert answer_set(around).causes == {"P1.1": ("money", "rules")}
    assert page.redirect_chain == [(results(around) + "?open=requirement-P1.1#requirement-P1.1", 302)]
    body = page.content.decode()
    assert "The root causes of P1.1 are saved." in body
    assert '<details class="fold" id="requirement-P1.1" open>' in body
    assert 'value="money" form="choices" aria-describedby="survey-P1.1-money" checked' in body
    assert "Named by half." in body
    assert "Root causes: Money · Rules" in body


def test_unticking_the_last_cause_leaves_no_row(around, browse, lead):
    browser = browse(lead)
    name(browser, around, "money")
    name(browser, around, had="money")
    assert not Causes.objects.exists()


def test_an_older_page_takes_back_no_cause_of_a_colleague(around, browse, lead, contributor):
    name(browse(contributor), around, "money")
    name(browse(lead), around, "rules", had="")  # a page from before
    assert answer_set(around).causes == {"P1.1": ("money", "rules")}
    name(browse(contributor), around, had="money")  # from before too: only its own box
    assert answer_set(around).causes == {"P1.1": ("rules",)}


def test_a_fold_left_as_it_was_changes_nothing(around, browse, lead, contributor):
    name(browse(contributor), around, "money")
    page = name(browse(lead), around, had="")
    assert b"Nothing was changed: choose something else" in page.content
    assert answer_set(around).causes == {"P1.1": ("money",)}


@pytest.mark.parametrize("wrong", ["", "mony", "<script>", "x" * 5000, "money rules"])
def test_a_cause_that_is_not_in_the_list_is_refused_beside_it(around, browse, lead, wrong):
    page = name(browse(lead), around, "money", wrong).content.decode()
    assert "Choose root causes from the list. Nothing was changed." in page
    assert 'aria-describedby="wrong-causes-P1.1"' in page
    assert "<title>Error:" in page
    assert not Causes.objects.exists()


def test_a_requirement_without_a_gap_has_no_causes(around, browse, lead):
    answer(around)
    browser = browse(lead)
    assert b'name="cause-P1.1"' not in browser.get(results(around)).content
    assert b"This requirement has no gap any more." in name(browser, around, "money").content
    assert not Causes.objects.exists()


def test_causes_stay_when_the_gap_is_closed_and_are_not_told(around, browse, lead):
    name(browse(lead), around, "money")
    answer(around)
    assert answer_set(around).causes == {"P1.1": ("money",)}
    assert b"Root causes:" not in browse(lead).get(results(around)).content


def test_each_change_of_causes_is_kept_with_who_before_and_after(around, browse, lead, contributor):
    before = timezone.now()
    name(browse(lead), around, "money")
    name(browse(contributor), around, "money", "rules", had="money")
    name(browse(lead), around, had="money rules")
    rows = Causes.history.order_by("history_id")
    assert list(rows.values_list("history_type", "codes", "history_user")) == [
        ("+", ["money"], lead.pk),
        ("~", ["money", "rules"], contributor.pk),
        ("-", ["money", "rules"], lead.pk),
    ]
    assert rows[1].prev_record.codes == ["money"]
    moments = [before, *(row.history_date for row in rows), timezone.now()]
    assert moments == sorted(moments)


def test_an_observer_reads_causes_and_names_none(around, browse, lead, observer):
    name(browse(lead), around, "money")
    page = browse(observer).get(results(around)).content.decode()
    assert "Money <span" in page
    assert 'name="cause-' not in page
    assert name(browse(observer), around, "rules").status_code == 403


def test_a_neighbour_finds_no_choices(around, browse, neighbour):
    assert name(browse(neighbour), around, "money").status_code == 404


def test_after_submitting_nothing_is_chosen(worked, around, browse, lead):
    answer(around)
    around.responses.create(question=around.framework.questions.get(code="P1.2a"), value="no")
    workflow.advance(around, "submit", by=lead)
    late = type(around).objects.get(pk=around.pk)
    assert name(browse(lead), around, "money", code="P1.2").status_code == 403
    chosen = Choices({}, {"P1.2": Toggled(frozenset(["money"]), frozenset())}, {"L1": "alone"})
    assert save_choices(late, case_of(late, "en"), chosen, lead) is None
    assert not Causes.objects.exists()


# Ways


def test_a_way_is_chosen_and_its_condition_told(around, browse, lead):
    browser = browse(lead)
    assert b"Still to be chosen: one of" in browser.get(results(around)).content
    page = choose(browser, around, "together")
    assert answer_set(around).ways == {"L1": "together"}
    assert page.redirect_chain == [(results(around) + "?open=lever-L1#lever-L1", 302)]
    assert "The way chosen for L1 is saved." in page.content.decode()
    assert "Chosen: Together (subject to available funds)" in page.content.decode()


def test_a_way_is_taken_back(around, browse, lead):
    choose(browse(lead), around, "alone")
    choose(browse(lead), around, "", was="alone")
    assert not ChosenWay.objects.exists()


def test_a_way_that_both_changed_is_refused(around, browse, lead, contributor):
    choose(browse(contributor), around, "alone")
    page = choose(browse(lead), around, "together", was="")
    assert b"It was changed meanwhile, and is this one now. Choose again." in page.content
    assert answer_set(around).ways == {"L1": "alone"}


def test_a_way_left_as_it_was_is_not_taken_back(around, browse, lead, contributor):
    choose(browse(contributor), around, "alone")
    choose(browse(lead), around, "", was="")
    assert answer_set(around).ways == {"L1": "alone"}


@pytest.mark.parametrize("wrong", ["alon", "<script>", "x" * 5000])
def test_a_way_that_is_none_is_refused_beside_it(around, browse, lead, wrong):
    page = choose(browse(lead), around, wrong).content.decode()
    assert "Choose one of the ways listed. Nothing was changed." in page
    assert '<details class="fold" id="lever-L1" open>' in page
    assert not ChosenWay.objects.exists()


def test_each_change_of_a_way_is_kept_with_who(around, browse, lead, contributor):
    choose(browse(lead), around, "alone")
    choose(browse(contributor), around, "together", was="alone")
    choose(browse(lead), around, "", was="together")
    rows = ChosenWay.history.order_by("history_id")
    assert list(rows.values_list("history_type", "way", "history_user")) == [
        ("+", "alone", lead.pk),
        ("~", "together", contributor.pk),
        ("-", "together", lead.pk),
    ]


# Together


def test_everything_that_was_changed_is_saved_by_any_button(around, browse, lead):
    more = {"target-P1.2": "3", "was-P1.2": "default", "way-L1": "alone", "way-was-L1": ""}
    page = name(browse(lead), around, "money", **more).content.decode()
    found = answer_set(around)
    assert (found.targets, found.causes, found.ways) == ({"P1.2": 3}, {"P1.1": ("money",)}, {"L1": "alone"})
    for told in ("The target of P1.2 is saved.", "The root causes of P1.1 are saved.", "The way chosen for L1 is saved."):
        assert told in page


def test_the_refused_one_is_told_and_the_others_are_saved(around, browse, lead):
    page = name(browse(lead), around, "nothing", **{"way-L1": "alone", "way-was-L1": ""}).content.decode()
    assert "Choose root causes from the list." in page
    assert "The way chosen for L1 is saved." in page
    assert answer_set(around).ways == {"L1": "alone"}
