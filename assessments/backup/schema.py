"""The shape of the tables, told by the migrations that made them."""

from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from assessments.backup.refused import Refused

Migration = tuple[str, str]


def applied() -> set[Migration]:
    """Return the migrations that made the database as it is; raises Refused when this program does not know one."""
    loader = MigrationLoader(connection)
    known(loader.applied_migrations)
    if not loader.applied_migrations:
        raise Refused(_("There are no tables yet, so there is nothing to keep."))
    return set(loader.applied_migrations)


def known(migrations: set[Migration]) -> None:
    """Raise Refused when the tables were made by a version of this program that this one does not know."""
    unknown = sorted(set(migrations) - MigrationLoader(None).disk_migrations.keys())
    if unknown:
        names = ", ".join(f"{app} {name}" for app, name in unknown)
        raise Refused(
            _("The tables were made by another version of Levier: %(names)s is not known here. Bring the program up to date.")
            % {"names": names}
        )


def models_at(migrations: set[Migration]) -> dict[str, type[models.Model]]:
    """Return {label: model} as they were after these migrations, so that tables of an earlier version are read as they are."""
    apps = MigrationLoader(None).project_state(_last(migrations)).apps
    return {model._meta.label: model for model in apps.get_models(include_auto_created=True) if model._meta.managed}


def make_tables(migrations: set[Migration]) -> None:
    """Make the tables in an empty database as they were after these migrations."""
    MigrationExecutor(connection).migrate(_last(migrations))


def _last(migrations):
    """Return the migrations that no other one of its app comes after."""
    graph = MigrationLoader(None).graph
    there = [migration for migration in sorted(migrations) if migration in graph.nodes]
    before = {parent.key for each in there for parent in graph.node_map[each].parents if parent.key[0] == each[0]}
    return [each for each in there if each not in before]
