"""System checks: what must be true before the first request is answered."""

from django.core.checks import Error, register
from django.db import connections

SAFE_SQLITE = (3, 51, 3)


@register()
def sqlite_is_safe(app_configs, **kwargs):
    """Refuse an SQLite with the WAL-reset bug, which can corrupt a database that has two connections."""
    if connections["default"].vendor != "sqlite":
        return []
    from django.db.backends.sqlite3.base import Database

    found = Database.sqlite_version_info
    if found >= SAFE_SQLITE:
        return []
    return [
        Error(
            f"SQLite {'.'.join(map(str, found))} can corrupt the database (bug fixed in 3.51.3).",
            hint="Install the pysqlite3 package of requirements.txt, or set DATABASE_URL to a PostgreSQL database.",
            id="readiness.E001",
        )
    ]
