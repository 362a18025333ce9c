"""The record: who answered what, and what was done about it."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = "Assessments"

    def ready(self):
        from assessments import tasks  # noqa: F401  (it registers itself)
