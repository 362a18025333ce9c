"""The rig of `make faults`: it sees every kind of difference, and a short run of it passes, its control included."""

import subprocess
import sys
import time
from itertools import count
from uuid import uuid4

import pytest
from django.db import connection

from assessments.models import Response, Save
from faults.place import ROOT
from faults.record import Acknowledged, Asked, compare, only_its_key_kept_it_single
from tests.questionnaire.conftest import draft, kinds, opening, save  # noqa: F401  (fixtures)

HISTORY = Response.history.model


@pytest.fixture
def told(draft, lead, contributor):  # noqa: F811
    """Return three saves to two questions as they were acknowledged: the lead's two of one page, and a colleague's."""
    page, sequences, record = uuid4(), count(1), []
    for code, by, text in (("R2b", lead, "one"), ("R1a", contributor, "two"), ("R2b", lead, "three")):
        value = f"{draft.pk} {code} {text}"
        here = opening(next(sequences), page=page)
        outcome = save(draft, code, by, version=sum(each.asked.question == code for each in record), opening=here, remark=value)
        assert outcome.state == "saved"
        asked = Asked(str(here.key), by.pk, str(draft.pk), code, "remark", value, str(page), here.sequence)
        record.append(Acknowledged(asked, outcome.version, 0, time.time()))
    return record


def lose_the_save(first, _last):
    Save.objects.filter(key=first.asked.key).delete()


def lose_the_version(first, _last):
    HISTORY.objects.filter(question__code=first.asked.question, version=first.version).delete()


def keep_the_version_twice(first, _last):
    row = HISTORY.objects.get(question__code=first.asked.question, version=first.version)
    row.pk = None
    row.save()


def make_a_version_that_no_save_made(_first, last):
    row = HISTORY.objects.get(question__code=last.asked.question, version=last.version)
    row.pk, row.version = None, last.version + 1
    row.save()


def keep_it_under_another_key(first, _last):
    row = Save.objects.get(key=first.asked.key)
    row.key = uuid4()
    row.save()


def give_it_to_somebody_else(first, _last):
    row = Save.objects.get(key=first.asked.key)
    row.by = row.assessment.operator.people.exclude(pk=row.by_id).first()
    row.save()


def let_the_history_name_somebody_else(first, _last):
    HISTORY.objects.filter(question__code=first.asked.question, version=first.version).update(history_user=None)


def write_another_value(first, _last):
    HISTORY.objects.filter(question__code=first.asked.question, version=first.version).update(remark=f"{first.asked.value}!")


def write_it_to_another_question(_first, last):
    Response.objects.filter(question__code="R1a").update(remark=last.asked.value)
    HISTORY.objects.filter(question__code="R1a").update(remark=last.asked.value)


def leave_the_answer_behind(first, last):
    Response.objects.filter(question__code=last.asked.question).update(version=first.version)


def change_the_answer_alone(_first, last):
    Response.objects.filter(question__code=last.asked.question).update(remark="")


PLANTED = {
    lose_the_save: {"lost", "doubled"},  # its version has no save any more
    lose_the_version: {"lost"},
    keep_the_version_twice: {"doubled"},
    make_a_version_that_no_save_made: {"doubled"},
    keep_it_under_another_key: {"lost"},
    give_it_to_somebody_else: {"mixed"},
    let_the_history_name_somebody_else: {"mixed"},
    write_another_value: {"mixed"},
    write_it_to_another_question: {"mixed"},
    leave_the_answer_behind: {"mixed"},
    change_the_answer_alone: {"mixed"},
}


def seen(told):
    found = compare(told)
    return {name for name in ("lost", "doubled", "mixed") if getattr(found, name)}


def test_what_was_kept_as_it_was_told_differs_in_nothing(told):
    assert seen(told) == set()


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_each_planted_difference_is_seen(told, plant):
    plant(told[0], told[2])
    assert seen(told) == PLANTED[plant]


def test_saves_kept_in_the_wrong_order_are_seen(told):
    first, other, last = told
    turned = [first._replace(asked=first.asked._replace(sequence=9)), other, last]
    assert seen(turned) == {"mixed"}


def test_a_save_that_was_never_made_is_seen(told):
    never = told[0]._replace(asked=told[0].asked._replace(key=str(uuid4())))
    assert "lost" in seen([*told, never])


def test_a_save_whose_answer_a_fault_took_is_counted(told):
    kept = Save.objects.get(key=told[0].asked.key).at.timestamp()
    again = told[0]._replace(again=1, at=kept + 2)
    assert only_its_key_kept_it_single([again], [kept + 1]) == 1
    assert only_its_key_kept_it_single([again], [kept - 1, kept + 3]) == 0
    assert only_its_key_kept_it_single(told, [kept + 1]) == 0


@pytest.mark.parametrize("part", ["kills", "worker"])
def test_a_short_run_meets_its_bars(db, part):
    """The bars are counts of what was lost, doubled or mixed up, and of what was done: no time is one."""
    sizes = ["--kills", "4", "--saves", "60", "--reports", "2"]
    command = [sys.executable, "-m", "faults", part, "--on", connection.vendor, *sizes]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "NOT MET" not in run.stdout and "not tried" not in run.stdout
