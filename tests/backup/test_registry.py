"""Each table is in a backup or left out for a reason: one that nobody thought of fails here."""

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from assessments.backup.registry import FILLED_BY_MIGRATE, KEPT, LEFT_OUT, unlisted


def every_model():
    return {model._meta.label: model for model in apps.get_models(include_auto_created=True)}


def test_every_model_is_kept_or_left_out_with_a_reason():
    assert unlisted(every_model()) == []
    assert all(len(reason) > 20 for reason in LEFT_OUT.values())
    assert FILLED_BY_MIGRATE < KEPT


@isolate_apps("assessments")
def test_a_planted_model_is_found():
    class Forgotten(models.Model):  # noqa: DJ008
        class Meta:
            app_label = "assessments"

    assert unlisted([*every_model(), Forgotten._meta.label]) == ["assessments.Forgotten"]


def test_a_name_without_its_model_is_found():
    assert unlisted(every_model().keys() - {"assessments.Target"}) == ["assessments.Target"]


def test_nothing_that_is_kept_points_at_what_is_left_out():
    pointing = [
        f"{label}.{field.name}" for label, model in every_model().items() if label in KEPT
        for field in model._meta.concrete_fields if field.is_relation and field.related_model._meta.label in LEFT_OUT
    ]  # fmt: skip
    assert pointing == []


def test_no_model_has_a_kind_of_file_that_a_backup_does_not_look_for():
    """Files are found by assessments.backup.files.wanted: a column of a new kind has to be told there."""
    found = {
        f"{label}.{field.name}" for label, model in every_model().items() if label in KEPT
        for field in model._meta.concrete_fields if isinstance(field, models.FileField) or "file" in field.name.split("_")
    }  # fmt: skip
    evidence = {"assessments.Evidence.file", "assessments.HistoricalEvidence.file"}
    documents = {"assessments.Report.file", "assessments.IssuedDocument.file"}
    assert found == evidence | documents | {"assessments.Photo.file"}
