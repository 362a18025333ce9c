"""The reference: what is asked and how it is scored."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def make_cache_table(using, **kwargs):
    """Create the table of the shared cache, so that `migrate` alone makes a database complete."""
    from django.core.management import call_command

    call_command("createcachetable", database=using, verbosity=0)


class ReadinessConfig(AppConfig):
    name = "readiness"
    verbose_name = "Frameworks"

    def ready(self):
        from readiness import checks, outbox  # noqa: F401  (they register themselves)

        post_migrate.connect(make_cache_table, sender=self)
