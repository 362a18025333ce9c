"""What the commands that read files share: packs and answers in, every problem out, exit status 2."""

import sys
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import override

from readiness.answers import AnswerSet
from readiness.answers_file import parse_answers
from readiness.pack import Pack, parse_pack
from readiness.problems import Problems

BAD_FILE = 2


class FileCommand(BaseCommand):
    """A command that needs no database and answers a bad file with all its problems, in --language."""

    requires_system_checks: list = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument(
            "--language", choices=languages, default=settings.LANGUAGE_CODE, help="language of messages and documents"
        )

    def execute(self, *args: object, **options: object) -> object:
        with override(options["language"]):
            return super().execute(*args, **options)

    def read(self, path: str, parse: Callable) -> object:
        """Return what `parse` makes of the file's bytes; prints every problem and ends with status 2."""
        try:
            return parse(Path(path).read_bytes())
        except OSError as error:
            raise CommandError(
                _("%(path)s cannot be read: %(reason)s") % {"path": path, "reason": why(error)}, returncode=BAD_FILE
            ) from None
        except Problems as error:
            for problem in error.problems:
                self.stderr.write(f"{path}:{problem.text(_)}" if problem.line else f"{path}: {problem.text(_)}")
            sys.exit(BAD_FILE)

    def write(self, path: str, content: bytes) -> None:
        """Write a file and print its name; ends with status 2 where it cannot be written."""
        try:
            Path(path).write_bytes(content)
        except OSError as error:
            raise CommandError(
                _("%(path)s cannot be written: %(reason)s") % {"path": path, "reason": why(error)}, returncode=BAD_FILE
            ) from None
        self.stdout.write(path)


class AnswersCommand(FileCommand):
    """A command that reads a pack and an answers file, which one that asks for nothing may leave out."""

    answers_needed = True

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("pack", metavar="PACK.yaml")
        parser.add_argument("answers", metavar="ANSWERS.json", nargs=None if self.answers_needed else "?")

    def read_both(self, pack: str, answers: str | None) -> tuple[Pack, AnswerSet | None]:
        """Return the whole pack, and the answers under it, None where there is no file of them."""
        framework_pack = self.read(pack, parse_pack)
        return framework_pack, answers and self.read(answers, lambda raw: parse_answers(raw, framework_pack))


def why(error: OSError) -> str:
    """Return why a file could not be opened, in the reader's language."""
    match error:
        case FileNotFoundError():
            return _("there is no such file or folder")
        case IsADirectoryError():
            return _("it is a folder")
        case PermissionError():
            return _("it may not be opened by you")
    return error.strerror or str(error)
