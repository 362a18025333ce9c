"""A review played from the submission to the findings: ratings at the desk and on site, notes, findings and replies.

python -m tests.documents.mission FOLDER plays it for the demonstration's operator and writes the five documents there, in both
languages, to be looked at, each when its time has come. It is demonstration data: texts say nothing of a real post.
"""

import sys
from datetime import date
from pathlib import Path
from time import monotonic

import django

NOTE = "Note privée des experts : à ne pas montrer."
FINDINGS = [
    ("critical", "P1.1",
     "Aucun texte ne donne à l’opérateur le droit d’offrir des services numériques ; les services en ligne actuels reposent sur "
     "une lettre du ministère de 2019, que personne n’a pu montrer.",
     "Entretien avec les affaires juridiques ; recueil des textes postaux, édition 2024.",
     "Préparer avec le ministère un projet de texte qui cite les services numériques, et le soumettre avant la fin du semestre."),
    ("major", "P2.1",
     "La stratégie numérique est approuvée, mais aucun indicateur n’y est chiffré et aucun budget ne lui est rattaché.",
     "Procès-verbal du conseil ; document de stratégie, pages 3 à 18.",
     "Chiffrer cinq indicateurs et les suivre chaque trimestre au comité de direction."),
    ("major", "P3.1",
     "Le plan de formation ne compte que des cours de bureautique ; aucun agent des guichets n’a suivi de cours sur le commerce "
     "électronique.",
     "Plan de formation 2026 ; liste des participants.", "Inscrire vingt agents au cours en ligne sur le commerce électronique."),
    ("minor", "P3.4", "La boutique en ligne ne prend que les cartes de deux banques.", "Essai fait sur place.",
     "Ajouter le paiement mobile."),
    ("good", "F1", "L’équipe de projet se réunit chaque mois et publie ses décisions.",
     "Comptes rendus des six derniers mois.", ""),
]  # fmt: skip


def play(assessment, experts, secretariat, lead, *, ahead="visited"):
    """Have the experts review a submitted assessment; `ahead` is the state in which it is left. Returns it."""
    from assessments import workflow
    from assessments.models import Rating, Reviewer
    from assessments.scorecard import answer_set, pack_of

    pack, answers = pack_of(assessment), answer_set(assessment).answers
    questions = {row.code: row for row in assessment.framework.questions.all()}
    versions = dict(assessment.responses.values_list("question__code", "version"))
    for at, expert in enumerate(experts):
        known = {"leads": not at, "assigned_by": secretariat}
        Reviewer.objects.get_or_create(assessment=assessment, expert=expert, defaults=known)
    workflow.advance(assessment, "begin_review", by=experts[0])
    lowered = [code for at, code in enumerate(answers) if at % 4 == 1 and lower(pack.questions[code], answers[code]) is not None]
    for at, (code, answer) in enumerate(answers.items()):
        given = lower(pack.questions[code], answer) if code in lowered else answer.value
        for expert in experts:
            Rating.objects.create(
                assessment=assessment, question=questions[code], expert=expert, value=given,
                verdict="rated" if code in lowered else "accepted", answer_version=versions[code],
                not_applicable="Ne s’applique pas." if answer.not_applicable else "",
                reason="La pièce jointe ne montre que le projet, non ce qui est en vigueur." if code in lowered else "",
                on_site=at % 17 == 3, note=NOTE if at % 17 == 3 and expert == experts[0] else "",
            )  # fmt: skip
    workflow.advance(assessment, "finish_review", by=experts[0])
    if ahead == "reviewed":
        return assessment
    workflow.advance(assessment, "plan_visit", by=experts[0])
    plan_visit(assessment, experts)
    if ahead == "visit_planned":
        return assessment
    be_there(assessment, experts)
    return assessment


