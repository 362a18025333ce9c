"""What is published stays as it is."""

import pytest

from readiness.models import Framework, Frozen, Lever, Pillar, Question, Requirement

ROWS = [Framework, Pillar, Requirement, Question, Lever]


@pytest.mark.parametrize("model", ROWS)
@pytest.mark.parametrize(
    "change",
    [
        lambda row: row.save(),
        lambda row: row.save(update_fields=["code"]),
        lambda row: row.delete(),
        lambda row: type(row).objects.update(code="changed"),
        lambda row: type(row).objects.filter(pk=row.pk).delete(),
        lambda row: type(row).objects.bulk_update([row], ["code"]),
        lambda row: type(row).objects.update_or_create(pk=row.pk, defaults={"code": "changed"}),
        lambda row: type(row).objects.bulk_create([row], update_conflicts=True, update_fields=["code"], unique_fields=["id"]),
        lambda row: type(row)._base_manager.filter(pk=row.pk).update(code="changed"),
    ],
)
def test_a_published_row_cannot_be_changed(framework, model, change):
    row = model.objects.first()
    row.code = "changed"
    before = list(model.objects.values())
    with pytest.raises(Frozen, match="publish a new edition instead"):
        change(row)
    assert list(model.objects.values()) == before


def test_the_back_office_shows_published_rows_and_changes_nothing(framework, browse, secretariat):
    secretariat.is_staff = secretariat.is_superuser = True
    secretariat.save()
    browser = browse(secretariat)
    for model in ROWS:
        row = model.objects.first()
        address = f"/back-office/readiness/{model._meta.model_name}/"
        assert row.code in browser.get(address).content.decode()
        assert browser.get(f"{address}{row.pk}/change/").status_code == 200
        assert browser.get(f"{address}add/").status_code == 403
        assert browser.post(f"{address}{row.pk}/change/", {"code": "changed"}).status_code == 403
        assert browser.post(f"{address}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert not Framework.objects.filter(code="changed").exists()
