"""A table as lines of JSON and back, the same on every database: the names of the columns, then a row a line."""

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import islice
from uuid import UUID

from django.db import connection, models
from django.utils.duration import duration_iso_string

BATCH = 500


def lines(model: type[models.Model]) -> Iterator[bytes]:
    """Return the lines of a table, in the order of its keys."""
    names = [field.attname for field in _columns(model)]
    yield _line(names)
    for row in model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=BATCH):
        yield _line([_plain(value) for value in row])


def load(model: type[models.Model], written: Iterable[bytes]) -> int:
    """Write the lines into an empty table as they are (no moment is set anew) and return how many rows that were."""
    written = iter(written)
    named = {field.attname: field for field in _columns(model)}
    fields = [named[name] for name in json.loads(next(written))]
    count, most = 0, min(BATCH, connection.ops.bulk_batch_size(fields, [None] * BATCH))
    while batch := list(islice(written, most)):
        rows = [
            model(**{field.attname: _value(field, value) for field, value in zip(fields, json.loads(line), strict=True)})
            for line in batch
        ]
        model._base_manager._insert(rows, fields=fields, using=connection.alias, raw=True)
        count += len(rows)
    return count


def _columns(model):
    return [field for field in model._meta.concrete_fields if not field.generated]


def _line(values):
    return json.dumps(values, separators=(",", ":")).encode() + b"\n"


def _plain(value):
    """Return the value as JSON has it; None, truth, numbers, text, lists and objects are that already."""
    match value:
        case date() | time():  # datetimes are dates
            return value.isoformat()
        case UUID() | Decimal():
            return str(value)
        case timedelta():
            return duration_iso_string(value)
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
    return value


def _value(field, plain):
    if plain is None and isinstance(field, models.JSONField) and not field.null:
        return models.Value(None, field)  # the null of JSON
    return field.to_python(plain)


# Numbers that were given out stay given out: a new row never takes the key of one that was removed, whose history is kept


def last_key(model: type[models.Model]) -> int | None:
    """Return the last key that the database gave out for this table, 0 for none yet, None where it gives out none."""
    key = model._meta.pk
    if not isinstance(key, models.AutoField):
        return None
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
            found = cursor.fetchone()
            return found[0] if found else 0
        cursor.execute(f"SELECT last_value, is_called FROM {_sequence(cursor, model)}")  # noqa: S608  (a name of the database's own)
        last, called = cursor.fetchone()
        return last if called else 0


def go_on_after(model: type[models.Model], last: int | None) -> None:
    """Have the next key of this table come after the last one given out, and after those that are there."""
    if last is None:
        return
    last = max(last, model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0)
    if not last:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [model._meta.db_table, last])
        else:
            cursor.execute("SELECT setval(%s, %s)", [_sequence(cursor, model), last])


def _sequence(cursor, model):
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{model._meta.db_table}"', model._meta.pk.column])
    return cursor.fetchone()[0]
