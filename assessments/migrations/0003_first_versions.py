"""Give every response that was there before the history its first version, so that later saves can be compared with it."""

from django.db import migrations

KEPT = ("id", "value", "not_applicable", "remark", "version", "updated_at", "assessment_id", "question_id", "updated_by_id")


def write_first_versions(apps, schema_editor):
    Response = apps.get_model("assessments", "Response")
    Version = apps.get_model("assessments", "HistoricalResponse")
    Version.objects.bulk_create(
        (
            Version(
                **row, history_date=row["updated_at"], history_type="+", history_user_id=row["updated_by_id"]
            )
            for row in Response.objects.values(*KEPT).iterator()
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0002_answers_with_history'),
    ]

    operations = [
        migrations.RunPython(write_first_versions, migrations.RunPython.noop),
    ]
