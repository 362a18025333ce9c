"""Make the PDF gap report from a pack and an answers file; needs no database."""

from assessments.management.commands._papers import PaperCommand
from assessments.report.case import Case
from assessments.report.document import report_pdf


class Command(PaperCommand):
    help = "Make the PDF gap report of an answers file under a framework pack."

    def handle(self, *, pack: str, answers: str, output: str, language: str, **options: object) -> None:
        framework_pack, answer_set = self.read_both(pack, answers)
        asked = framework_pack.read_as(answer_set.reading)
        self.make(lambda: report_pdf(Case(asked, answer_set.asked(asked), language)), output)
