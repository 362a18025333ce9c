"""The draft of the questionnaire's tests, one question of each kind; and the same with a script in every field."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q
from django.urls import reverse

from assessments.models import Cycle, Evidence, Response
from tests.files import pdfs
from tests.hostile.nasty import MARK, SCRIPT
from tests.questionnaire.conftest import draft, fields, kinds, page_of  # noqa: F401


@pytest.fixture
def filled(browse, lead, draft, operator):  # noqa: F811
    """A draft with the script in the operator, the round, a person, answers, remarks, reasons, and all kinds of evidence."""
    type(operator).objects.filter(pk=operator.pk).update(name=f"Post {SCRIPT}")
    type(draft).objects.filter(pk=draft.pk).update(cycle=SCRIPT[:60])
    type(lead).objects.filter(pk=lead.pk).update(name=f"Lead {SCRIPT}"[:100])
    times = {"opens_at": draft.created_at, "closes_at": draft.created_at + timedelta(days=9)}
    cycle = Cycle.objects.create(name=SCRIPT[:60], framework=draft.framework, **times)
    cycle.operators.add(operator)
    type(draft).objects.filter(pk=draft.pk).update(opened_by=cycle)
    draft.refresh_from_db()
    client = browse(lead)
    typed = fields("R2b", value=SCRIPT, remark=SCRIPT) | {
        "R2b-title": SCRIPT,
        "R2b-about": "2024",
        "R2b-language": "fr",
        "R2b-link": f"https://example.org/?{MARK}",
        "add": "R2b",
    }
    client.post(reverse("requirement", args=[draft.pk, "R2"]), typed)
    client.post(reverse("requirement", args=[draft.pk, "R2"]), {"R2b-on-site": SCRIPT, "add": "R2b"})
    file = SimpleUploadedFile("x", pdfs.plain())
    file._name = f"{SCRIPT}.pdf".replace("/", "")
    client.post(reverse("requirement", args=[draft.pk, "R2"]), {"R2b-file": file, "add": "R2b"})
    for team_only in ("yes", "no"):
        client.post(reverse("discussion", args=[draft.pk, "R2b"]), {"text": SCRIPT, "team_only": team_only})
    client.post(reverse("sharing", args=[draft.pk]), {"person-R1": str(lead.pk)})
    response = Response.objects.get(assessment=draft, question__code="R2b")
    assert (response.value, response.remark) == (SCRIPT, SCRIPT)
    assert Evidence.objects.filter(Q(text__contains=MARK) | Q(title__contains=MARK)).count() == 3
    return draft
