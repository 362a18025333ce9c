"""Keep what one expert makes of the answer to one question, and what the operator is to clarify about it."""

from dataclasses import dataclass, field, replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.access import can_rate
from assessments.answer_words import decimal
from assessments.models import Assessment, Clarification, Rating, Response, Verdict
from assessments.scorecard import question_key
from assessments.typed import VALUE, Typed, changes_of, read_count, refusal, refused_text, shown, tidy, typed
from readiness.answers import LONGEST
from readiness.pack import Pack, shape

ACCEPT, RATE, REFUSE, KEEP, CLEAR = ("accept", "rate", "refuse", "keep", "clear")
VERDICTS = {ACCEPT: Verdict.ACCEPTED, RATE: Verdict.RATED, REFUSE: Verdict.REFUSED}
TEXTS = {"why": "reason", "note": "note", "ask": "text"}


class Closed(Exception):
    """The answers can no longer be rated, or not by this person."""


@dataclass(frozen=True)
class Judged:
    """What the form of a question held. `rated` is the rating that the page showed, `version` the answer's."""

    do: str
    entered: Typed
    why: str = ""
    note: str = ""
    ask: str = ""
    on_site: bool = False
    rated: str = ""
    version: int = 0
    ask_shown: str = ""


@dataclass
class Kept:
    """What came of it: {field: message} of what was not kept; nothing is written then. `stale` says what changed meanwhile."""

    problems: dict[str, str] = field(default_factory=dict)
    stale: str = ""

    @property
    def done(self) -> bool:
        return not self.problems and not self.stale


def judged(code: str, data) -> Judged:
    """Return what the form held; a button that is none keeps without rating."""
    do = data.get("do", KEEP)
    return Judged(
        do=do if do in (*VERDICTS, CLEAR) else KEEP,
        entered=typed(code, data) or Typed(),
        on_site="on_site" in data,
        rated=data.get("rated", ""),
        version=read_count(data.get(f"{code}-version")),
        ask_shown=tidy(data.get("ask_shown", "")),
        **{name: tidy(data.get(name, "")) for name in TEXTS},
    )


def mark_of(rating: Rating | None) -> str:
    """Return what tells this version of a rating from every other one."""
    return rating.updated_at.isoformat() if rating and rating.pk else ""


def keep(assessment: Assessment, pack: Pack, question: shape.Question, given: Judged, by: object) -> Kept:
    """Write the rating with its history, and what is to be clarified; all of it or nothing. Raises Closed."""
    with transaction.atomic():
        locked = Assessment.objects.select_for_update(no_key=True, of=("self",)).get(pk=assessment.pk)
        if not can_rate(by, locked):
            raise Closed
        place = {"assessment": assessment, "question_id": question_key(assessment, question.code)}
        rating = Rating.objects.filter(**place, expert=by).first() or Rating(**place, expert=by)
        response = Response.objects.filter(**place).first() or Response(**place, version=0)
        was, reason = rating.verdict, rating.reason
        if given.rated != mark_of(rating) and says(rating) == asked_for(pack, question, given, response):
            return Kept()  # sent twice
        kept = Kept(refused(given) | overlooked(question, given, rating, response), stale(given, rating, response))
        if given.do in VERDICTS and kept.done:
            kept.problems |= decide(pack, question, given, rating, response)
        if kept.done:
            if given.do == CLEAR:
                rating.verdict, rating.value, rating.not_applicable = Verdict.OPEN, None, ""
            rating.on_site, rating.note, rating.reason = given.on_site, given.note, given.why
            rating._history_user = by
            rating.save()
            if given.do == CLEAR and was == Verdict.REFUSED and given.ask == reason:
                given = replace(given, ask="")  # it was asked because of the refusal
            clarify(place, given, response, by)
    return kept


def says(rating: Rating) -> tuple:
    """Return all that an expert made of an answer."""
    made = (rating.verdict, rating.value, rating.not_applicable, rating.answer_version)
    return *made, rating.reason, rating.note, rating.on_site


def asked_for(pack: Pack, question: shape.Question, given: Judged, response: Response) -> tuple | None:
    """Return what a rating would say that the form asks for, None where it asks for no verdict or cannot have it."""
    wanted = Rating(reason=given.why, note=given.note, on_site=given.on_site)
    if given.do not in VERDICTS or refused(given) or decide(pack, question, given, wanted, response):
        return None
    return says(wanted)


