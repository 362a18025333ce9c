"""Make a backup while Levier runs: one file with all rows and all files."""

from pathlib import Path
from time import perf_counter

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from assessments.backup.refused import Refused
from readiness.management.commands._files import FileCommand


class Command(FileCommand):
    help = "Make a backup while Levier runs: one file with the database, the evidence and the reports."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("where", metavar="FILE_OR_FOLDER", type=Path, help="in a folder it gets a name with the time")

    def handle(self, *, where: Path, **options: object) -> None:
        from assessments.backup.make import backup

        begin = perf_counter()
        try:
            made = backup(where)
        except Refused as error:
            raise CommandError(str(error)) from None
        for name in made.lost:
            self.stderr.write(_("%(name)s is lost or damaged in the data folder: the backup goes without it.") % {"name": name})
        self.stdout.write(
            _("%(path)s: %(size)s kB in %(seconds)s s. Rows: %(rows)s. Files: %(files)s.")
            % {
                "path": made.path,
                "rows": made.rows,
                "files": made.files,
                "size": -(-made.path.stat().st_size // 1000),
                "seconds": f"{perf_counter() - begin:.1f}",
            }
        )
