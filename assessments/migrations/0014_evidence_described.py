"""Evidence gets a title, the date it is about and its language; one file may stand beside several answers."""

from django.db import migrations, models
from django.db.models import F


def title_of_links(apps, schema_editor):
    """The title of a link stood in `text`."""
    for name in ("Evidence", "HistoricalEvidence"):
        apps.get_model("assessments", name).objects.filter(kind="link").update(title=F("text"), text="")


def back_into_text(apps, schema_editor):
    for name in ("Evidence", "HistoricalEvidence"):
        apps.get_model("assessments", name).objects.filter(kind="link").update(text=F("title"), title="")


def described(model):
    return [
        migrations.AddField(model, "title", models.TextField(blank=True, default="", verbose_name="title"), preserve_default=False),
        migrations.AddField(
            model, "about", models.CharField(blank=True, default="", max_length=10, verbose_name="date it is about"),
            preserve_default=False,
        ),
        migrations.AddField(
            model, "language", models.CharField(blank=True, default="", max_length=5, verbose_name="language"),
            preserve_default=False,
        ),
    ]


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0013_cycles"),
    ]

    operations = [
        *described("evidence"),
        *described("historicalevidence"),
        migrations.AlterField(
            "evidence", "file",
            models.UUIDField(blank=True, db_index=True, editable=False, null=True, verbose_name="file"),
        ),
        migrations.RunPython(title_of_links, back_into_text),
    ]
