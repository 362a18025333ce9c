"""The page that tells how far the ratings of an operator's rounds lie apart."""

from datetime import date

from django.urls import reverse

from assessments.calibration.sheet import of_round, rounds
from assessments.models import AgreedRating, Assessment
from tests.documents.conftest import mission  # noqa: F401  (fixtures)


def test_each_pair_of_tracks_is_told_with_sign_words_and_count(mission):  # noqa: F811
    whole = of_round(mission, "en").rows[0]
    assert whole.cells[0].levels.startswith("+") and whole.cells[0].words == "operator higher"
    assert whole.cells[0].count.endswith("questions") and whole.cells[1] is None
    question = mission.framework.questions.get(code="P1.1a")
    AgreedRating.objects.create(assessment=mission, question=question, track="site", verdict="rated", value=1)
    assert of_round(mission, "en").rows[0].cells[1].count == "1 question"


def test_a_round_without_experts_compares_nothing(mission):  # noqa: F811
    other = Assessment.objects.create(
        operator=mission.operator, framework=mission.framework, cycle="2025", date=date(2025, 1, 1), status="submitted"
    )
    assert [each.rated for each in rounds([mission, other], "en")] == [True, False]


def test_the_operator_sees_it_once_it_is_told(mission, lead, expert, neighbour, browse):  # noqa: F811
    address = reverse("calibration", args=[mission.pk])
    assert [browse(user).get(address).status_code for user in (expert, lead, neighbour)] == [200, 403, 404]
    Assessment.objects.filter(pk=mission.pk).update(status="report_issued")
    assert browse(lead).get(address).status_code == 200


def test_a_round_that_is_not_told_yet_is_not_shown_to_the_operator(mission, lead, browse):  # noqa: F811
    told = Assessment.objects.create(
        operator=mission.operator, framework=mission.framework, cycle="2025", date=date(2025, 1, 1), status="closed"
    )
    page = browse(lead).get(reverse("calibration", args=[told.pk])).content.decode()
    assert "2026" not in page.partition("<main")[2].partition("</main>")[0]


def test_only_what_differs_is_shown_when_asked(mission, expert, browse):  # noqa: F811
    address = reverse("calibration", args=[mission.pk])
    rows = [row for row in of_round(mission, "en").rows if row.code]
    differ = {row.code for row in rows if any(cell and cell.apart for cell in row.cells)}
    assert differ and {row.code for row in rows} - differ
    page = browse(expert).get(f"{address}?differs=yes").content.decode()
    shown = {row.code for row in rows if f'<span class="code">{row.code}</span>' in page}
    assert shown == differ and "checked" in page
