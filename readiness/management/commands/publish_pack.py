"""Publish a framework pack, or only list its problems."""

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from readiness.management.commands._files import BAD_FILE, FileCommand
from readiness.pack import parse_pack


class Command(FileCommand):
    help = "Publish a framework pack; with --check only list its problems and change nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("pack", metavar="PACK.yaml")
        parser.add_argument("--check", action="store_true", help="list the problems, publish nothing")

    def handle(self, *, pack: str, check: bool, **options: object) -> None:
        from readiness.publish import EditionIsFrozen, publish

        raw = self.read(pack, lambda raw: (parse_pack(raw), raw))[1]
        found = parse_pack(raw)
        what = {
            "framework": f"{found.framework.code} {found.framework.edition}",
            "requirements": len(found.requirements),
            "questions": len(found.questions),
            "levers": len(found.levers),
        }
        counts = _("%(framework)s: %(requirements)s requirements, %(questions)s questions, %(levers)s levers") % what
        if check:
            self.stdout.write(f"{counts}. " + _("No problems found; nothing was published."))
            return
        try:
            _framework, created = publish(raw)
        except EditionIsFrozen as error:
            raise CommandError(_(error.message) % error.params, returncode=BAD_FILE) from None
        self.stdout.write(f"{counts}. " + (_("Published.") if created else _("Already published, unchanged.")))
