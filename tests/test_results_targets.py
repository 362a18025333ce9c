"""Targets set on the results page: by whom, what is refused, and what if levers were in place."""

import re
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from assessments import workflow
from assessments.models import Target
from assessments.report.choices import Choices, save_choices
from assessments.report.make import case_of
from assessments.scorecard import answer_set

pytestmark = pytest.mark.django_db


def send(browser, assessment, code, target, **options):
    data = {"requirement": code, f"target-{code}": target}
    return browser.post(reverse("choices", args=[assessment.pk]), data, **options)


def test_a_target_is_set_and_leads_back_to_its_row(worked, browse, contributor):
    browser = browse(contributor)
    answer = send(browser, worked, "P1.2", "5")
    fold = "?open=requirement-P1.2#requirement-P1.2"
    assert (answer.status_code, answer["Location"]) == (302, reverse("results", args=[worked.pk]) + fold)
    assert answer_set(worked).targets["P1.2"] == 5
    opened = browser.get(answer["Location"]).content.decode().split('id="requirement-P1.2"')[1]
    assert "The target of P1.2 is saved." in opened.split("</details>")[0]  # in the fold: a phone shows no more


def test_the_default_takes_a_target_back(worked, browse, lead):
    send(browse(lead), worked, "P1.2", "default")
    assert "P1.2" not in answer_set(worked).targets


def test_a_score_as_target_stays_until_another_is_chosen(worked, browse, lead):
    Target.objects.filter(assessment=worked, requirement__code="P1.2").update(level=None, score="31/48")
    browser = browse(lead)
    assert b'value="kept" selected' in browser.get(reverse("results", args=[worked.pk])).content
    send(browser, worked, "P1.2", "kept")
    assert str(answer_set(worked).targets["P1.2"]) == "31/48"
    send(browser, worked, "P1.2", "4")
    assert answer_set(worked).targets["P1.2"] == 4


@pytest.mark.parametrize("wrong", ["", "0", "6", "9" * 5000, "3,5", "trois", "-1", "kept", "٣"])
def test_a_choice_that_is_none_is_refused_beside_its_field(worked, browse, lead, wrong):
    before = answer_set(worked).targets
    page = send(browse(lead), worked, "P1.2", wrong)
    body = page.content.decode()
    assert page.status_code == 200
    assert "Choose a level from 1 to 5, or the default. Nothing was changed." in body
    assert 'aria-describedby="wrong-P1.2"' in body
    assert "<title>Error:" in body
    assert answer_set(worked).targets == before


@pytest.mark.parametrize("code", ["", "P9", "P1", "<script>"])
def test_a_requirement_that_is_none_is_told(worked, browse, lead, code):
    page = send(browse(lead), worked, code, "3", follow=True)
    assert b"Choose a requirement or a lever of this assessment. Nothing was changed." in page.content


def test_an_observer_reads_the_targets_and_sets_none(worked, browse, observer):
    browser = browse(observer)
    assert b"<select" not in browser.get(reverse("results", args=[worked.pk])).content
    assert send(browser, worked, "P1.2", "5").status_code == 403


def test_a_neighbour_finds_no_target(worked, browse, neighbour):
    assert send(browse(neighbour), worked, "P1.2", "5").status_code == 404


def test_after_submitting_no_target_changes(worked, browse, lead):
    before = answer_set(worked).targets
    late = type(worked).objects.get(pk=worked.pk)
    workflow.advance(worked, "submit", by=lead)
    assert send(browse(lead), worked, "P1.2", "5").status_code == 403
    assert save_choices(late, case_of(late, "en"), Choices({"P1.2": 5}, {}, {}), lead) is None
    assert answer_set(worked).targets == before


# Several at once, and who changed what


def form(browser, assessment, **chosen):
    """Post the whole form as the page shows it, with these targets chosen: form(…, **{"P1.2": "5"})."""
    page = browser.get(reverse("results", args=[assessment.pk])).content.decode()
    shown = dict(re.findall(r'name="was-([^"]+)" value="([^"]+)"', page))
    assert len(shown) > 1

    def post(**more):
        data = {f"was-{code}": value for code, value in shown.items()}
        data |= {f"target-{code}": value for code, value in (shown | chosen | more).items()}
        return browser.post(reverse("choices", args=[assessment.pk]), {"requirement": "P1.1"} | data, follow=True)

    return post


def test_every_row_that_was_changed_is_saved(worked, browse, lead):
    before = answer_set(worked).targets
    page = form(browse(lead), worked, **{"P1.1": "4", "P1.2": "5"})()
    assert answer_set(worked).targets == before | {"P1.1": 4, "P1.2": 5}
    assert b"The targets of P1.1, P1.2 are saved." in page.content


def test_nothing_changed_is_told(worked, browse, lead):
    page = form(browse(lead), worked)()
    assert b"Nothing was changed: choose something else" in page.content
    assert not Target.history.filter(history_user=lead).exists()


