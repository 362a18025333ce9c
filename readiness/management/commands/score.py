"""Print everything a set of answers scores under a pack, as one JSON document; needs no database."""

import json

from readiness.management.commands._files import AnswersCommand
from readiness.pack.numbers import scoring_framework
from readiness.scoring.document import document


class Command(AnswersCommand):
    help = "Score an answers file under a framework pack and print one JSON document."

    def handle(self, *, pack: str, answers: str, **options: object) -> None:
        framework_pack, answer_set = self.read_both(pack, answers)
        asked = framework_pack.read_as(answer_set.reading)
        result = document(scoring_framework(asked), answer_set.asked(asked).answers, answer_set.targets)
        self.stdout.write(json.dumps(result, ensure_ascii=False, indent=2))
