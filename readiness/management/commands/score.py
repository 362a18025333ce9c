"""Print everything a set of answers scores under a pack, as one JSON document; needs no database."""

import json

from django.core.management.base import CommandParser

from readiness.answers import parse_answers
from readiness.management.commands._files import FileCommand
from readiness.pack import parse_pack
from readiness.pack.numbers import scoring_framework
from readiness.scoring.document import document


class Command(FileCommand):
    help = "Score an answers file under a framework pack and print one JSON document."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("pack", metavar="PACK.yaml")
        parser.add_argument("answers", metavar="ANSWERS.json")

    def handle(self, *, pack: str, answers: str, **options: object) -> None:
        framework_pack = self.read(pack, parse_pack)
        answer_set = self.read(answers, lambda raw: parse_answers(raw, framework_pack))
        result = document(scoring_framework(framework_pack), answer_set.answers, answer_set.targets)
        self.stdout.write(json.dumps(result, ensure_ascii=False, indent=2))
