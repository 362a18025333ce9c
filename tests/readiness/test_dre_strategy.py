"""The second pack: the checklist of the experts who audit a strategy."""

from django.conf import settings

from readiness.pack import read_pack

PACK = read_pack(settings.PACKS / "dre-strategy.yaml")


def test_it_is_for_experts_and_asks_25_to_40_checks():
    checks = [question for question in PACK.questions.values() if question.kind != "text"]
    assert PACK.framework.audience == "experts"
    assert 25 <= len(checks) <= 40


def test_each_theme_ends_with_one_conclusion_in_words():
    for theme in PACK.requirements.values():
        assert [question.kind == "text" for question in theme.questions] == [False] * (len(theme.questions) - 1) + [True]
        assert theme.questions[-1].guidance


def test_each_check_says_what_proves_it_and_who_knows():
    for question in PACK.questions.values():
        if question.kind != "text":
            assert question.guidance, question.code
            assert question.evidence or question.evidence_from, question.code
            assert question.known_by, question.code
            assert question.weight_reason, question.code


def test_it_is_this_project_s_own():
    assert {theme.wording for theme in PACK.requirements.values()} == {"proposed"}


def test_its_report_is_the_third_deliverable():
    assert [part.code for part in PACK.report_parts] == ["D3"]
