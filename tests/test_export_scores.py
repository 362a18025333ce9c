"""All scores in one document: equal data give equal bytes, however and in which order they came."""

import json
from io import StringIO

from django.core.management import call_command

from assessments.models import Assessment, Response


def exported(*words):
    out = StringIO()
    call_command("export_scores", *words, stdout=out)
    return out.getvalue()


def test_every_assessment_is_told_with_its_scores(worked, other_assessment):
    told = {each["assessment"]: each for each in json.loads(exported())}
    assert told.keys() == {str(worked.pk), str(other_assessment.pk)}
    of_worked = told[str(worked.pk)]
    assert of_worked["scores"]["overall"]["score"] == "31/48"
    assert {key: of_worked[key] for key in ("cycle", "date", "status")} == {
        "cycle": "2026", "date": "2026-11-20", "status": "draft",
    }  # fmt: skip


def test_equal_data_give_equal_bytes_and_another_answer_does_not(worked, other_assessment):
    before = exported("--canonical")
    assert before == json.dumps(json.loads(before), sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n"
    row = Response.objects.filter(assessment=other_assessment, value="yes").get()
    fields = {field.attname: getattr(row, field.attname) for field in Response._meta.concrete_fields if field.attname != "id"}
    row.delete()
    Response.objects.create(**fields)  # the same answer in another row
    assert exported("--canonical") == before
    Response.objects.filter(value="yes").update(value="no")
    assert exported("--canonical") != before


def test_without_assessments_there_is_an_empty_list(db):
    assert not Assessment.objects.exists()
    assert exported("--canonical") == "[]\n"