def test_a_target_that_a_colleague_sets_in_the_same_moment_is_not_overwritten(worked, browse, lead, contributor, monkeypatch):
    """Between reading what was chosen and writing it: the other one was told that theirs is saved."""
    from assessments.report import views

    Target.objects.filter(assessment=worked).delete()
    colleagues = [browse(contributor)]

    def read(case, data):
        chosen = kept(case, data)
        if colleagues:
            send(colleagues.pop(), worked, "P1.2", "5")
        return chosen

    kept = views.read_choices
    sent = {"requirement": "P1.2", "target-P1.2": "2", "was-P1.2": "default"}
    monkeypatch.setattr(views, "read_choices", read)
    page = browse(lead).post(reverse("choices", args=[worked.pk]), sent)
    assert b"It was changed meanwhile, and is this one now. Choose again." in page.content
    assert answer_set(worked).targets["P1.2"] == 5


def test_a_colleagues_target_is_not_taken_back_by_an_older_page(worked, browse, lead, contributor):
    older = form(browse(lead), worked, **{"P1.1": "4"})
    send(browse(contributor), worked, "P1.2", "5")
    older()
    assert (answer_set(worked).targets["P1.1"], answer_set(worked).targets["P1.2"]) == (4, 5)


def test_a_target_that_both_changed_is_refused_and_the_others_are_saved(worked, browse, lead, contributor):
    older = form(browse(lead), worked, **{"P1.1": "4", "P1.2": "3"})
    send(browse(contributor), worked, "P1.2", "5")
    page = older()
    assert b"It was changed meanwhile, and is this one now. Choose again." in page.content
    assert b"The target of P1.1 is saved." in page.content
    assert (answer_set(worked).targets["P1.1"], answer_set(worked).targets["P1.2"]) == (4, 5)


def test_each_change_of_a_target_is_kept_with_who_and_when(worked, browse, lead, contributor):
    Target.objects.filter(requirement__code="P1.2").delete()
    Target.history.all().delete()
    before = timezone.now()
    for person, aim in ((lead, "4"), (contributor, "5"), (contributor, "5"), (lead, "default"), (lead, "default")):
        send(browse(person), worked, "P1.2", aim)
    rows = Target.history.filter(assessment=worked, requirement__code="P1.2").order_by("history_id")
    assert list(rows.values_list("history_type", "level", "history_user")) == [
        ("+", 4, lead.pk),
        ("~", 5, contributor.pk),
        ("-", 5, lead.pk),
    ]
    assert rows[1].prev_record.level == 4
    moments = [before, *(row.history_date for row in rows), timezone.now()]
    assert moments == sorted(moments)


@pytest.mark.django_db(transaction=True)
def test_targets_from_before_the_history_get_a_first_version(worked):
    kept = list(Target.objects.order_by("pk").values_list("pk", "level", "score"))
    assert kept
    Target.history.all().delete()
    import_module("assessments.migrations.0005_first_versions_of_targets").write_first_versions(apps, None)
    assert list(Target.history.order_by("id").values_list("id", "level", "score")) == kept


# What if


def test_what_if_compares_with_today_and_keeps_the_choice_in_the_address(worked, browse, observer):
    page = browse(observer).get(reverse("what_if", args=[worked.pk]) + "?lever=L2").content.decode()
    for told in ("64.6% → <strong>66.3%</strong>", "+1/60 ≈ 1.7", 'value="L2" id="lever-L2" aria-describedby="about-L2" checked'):
        assert told in page, told


def test_a_lever_without_effect_says_what_it_needs(worked, browse, lead):
    page = browse(lead).get(reverse("what_if", args=[worked.pk]) + "?lever=L3").content.decode()
    assert "no effect yet. It needs first:" in page
    assert "P1.1 Requirement one at level 3 (today 2)" in page


@pytest.mark.parametrize("asked", ["lever=XX", "lever=", "lever=" + "x" * 2000, "lever=L1&lever=<script>", "lever=L1&lever=L1"])
def test_unknown_levers_are_left_out_with_a_word(worked, browse, lead, asked):
    page = browse(lead).get(reverse("what_if", args=[worked.pk]) + "?" + asked)
    assert page.status_code == 200
    assert ("no such lever" in page.content.decode()) == (asked != "lever=L1&lever=L1")
    assert b"<script>" not in page.content


def test_what_if_where_nothing_is_answered(operator, framework, browse, lead):
    from tests.conftest import make_assessment

    assessment = make_assessment(operator, framework, cycle="empty")
    assessment.responses.all().delete()
    assert browse(lead).get(reverse("what_if", args=[assessment.pk]) + "?lever=L1").status_code == 200


def test_what_if_and_results_take_the_same_queries_for_any_number_of_levers(worked, browse, lead, django_assert_num_queries):
    browser, address = browse(lead), reverse("what_if", args=[worked.pk])
    browser.get(address)
    with django_assert_num_queries(11) as queries:
        browser.get(address + "?lever=L1")
    with django_assert_num_queries(len(queries)):
        browser.get(address + "?lever=L1&lever=L2&lever=L3")
