"""Make the questionnaire on paper from a pack, blank or with the answers of a file; needs no database."""

from collections.abc import Iterator

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from assessments.management.commands._papers import PaperCommand
from assessments.questionnaire.paper import Paper, paper_pdf
from readiness.answers import AnswerSet
from readiness.management.commands._files import BAD_FILE
from readiness.pack import Pack
from readiness.problems import shortened


class Command(PaperCommand):
    help = "Make the questionnaire of a framework pack on paper, blank or with the answers of a file."
    answers_needed = False

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--reading", default="", help="code of the reading; that of the answers file when left out")
        parser.add_argument("--pillar", default="", help="code of the only pillar to print")

    def handle(
        self, *, pack: str, answers: str | None, output: str, language: str, reading: str, pillar: str, **options: object
    ) -> None:
        framework_pack, answer_set = self.read_both(pack, answers)
        if wrong := "\n".join(wrong_choices(framework_pack, reading, pillar)):
            raise CommandError(wrong, returncode=BAD_FILE)
        self.make(lambda: paper_pdf(chosen(framework_pack, answer_set, language, reading, pillar)), output)


def wrong_choices(pack: Pack, reading: str, pillar: str) -> Iterator[str]:
    """Yield what the pack does not have of what was chosen."""
    known = {"--reading": [row.code for row in pack.readings], "--pillar": [row.code for row in pack.pillars]}
    for name, choice in (("--reading", reading), ("--pillar", pillar)):
        if choice and not known[name]:
            yield _("%(name)s: this pack has none; leave it out") % {"name": name}
        elif choice and choice not in known[name]:
            codes = ", ".join(known[name])
            yield _("%(name)s %(found)s: write one of %(codes)s") % {"name": name, "found": shortened(choice), "codes": codes}


def chosen(pack: Pack, answers: AnswerSet | None, language: str, reading: str, pillar: str) -> Paper:
    if answers is None:
        return Paper(pack.read_as(reading), language, reading=reading, pillar=pillar)
    asked = pack.read_as(reading or answers.reading)
    return Paper.of(asked, answers.asked(asked), language, reading=reading, pillar=pillar)
