"""Where a restored database is built, out of sight, and how it takes the place of the one in use: all at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.db import DatabaseError, OperationalError, connection, transaction
from django.utils.translation import gettext as _

from assessments.backup.files import second_name
from assessments.backup.refused import Refused
from assessments.backup.registry import FILLED_BY_MIGRATE, KEPT
from readiness.whole_files import sync_folder


def here() -> "SqlitePlace | PostgresPlace":
    return SqlitePlace() if connection.vendor == "sqlite" else PostgresPlace()


@contextmanager
def _elsewhere(**changed: object) -> Iterator[None]:
    """Have the one connection lead elsewhere, so that migrations of every kind work there and nowhere else."""
    connection.close()
    before = connection.settings_dict
    connection.settings_dict = before | changed
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = before


def has_rows() -> bool:
    """Return whether any table holds what people put there."""
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.label in KEPT - FILLED_BY_MIGRATE and model._meta.db_table in there:
                cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(model._meta.db_table)} LIMIT 1")  # noqa: S608
                if cursor.fetchone():
                    return True
    return False


def _in_use():
    return Refused(_("Levier is running on this database. Stop it, restore, and start it again."))


class SqlitePlace:
    """A file, built beside the one in use and renamed over it."""

    def __init__(self):
        self.file = Path(connection.settings_dict["NAME"])
        self.building = self.file.with_name(f"{self.file.name}.restoring")

    def is_empty(self) -> bool:
        if not self.file.exists():
            return True
        try:
            return not has_rows()
        except DatabaseError:  # no database, or a broken one: something is there
            return False
        finally:
            connection.close()

    def refuse_company(self) -> None:
        """Raise Refused when another process has the database open. What stands in the log goes into the file."""
        if not self.file.exists():
            return
        try:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA busy_timeout = 2000")
                cursor.execute("PRAGMA journal_mode = DELETE")
                alone = cursor.fetchone()[0] == "delete"
        except OperationalError as error:
            alone = "locked" not in str(error)
        except DatabaseError:
            alone = True  # nobody can work with it
        finally:
            connection.close()
        if not alone:
            raise _in_use()

    @contextmanager
    def building_site(self) -> Iterator[None]:
        self.forget()
        try:
            with _elsewhere(NAME=str(self.building)):
                yield
                with connection.cursor() as cursor:
                    cursor.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
            self.building.chmod(0o600)
        except BaseException:
            self.forget()
            raise

    def switch(self, aside: Path | None) -> str:
        """Put the new database in the place of the old one, which goes to the folder; return where it is."""
        if aside and self.file.exists():
            second_name(self.file, aside / self.file.name)
        for ending in ("-wal", "-shm"):  # of a database that could not be opened: beside the new one they would spoil it
            path = Path(f"{self.file}{ending}")
            if path.exists():
                path.rename(aside / path.name) if aside else path.unlink()
        self.building.replace(self.file)
        sync_folder(self.file.parent)
        return ""

    def forget(self) -> None:
        """Remove what was built."""
        for ending in ("", "-wal", "-shm", "-journal"):
            Path(f"{self.building}{ending}").unlink(missing_ok=True)


class PostgresPlace:
    """A schema, built beside the one in use; its tables take the place of the old ones in one transaction."""

    BUILDING = "levier_restoring"

    def __init__(self):
        self.begin = ("django_", *(f"{config.label}_" for config in apps.get_app_configs()))  # what Levier’s tables begin with

    def is_empty(self) -> bool:
        return not has_rows()

    def refuse_company(self) -> None:
        """Raise Refused when another process of the same role is connected."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user"
                " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            if cursor.fetchone()[0]:
                raise _in_use()

    @contextmanager
    def building_site(self) -> Iterator[None]:
        self.forget()
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {self.BUILDING}")
        try:
            with _elsewhere(OPTIONS=connection.settings_dict["OPTIONS"] | {"options": f"-c search_path={self.BUILDING}"}):
                yield
        except BaseException:
            self.forget()
            raise

    def forget(self) -> None:
        """Remove what was built."""
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {self.BUILDING} CASCADE")

    def switch(self, aside: Path | None) -> str:
        """Put the new tables in the place of the old ones, which go to a schema of their own; return its name."""
        name = aside.name.replace("-", "_") if aside else "levier_replaced"
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '20s'")
            cursor.execute("SELECT current_schema()")
            home = cursor.fetchone()[0]
            cursor.execute(f"CREATE SCHEMA {name}")
            new = self._tables(cursor, self.BUILDING)
            old = [table for table in self._tables(cursor, home) if table in new or table.startswith(self.begin)]
            self._move(cursor, old, home, name)
            self._move(cursor, new, self.BUILDING, home)
            cursor.execute(f"DROP SCHEMA {self.BUILDING}")
            if not aside:
                cursor.execute(f"DROP SCHEMA {name} CASCADE")
        return name if aside else ""

    def _tables(self, cursor, schema):
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema])
        return [table for (table,) in cursor.fetchall()]

    def _move(self, cursor, tables, here, there):
        name = connection.ops.quote_name
        for table in tables:
            cursor.execute(f"ALTER TABLE {name(here)}.{name(table)} SET SCHEMA {name(there)}")