def be_there(assessment, experts):
    """Rate on site what proved to hold after all, write the findings, and end the visit."""
    from assessments import workflow
    from assessments.models import AgreedRating, Finding
    from assessments.scorecard import answer_set

    answers = answer_set(assessment).answers
    questions = {row.code: row for row in assessment.framework.questions.all()}
    rated = assessment.ratings.filter(expert=experts[0], verdict="rated").order_by("question__position")
    lowered = list(rated.values_list("question__code", flat=True))
    for code in lowered[: len(lowered) // 3]:
        AgreedRating.objects.create(
            assessment=assessment, question=questions[code], track="site", verdict="rated", value=answers[code].value,
            reason="Ce qui manquait au dossier a été montré sur place.", observation="Le document signé a été vu.",
        )  # fmt: skip
    requirements = {row.code: row for row in assessment.framework.requirements.all()}
    levers = {row.code: row for row in assessment.framework.levers.all()}
    for number, (severity, code, observation, evidence, recommendation) in enumerate(FINDINGS, start=1):
        Finding.objects.create(
            assessment=assessment, number=number, severity=severity, observation=observation, evidence=evidence,
            requirement=requirements.get(code) or next(iter(requirements.values())), recommendation=recommendation,
            lever=levers.get({"P3.1": "L8", "P1.1": "L1"}.get(code)), updated_by=experts[0],
        )  # fmt: skip
    workflow.advance(assessment, "end_visit", by=experts[0])


def plan_visit(assessment, experts):
    """Plan three days, with a first meeting on the first questions, and one that did not fit."""
    from datetime import time

    from assessments.models import AgendaItem, Visit

    days = {"first_day": date(2026, 12, 7), "last_day": date(2026, 12, 9)}
    visit = Visit.objects.create(assessment=assessment, host="Direction générale", **days)
    visit.team.set(experts)
    codes = [question.code for question in assessment.framework.questions.all()[:3]]
    meetings = [("opening", time(9), 60, []), ("meeting", time(10), 90, codes), ("closing", time(16), 60, [])]
    for position, (kind, start, minutes, questions) in enumerate(meetings):
        AgendaItem.objects.create(
            visit=visit, day=1 if position < 2 else 3, start=start, minutes=minutes, kind=kind, whom="Direction générale",
            questions=questions, position=position,
        )  # fmt: skip
    AgendaItem.objects.create(visit=visit, minutes=45, whom="Ministère", title="Textes en préparation", position=9)


def lower(question, answer):
    """Return what an expert rates one step lower, None where there is nothing lower or nothing to rate."""
    if answer.value is None or question.kind not in ("level", "yes_no"):
        return None
    if question.kind == "yes_no":
        return {"yes": "no"}.get(answer.value)
    return answer.value - 1 if answer.value > 1 else None


def reply(assessment, lead):
    """Have the operator's lead reply to the first three findings."""
    from assessments.models import Finding, FindingReply

    for finding in Finding.objects.filter(assessment=assessment).order_by("number")[:3]:
        agrees = finding.number != 3
        told = {"action": "Rédiger le projet de texte et le transmettre au ministère.", "office": "Affaires juridiques"}
        told |= {"due": date(2027, 3, 31)}
        if not agrees:
            told = {"reason": "Douze agents ont suivi un cours du régulateur, qui n’est pas dans le plan de formation."}
        FindingReply.objects.create(finding=finding, stance="agree" if agrees else "disagree", updated_by=lead, **told)


def look(folder):
    """Write the five documents about the demonstration's first operator, taking everything back afterwards."""
    from django.conf import settings
    from django.db import transaction

    from assessments.documents.make import issue
    from assessments.documents.strategy import obstacle
    from assessments.models import Assessment, Kind, User
    from assessments.visit.drafting import draft

    assert settings.LOOPBACK
    with transaction.atomic():
        assessment = Assessment.objects.filter(operator__country="XA", status="submitted").first()
        people = {role: User.objects.get(email=f"{role}@example.org") for role in ("lead", "expert", "peer", "secretariat")}
        experts = [people["expert"], people["peer"]]
        strategy(assessment.operator, people["secretariat"])
        play(assessment, experts, people["secretariat"], people["lead"], ahead="visit_planned")
        draft(assessment.visit, experts[0])
        write(folder, issue(assessment, Kind.BRIEF, experts[0]))
        be_there(assessment, experts)
        write(folder, issue(assessment, Kind.EXIT, experts[0]))
        reply(assessment, people["lead"])
        assert obstacle(assessment) == ""
        for kind in (Kind.GAP, Kind.REVIEW, Kind.STRATEGY):
            write(folder, issue(assessment, kind, experts[0]))
        transaction.set_rollback(True)


def write(folder, documents):
    """Make the PDFs of what was issued, and tell how long each took."""
    from assessments.documents.make import pdf_of

    for document in documents:
        begun = monotonic()
        (folder / f"{document.kind}-{document.language}.pdf").write_bytes(pdf_of(document))
        print(f"{document.kind}-{document.language}: {monotonic() - begun:.1f} s")


def strategy(operator, by):
    """Fill in the checklist of the operator's strategy."""
    from assessments import workflow
    from assessments.models import Assessment, Response
    from readiness.models import Framework

    framework = Framework.objects.get(code="dre-strategy")
    checked = Assessment.objects.create(operator=operator, framework=framework, cycle="2026", date=date(2026, 11, 12))
    for at, question in enumerate(framework.questions.all()):
        Response.objects.create(assessment=checked, question=question, **tick(question, at, checked))
    workflow.advance(checked, "submit", by=by)
    return checked


def tick(question, at, assessment):
    from assessments.scorecard import pack_of

    shape = pack_of(assessment).questions[question.code]
    match shape.kind:
        case "yes_no":
            return {"value": "no" if at % 3 == 2 else "yes", "remark": "Vu au siège." if at % 5 == 0 else ""}
        case "level":
            return {"value": 1 + at % 4}
        case "choice":
            return {"value": shape.options[at % len(shape.options)].code}
        case "checklist" | "multiple":
            return {"value": [option.code for option in shape.options[: 1 + at % 2]]}
        case "number":
            return {"value": 3}
        case "text":
            return {"value": "Relevé fait pour la démonstration."}
    return {"not_applicable": "Sans objet pour cette démonstration."}


if __name__ == "__main__":
    django.setup()
    look(Path(sys.argv[1]))
