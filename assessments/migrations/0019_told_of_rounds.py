"""What is told once of a round, and of a submission. Who leads a round that is open already knows of it: they are not told anew."""

from django.db import migrations, models


def leads_of_open_rounds_know(apps, schema_editor):
    """Keep a row for each lead of a draft of a cycle, as if it had been written when the draft was opened."""
    Reminder, Membership = apps.get_model("assessments", "Reminder"), apps.get_model("assessments", "Membership")
    for draft in apps.get_model("assessments", "Assessment").objects.filter(status="draft", opened_by__isnull=False):
        cycle = draft.opened_by
        for lead in Membership.objects.filter(operator=draft.operator_id, role="lead").values_list("user", flat=True):
            kept = {"operator_id": draft.operator_id, "person_id": lead, "days": None, "closes_at": cycle.closes_at}
            Reminder.objects.create(cycle=cycle, **kept)


def forget_them(apps, schema_editor):
    apps.get_model("assessments", "Reminder").objects.filter(days=None).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0018_findings_and_documents'),
    ]

    operations = [
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('comment', 'asked to read a comment'), ('answer', 'an answer in a conversation'), ('assignment', 'put in charge of a requirement'), ('due', 'a due day that is near'), ('opening', 'a round that is open'), ('closing', 'a closing that is near'), ('submitted', 'an assessment that was submitted'), ('returned', 'an assessment that was returned')], max_length=20, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='reminder',
            name='days',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='days before'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(condition=models.Q(('days', None)), fields=('cycle', 'operator', 'person'), name='each_opening_told_once'),
        ),
        migrations.RunPython(leads_of_open_rounds_know, forget_them),
    ]
