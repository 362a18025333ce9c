"""A pack becomes rows once; a published edition is never touched."""

from pathlib import Path

import pytest

from readiness.models import Framework, Lever, Question, Requirement
from readiness.publish import EditionIsFrozen, publish

WORKED = (Path(__file__).parent.parent / "packs" / "worked.yaml").read_bytes()
pytestmark = pytest.mark.django_db


def test_publishing_writes_the_rows_in_order():
    framework, created = publish(WORKED)
    assert created
    assert framework.text.encode() == WORKED
    assert list(Question.objects.values_list("code", flat=True)) == [
        "P1.1a",
        "P1.1b",
        "P1.1c",
        "P1.2d",
        "P1.2e",
        "P2.1f",
        "P2.1g",
    ]
    assert list(Requirement.objects.values_list("code", "pillar__code")) == [("P1.1", "P1"), ("P1.2", "P1"), ("P2.1", "P2")]
    assert list(Lever.objects.values_list("code", flat=True)) == ["L1", "L2", "L3"]


def test_the_same_text_twice_changes_nothing():
    first, _created = publish(WORKED)
    assert publish(WORKED) == (first, False)
    assert Question.objects.count() == 7


def test_another_text_under_a_published_edition_is_refused():
    publish(WORKED)
    with pytest.raises(EditionIsFrozen, match="raise the edition"):
        publish(WORKED.replace(b"Pillar one", b"Pillar 1"))
    assert Framework.objects.get().text.encode() == WORKED


def test_a_new_edition_stands_beside_the_old_one():
    publish(WORKED)
    publish(WORKED.replace(b'edition: "1"', b'edition: "2"').replace(b"Pillar one", b"Pillar 1"))
    assert list(Framework.objects.values_list("edition", flat=True)) == ["1", "2"]
    assert Question.objects.count() == 14
