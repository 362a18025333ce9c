"""Give every target that was there before the history its first version; who set it, and when, nobody wrote down."""

from django.db import migrations
from django.utils import timezone


def write_first_versions(apps, schema_editor):
    Target = apps.get_model("assessments", "Target")
    Version = apps.get_model("assessments", "HistoricalTarget")
    rows = Target.objects.values("id", "level", "score", "assessment_id", "requirement_id")
    before = {"history_date": timezone.now(), "history_type": "+", "history_change_reason": "Set before targets had a history"}
    Version.objects.bulk_create((Version(**row, **before) for row in rows.iterator()), batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0004_targets_with_history'),
    ]

    operations = [
        migrations.RunPython(write_first_versions, migrations.RunPython.noop),
    ]
