"""What is told once a day, and due days that are told once. Follows 0013; what was numbered 0014 meanwhile goes between."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0014_evidence_described'),
    ]

    operations = [
        migrations.AddField(
            model_name='assignment',
            name='reminded_of',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='due day that was reminded of'),
        ),
        migrations.AddField(
            model_name='user',
            name='daily_digest',
            field=models.BooleanField(default=False, help_text='Instead of one for each event.', verbose_name='one mail a day'),
        ),
        migrations.AddField(
            model_name='user',
            name='digest_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last daily mail at'),
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('comment', 'asked to read a comment'), ('answer', 'an answer in a conversation'), ('assignment', 'put in charge of a requirement'), ('due', 'a due day that is near'), ('closing', 'a closing that is near')], max_length=20, verbose_name='kind')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='assessments.assessment', verbose_name='assessment')),
                ('assignment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='assessments.assignment', verbose_name='assignment')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('comment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='assessments.comment', verbose_name='comment')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'ordering': ['pk'],
            },
        ),
    ]
