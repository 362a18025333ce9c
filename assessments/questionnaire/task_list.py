"""The task list: the pillars and requirements with how far each has come, and all that can be done from here."""

from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.gzip import gzip_page

from assessments.access import (
    answerable,
    can_answer,
    can_assign,
    can_remark,
    can_return,
    can_see_review,
    can_see_visit,
    can_share,
    can_step,
    can_submit,
    can_widen,
    open_clarifications,
    policy,
)
from assessments.found import found
from assessments.models import Assessment
from assessments.questionnaire.called import called
from assessments.questionnaire.earlier import earlier_answers
from assessments.questionnaire.page import path_of, show
from assessments.teamwork import in_charge, still_talked_about
from readiness.pack import wording

DRAFT = Assessment.Status.DRAFT


@policy(get="see")
@gzip_page
def tasks(request, pk):
    """Show the pillars and requirements with how far each has come, and the way on."""
    assessment = found(request, pk, "opened_by")
    path = path_of(assessment)
    language = get_language()
    charged = in_charge(assessment)
    editable = can_answer(request.user, assessment)
    to_confirm = earlier_answers(assessment, path.pack, path.open_questions, language) if editable else {}
    mine = {code for code, row in charged.items() if row.person_id == request.user.pk}
    only_mine = "mine" in request.GET and bool(mine)
    pillars = [
        (
            pillar,
            wording(pillar.name, language),
            [
                (
                    row.code,
                    wording(row.name, language),
                    path.of[row.code],
                    charged.get(row.code),
                    sum(question.code in to_confirm for question in row.questions),
                )
                for row in pillar.requirements
                if row.code in mine or not only_mine
            ],
        )
        for pillar in path.pack.pillars
    ]
    context = {
        "charged": charged,
        "mine": len(mine),
        "only_mine": only_mine,
        "today": timezone.localdate(),
        "assessment": assessment,
        "path": path,
        "next_open": path.next_open_among(mine) if only_mine else path.next_open,
        "pillars": [row for row in pillars if row[2]],
        "to_confirm": len(to_confirm),
        "earlier_cycle": next((each.cycle for each in to_confirm.values()), ""),
        "talked_about": still_talked_about(request.user, assessment) if assessment.status == DRAFT else [],
        "editable": editable,
        "remarks": not editable and can_remark(request.user, assessment),
        "can_submit": can_submit(request.user, assessment),
        "can_share": can_share(request.user, assessment),
        "can_return": can_return(request.user, assessment),
        "called": called(request.user, assessment),
        "clarifying": clarifying(assessment, path.pack, language),
        "can_give_back": can_step(request.user, assessment, "answer_clarification"),
        "answers": bool(answerable(request.user, assessment)),
        "sees_review": can_see_review(request.user, assessment),
        "sees_visit": can_see_visit(request.user, assessment),
        "can_assign": can_assign(request.user, assessment),
        "history": assessment.status_changes.select_related("by"),
        "reading": named(path.pack.reading(assessment.reading), language),
        "longer": [named(each, language) for each in path.pack.longer_readings(assessment.reading)],
        "can_widen": can_widen(request.user, assessment),
        "has_words": bool(path.pack.glossary),
        "has_help": bool(path.pack.initiatives),
        "asked": len(path.pack.questions),
        "all_questions": assessment.framework.questions.count(),
    }
    return show(request, "questionnaire/tasks.html", context)


def clarifying(assessment, pack, language):
    """Return [(question, its requirement, its text, what is asked, whether the answer was changed since)], in order."""
    rows = open_clarifications(assessment).select_related("question__requirement").order_by("question__position")
    versions = dict(assessment.responses.values_list("question", "version"))
    return [
        (
            row.question.code,
            row.question.requirement.code,
            wording(pack.questions[row.question.code].text, language),
            row,
            versions.get(row.question_id, 0) > row.answer_version,
        )
        for row in rows
        if row.question.code in pack.questions
    ]


def named(reading, language):
    """Return the reading's words, None where the pack has no readings."""
    if reading is None:
        return None
    return {"code": reading.code, "name": wording(reading.name, language), "about": wording(reading.about, language)}
