"""Print the scores of every assessment as one JSON document: equal data give equal bytes, on every database."""

import json

from django.core.management.base import CommandParser

from assessments.models import Assessment
from assessments.scorecard import answer_set, pack_of
from readiness.management.commands._files import FileCommand
from readiness.pack.numbers import scoring_framework
from readiness.scoring.document import document


def scores() -> list[dict]:
    """Return what each assessment scores, in the order of their keys."""
    return [scores_of(assessment) for assessment in Assessment.objects.select_related("operator", "framework").order_by("pk")]


def scores_of(assessment: Assessment) -> dict:
    pack, answers = pack_of(assessment), answer_set(assessment)
    return {
        "assessment": str(assessment.pk),
        "operator": assessment.operator.name,
        "cycle": assessment.cycle,
        "date": assessment.date.isoformat(),
        "reading": assessment.reading,
        "status": assessment.status,
        "pack": assessment.framework.checksum,
        "scores": document(scoring_framework(pack), answers.answers, answers.targets),
    }


class Command(FileCommand):
    help = "Print the scores of every assessment as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--canonical", action="store_true", help="sorted and without a blank: equal data, equal bytes")

    def handle(self, *, canonical: bool, **options: object) -> None:
        shape = {"sort_keys": True, "separators": (",", ":")} if canonical else {"indent": 2}
        self.stdout.write(json.dumps(scores(), ensure_ascii=False, **shape))
