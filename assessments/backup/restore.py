"""Restore a backup: everything is read, checked and built out of sight before anything of the old is touched."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from assessments.backup import archive, files, place, rows, schema
from assessments.backup.make import alone
from assessments.backup.refused import Refused
from readiness.file_places import Unreachable


@dataclass(frozen=True)
class Restored:
    """What was restored, when it was made, and where the old data is: a folder, and a schema of PostgreSQL."""

    made: str
    rows: int
    files: int
    lost: list[str]
    aside: Path | None
    schema: str


def restore(path: Path, replace: bool = False) -> Restored:
    """Restore a backup, into a place that is empty or whose data is then kept aside. Raises Refused, with nothing changed.

    Cut off at any moment, it leaves either the old data or the new; only files that no row points at may be there besides.
    """
    try:
        return _restored(path, replace)
    except Unreachable as error:
        raise Refused(_("The storage of evidence does not answer: %(reason)s") % {"reason": error}) from error


def _restored(path, replace):
    with alone(), archive.opened(path) as backup:
        migrations = {tuple(each) for each in backup.manifest["migrations"]}
        schema.known(migrations)
        where = place.here()
        empty = where.is_empty() and not any(files.present())
        if not (empty or replace):
            raise Refused(_("There is data here already. With --replace it is kept aside, and the backup takes its place."))
        where.refuse_company()
        files.forget_waiting()
        try:
            names = _lay_out_files(backup)
            with where.building_site():
                count = _build(backup, migrations)
            _refuse_who_came_meanwhile(where)
            aside = None if empty else _keep_aside()
            files.put_in_place(names)
            os.sync()
            moved_to = where.switch(aside)
        except OSError as error:
            raise Refused(_("It could not be restored: %(reason)s") % {"reason": error}) from error
        finally:
            files.forget_waiting()
        files.take_away_all_but(names)
        return Restored(backup.manifest["made"], count, len(names), backup.manifest["lost"], aside, moved_to)


def _refuse_who_came_meanwhile(where):
    """Raise Refused when somebody started Levier while this was built: what they acknowledge would be put aside with the old."""
    try:
        where.refuse_company()
    except Refused:
        where.forget()
        raise


def _lay_out_files(backup):
    """Write the files beside where they belong, and return their names."""
    names = [part.removeprefix("data/") for part in backup.manifest["parts"] if part.startswith("data/")]
    for name in names:
        if not files.NAME.fullmatch(name):
            raise Refused(_("The backup holds a file that Levier never wrote: %(name)s.") % {"name": name})
        with backup.part(f"data/{name}") as part:
            files.lay_out(name, part.chunks())
    return names


def _build(backup, migrations):
    """Make the tables of the backup's version, fill them, and bring them up to this program's; return how many rows."""
    schema.make_tables(migrations)
    tables = schema.models_at(migrations)
    try:
        with transaction.atomic():
            count = sum(_fill(backup, label, tables[label]) for label in backup.manifest["rows"])
            connection.check_constraints()
    except (IntegrityError, DatabaseError) as error:
        raise Refused(_("The backup’s rows do not belong together: %(reason)s") % {"reason": error}) from error
    for label, last in backup.manifest["keys"].items():
        rows.go_on_after(tables[label], last)
    ContentType.objects.clear_cache()
    call_command("migrate", verbosity=0, interactive=False)
    ContentType.objects.clear_cache()
    return count


def _fill(backup, label, model):
    with backup.part(f"rows/{label}.jsonl") as part:
        count = rows.load(model, part)
    if count != backup.manifest["rows"][label]:
        raise Refused(_("The backup is damaged: “%(part)s” is not what was written. Take another.") % {"part": label})
    return count


def _keep_aside():
    """Give every file of the old data a second name in a folder of its own, and return the folder."""
    aside = settings.DATA / f"before-restore-{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}"
    aside.mkdir(mode=0o700)
    files.hold(files.present(), aside)
    return aside
