"""Cases to tell: the worked example, and the demonstration in both languages."""

from pathlib import Path

import pytest
from django.conf import settings

from assessments.report.case import Case
from readiness.answers_file import parse_answers
from readiness.pack import read_pack

PACKS = Path(__file__).parent.parent / "packs"


def case(pack, answers, language="en"):
    found = read_pack(pack)
    return Case(found, parse_answers(answers if isinstance(answers, bytes) else Path(answers).read_bytes(), found), language)


@pytest.fixture
def worked():
    return case(PACKS / "worked.yaml", PACKS / "worked.json")


@pytest.fixture(scope="session", params=["fr", "en"])
def demonstration(request):
    return case(settings.PACKS / "dre.yaml", settings.BASE_DIR / "docs/examples/demo.json", request.param)
