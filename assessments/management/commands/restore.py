"""Restore a backup into an empty place, or in the place of what is there, which is kept aside."""

from pathlib import Path

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from assessments.backup.refused import Refused
from readiness.management.commands._files import FileCommand


class Command(FileCommand):
    help = "Restore a backup. Stop Levier first. Nothing is changed when the backup is damaged or there is data already."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--replace", action="store_true", help="keep the data that is here aside and take its place")

    def handle(self, *, file: Path, replace: bool, **options: object) -> None:
        from assessments.backup.restore import restore

        try:
            done = restore(file, replace)
        except Refused as error:
            raise CommandError(str(error)) from None
        for name in done.lost:
            self.stderr.write(_("%(name)s was lost already when the backup was made.") % {"name": name})
        told = {"rows": done.rows, "files": done.files, "made": done.made}
        self.stdout.write(_("Restored as it was at %(made)s. Rows: %(rows)s. Files: %(files)s. Everybody signs in again.") % told)
        if done.aside:
            self.stdout.write(_("The data of before is in %(folder)s.") % {"folder": done.aside})
        if done.schema:
            self.stdout.write(_("Its tables are in the schema %(schema)s of the database.") % {"schema": done.schema})
