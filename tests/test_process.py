"""docs/process.md draws what the program does."""

import re
from pathlib import Path

from django.conf import settings

from assessments.access import STEPS
from assessments.models import Assessment
from assessments.workflow import TRANSITIONS

PAGE = (Path(settings.BASE_DIR) / "docs" / "process.md").read_text(encoding="utf-8")


def rows(heading):
    """Return the cells of the table under a heading, without its head."""
    part = PAGE.partition(f"## {heading}")[2].partition("\n## ")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("| `")]


def test_every_arrow_is_a_step_and_every_step_an_arrow():
    drawn = set(re.findall(r"^    (\w+) --> (\w+): (\w+)$", PAGE, re.M))
    assert drawn == {(before, step.after, name) for name, step in TRANSITIONS.items() for before in step.before}


def test_every_state_is_told_in_the_words_of_the_product():
    told = [(code.strip("`"), name) for code, name, *_rest in rows("The states")]
    assert told == [(state.value, str(state.label)) for state in Assessment.Status]


def test_every_step_is_told_with_whose_it_is():
    told = {code.strip("`"): set(who.split(", ")) for code, who, _what in rows("Who takes which step")}
    assert told == {name: {str(role) for role in roles} for name, roles in STEPS.items()}
