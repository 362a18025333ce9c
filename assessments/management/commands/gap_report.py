"""Make the PDF gap report from a pack and an answers file; needs no database."""

from pathlib import Path

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from assessments.report.case import Case
from assessments.report.document import report_pdf
from assessments.report.pdf import RenderingFailed
from readiness.answers import parse_answers
from readiness.management.commands._files import BAD_FILE, FileCommand, why
from readiness.pack import parse_pack


class Command(FileCommand):
    help = "Make the PDF gap report of an answers file under a framework pack."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("pack", metavar="PACK.yaml")
        parser.add_argument("answers", metavar="ANSWERS.json")
        parser.add_argument("--output", metavar="REPORT.pdf", required=True)

    def handle(self, *, pack: str, answers: str, output: str, language: str, **options: object) -> None:
        framework_pack = self.read(pack, parse_pack)
        answer_set = self.read(answers, lambda raw: parse_answers(raw, framework_pack))
        try:
            pdf = report_pdf(Case(framework_pack, answer_set, language))
            Path(output).write_bytes(pdf)
        except RenderingFailed as error:
            raise CommandError(_("The report could not be made: %(reason)s") % {"reason": error}) from None
        except OSError as error:
            raise CommandError(
                _("%(path)s cannot be written: %(reason)s") % {"path": output, "reason": why(error)}, returncode=BAD_FILE
            ) from None
        self.stdout.write(output)
