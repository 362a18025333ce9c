"""What the commands that make a PDF share: the rendering and the file it goes to."""

from collections.abc import Callable

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from assessments.printing.pdf import RenderingFailed
from readiness.management.commands._files import AnswersCommand


class PaperCommand(AnswersCommand):
    """A command that makes one PDF from files; needs no database."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--output", metavar="FILE.pdf", required=True)

    def make(self, pdf: Callable[[], bytes], output: str) -> None:
        """Write what `pdf` renders."""
        try:
            made = pdf()
        except RenderingFailed as error:
            raise CommandError(_("The PDF could not be made: %(reason)s") % {"reason": error}) from None
        self.write(output, made)