def overlooked(question: shape.Question, given: Judged, rating: Rating, response: Response) -> dict[str, str]:
    """Return a message where a rating was chosen, and then not the button that keeps it: it is not lost without a word."""
    answer = Rating(verdict=Verdict.RATED, value=response.value, not_applicable=response.not_applicable)
    unchanged = [chosen(Typed()), chosen(held(question, rating)), chosen(held(question, answer))]
    if given.do not in (ACCEPT, KEEP) or chosen(given.entered) in unchanged:
        return {}
    return {"value": _("You chose another rating here. Press “Rate so” to keep it, or choose what the operator answered.")}


def chosen(entered: Typed) -> tuple[list[str], bool]:
    return sorted(filter(None, entered.texts)), entered.ticked


def held(question: shape.Question, rating: Rating) -> Typed:
    """Return what the fields of a rating hold when the page opens."""
    if rating.verdict != Verdict.RATED:
        return Typed()
    return Typed(shown(question, rating.value, decimal), bool(rating.not_applicable), rating.not_applicable)


def stale(given: Judged, rating: Rating, response: Response) -> str:
    """Return what changed since the page was opened, "" where nothing did."""
    if given.rated != mark_of(rating):
        return _("You rated this question in another window meanwhile. See what is kept, then save again to keep yours.")
    if given.do in VERDICTS and given.version != response.version:
        return _("The operator changed this answer while you looked at it. Read it again, then rate it.")
    return ""


def refused(given: Judged) -> dict[str, str]:
    """Return {field: message} of texts that cannot be kept."""
    told = {name: refused_text(getattr(given, name), LONGEST["remark"]) for name in TEXTS}
    return {name: why_not for name, why_not in told.items() if why_not}


def decide(pack, question, given, rating, response) -> dict[str, str]:
    """Put the verdict into the rating; return {field: message} where it cannot be."""
    value, reason, problems = response.value, response.not_applicable, {}
    if given.do == REFUSE:
        if not response.not_applicable:
            return {"why": _("The operator does not say that this question does not apply: there is nothing to refuse.")}
        value, reason = None, ""
    elif given.do == RATE:
        value, reason, problems = rated_so(pack, question, given)
        if not problems and (value, bool(reason)) == (response.value, bool(response.not_applicable)):
            problems = {"value": _("This is what the operator answered. Accept it, or choose another rating.")}
    if given.do != ACCEPT and not given.why:
        problems["why"] = _("Write why, in a sentence or two: the operator reads it once the report is issued.")
    if not problems:
        rating.verdict, rating.value, rating.not_applicable = VERDICTS[given.do], value, reason
        rating.answer_version = response.version
    return problems


def rated_so(pack, question, given):
    """Return (value, why it does not apply, {field: message}) of a rating that differs."""
    entered = given.entered
    if entered.ticked and question.not_applicable:
        return None, given.why or "–", {}
    changes, problems = changes_of(question, Typed(entered.texts))
    value = changes.get(VALUE)
    if not problems and value is None:
        return None, "", {"value": _("Choose or write your rating first.")}
    if not problems and (message := refusal(pack, question, VALUE, value)):
        problems = {VALUE: message[0].upper() + message[1:]}
    return value, "", {"value": next(iter(problems.values()))} if problems else {}


def clarify(place: dict, given: Judged, response: Response, by: object) -> None:
    """Write down what the operator is to clarify, or withdraw it; what was sent already stays as it is.

    There is one of a question, for all its reviewers: what a colleague wrote, and this person may not have seen, is added to.
    It refuses that the question does not apply as long as one of them does.
    """
    kept = Clarification.objects.filter(**place, answered_at=None, withdrawn_at=None).first()
    if kept and kept.asked_at:
        return
    refusals = Rating.objects.filter(**place, verdict=Verdict.REFUSED, answer_version=response.version)
    text = given.ask or (given.why if given.do == REFUSE else "")
    if kept and kept.text != given.ask_shown:
        text = "\n\n".join(filter(None, [kept.text, text if text != given.ask_shown else ""]))
    if not text:
        if kept:
            kept.withdrawn_at = timezone.now()
            kept.save(update_fields=["withdrawn_at"])
        return
    kept = kept or Clarification(**place, by=by)
    kept.text, kept.refuses, kept.answer_version = text, refusals.exists(), response.version
    kept.save()
