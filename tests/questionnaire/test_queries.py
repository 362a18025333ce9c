"""No page asks the database more because the pack asks more questions."""

import json
from copy import deepcopy
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Assessment, Evidence, Response
from readiness.pack import read_yaml
from readiness.publish import publish
from tests.questionnaire.conftest import KINDS

pytestmark = pytest.mark.django_db
PAGES = {"assessment": [], "requirement": ["R1"], "check": [], "results": []}


def assessment_of(count, operator):
    """Return a draft with R1 of that many level questions, each answered, with a remark and a piece of evidence."""
    pack = read_yaml(KINDS.read_bytes()).data
    pack["framework"]["code"] = f"of-{count}"
    first = pack["pillars"][0]["requirements"][0]
    first["questions"] = [deepcopy(first["questions"][0]) | {"code": f"R1-{at}"} for at in range(1, count + 1)]
    del pack["pillars"][1]
    framework, _created = publish(json.dumps(pack).encode())
    draft = Assessment.objects.create(operator=operator, framework=framework, cycle=f"{count}", date=date(2026, 11, 20))
    by = operator.people.get()
    for question in framework.questions.all():
        row = Response.objects.create(assessment=draft, question=question, value=2, remark="Seen.", updated_by=by)
        Evidence.objects.create(response=row, position=1, text="Minutes")
    return draft


@pytest.mark.parametrize("page", PAGES)
def test_a_page_takes_the_same_queries_for_2_and_40_questions(browse, lead, operator, page):
    client, counts = browse(lead), []
    for count in (2, 40):
        address = reverse(page, args=[assessment_of(count, operator).pk, *PAGES[page]])
        client.get(address)  # reads the pack, once per process
        with CaptureQueriesContext(connection) as queries:
            shown = client.get(address)
        assert shown.status_code == 200
        assert (f"R1-{count}" in shown.content.decode()) == (page in ("requirement", "check"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
