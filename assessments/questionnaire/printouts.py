"""The questionnaire on paper for the pages: what may be chosen, and how what was asked for stands."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from assessments.models import Assessment, Printout
from assessments.printing.line import WAITING, interrupted, unfinished_tasks
from assessments.printing.make import Told, ask_for, lost, make
from assessments.questionnaire.paper import Paper, paper_pdf
from assessments.scorecard import answer_set, pack_of
from readiness.pack import Pack, wording

WHOLE = ""


@dataclass(frozen=True)
class Choice:
    """What a person wants on paper: the language, with the answers or blank, one pillar or all ("")."""

    language: str
    answered: bool
    pillar: str = WHOLE


def read_choice(data, pack: Pack) -> Choice | None:
    """Return what a form chose, None where it is nothing that is offered."""
    language, filled, pillar = data.get("language"), data.get("filled"), data.get("pillar", WHOLE)
    known = {WHOLE, *(row.code for row in pack.pillars)}
    if language not in dict(settings.LANGUAGES) or filled not in ("answers", "blank") or pillar not in known:
        return None
    return Choice(language, filled == "answers", pillar)


@dataclass
class Desk:
    """One assessment whose papers are made: its pack and its answers are read once, whatever is asked."""

    assessment: Assessment

    @cached_property
    def pack(self) -> Pack:
        return pack_of(self.assessment)

    @cached_property
    def answers(self):
        return answer_set(self.assessment)

    def paper(self, choice: Choice | Printout) -> Paper:
        blank = not choice.answered
        return Paper.of(self.pack, self.answers, choice.language, pillar=choice.pillar, blank=blank)


def ask_for_printout(desk: Desk, choice: Choice, by: object = None) -> tuple[Printout, bool]:
    """Return (the printout, whether it has still to be made); there is one for each choice."""
    same = {"assessment": desk.assessment, "language": choice.language, "answered": choice.answered, "pillar": choice.pillar}
    return ask_for(Printout, same, {"content_key": desk.paper(choice).content_key, "requested_by": by})


def make_printout(printout_id: str) -> None:
    """Make the PDF of a printout that waits, from the answers as they are."""
    make(Printout.objects.select_related("assessment__operator").get(pk=printout_id), told_now)


def told_now(printout: Printout) -> Told:
    paper = Desk(printout.assessment).paper(printout)
    return Told({"content_key": paper.content_key}, lambda: paper_pdf(paper))


@dataclass(frozen=True)
class Shown:
    """A printout on the page. `ahead` is how many documents are before it in the line."""

    printout: Printout
    name: str
    state: str  # ready, changed, running, queued or failed
    ahead: int


def shown(desk: Desk) -> list[Shown]:
    """Return the printouts of the assessment, the last one asked for first; two queries beside those of the answers."""
    rows = list(desk.assessment.printouts.order_by("-requested_at"))
    line = unfinished_tasks() if any(row.status in WAITING for row in rows) else []
    places = {key: at for at, key in enumerate(line)}
    return [Shown(row, name_of(row, desk.pack), state(row, desk, line), places.get(str(row.pk), 0)) for row in rows]


def state(printout: Printout, desk: Desk, line: list[str]) -> str:
    if printout.status == Printout.Status.FAILED or lost(printout) or interrupted(printout, line):
        return "failed"
    if printout.status == Printout.Status.DONE:
        return "ready" if printout.content_key == desk.paper(printout).content_key else "changed"
    return str(printout.status)


def name_of(printout: Printout, pack: Pack) -> str:
    """Return what it is, for its link: "English, blank, P1 First pillar"."""
    language = str(dict(settings.LANGUAGES)[printout.language]).capitalize()
    filled = _("with the answers so far") if printout.answered else _("blank")
    pillar = next((row for row in pack.pillars if row.code == printout.pillar), None)
    part = f"{pillar.code} {wording(pillar.name, printout.language)}" if pillar else _("the whole questionnaire")
    return ", ".join((language, filled, part))
