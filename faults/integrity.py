"""Whether a database is whole, by its own means."""

from faults.place import Place


def corruptions(here: Place, using: str = "default") -> list[str]:
    """Return what the database finds wrong with itself: pages, indexes, references; each table is read from end to end."""
    from django.apps import apps
    from django.db import DatabaseError, connections

    found = []
    with connections[using].cursor() as cursor:
        if here.database == "sqlite":
            found += [text for (text,) in cursor.execute("PRAGMA integrity_check").fetchall() if text != "ok"]
            found += [str(row) for row in cursor.execute("PRAGMA foreign_key_check").fetchall()]
        else:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS amcheck")
            cursor.execute("SELECT c.oid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
                           "JOIN pg_am a ON a.oid = c.relam WHERE a.amname = 'btree' AND c.relpersistence = 'p'")  # fmt: skip
            for (index,) in cursor.fetchall():
                try:
                    cursor.execute("SELECT bt_index_check(%s::regclass, true)", [index])
                except DatabaseError as error:
                    found.append(f"{index}: {error}")
        for model in apps.get_models(include_auto_created=True):
            try:
                sum(1 for _row in model._base_manager.using(using).order_by().values_list().iterator())
            except DatabaseError as error:
                found.append(f"{model._meta.db_table}: {error}")
    return found
