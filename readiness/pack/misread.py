"""Why a file cannot be read as YAML: the line where the mistake most likely is, and what to write there instead."""

import re

import yaml

from readiness.problems import Problem, gettext_noop

_ = gettext_noop

LINE_END = re.compile("\r\n|[\n\r\u0085\u2028\u2029]")
NO_PLAIN_SPACE = re.compile("^ *[\t\u00a0\u202f]|^ *(?:- +)?[\\w.-]+:[\u00a0\u202f]")
DASH_WITHOUT_SPACE = re.compile(r"^ *-[^\s-]")
ONLY_A_KEY = re.compile(r" *(?:- +)?[\w.-]+ *")

SPACES = _("indent with spaces, not tabs or no-break spaces; after a colon, too, write a plain space")
DASH = _('write a space after the "-"')
INDENTED = _("this line begins after %(found)s spaces, where it does not fit; indent it exactly like its neighbours")
QUOTED = _('write one " before the whole text, one " after it, and none inside it (“ ” may stand inside)')
READ_ON = _(
    "this line is read as a part of line %(start)s; indent both alike, with a colon and a space after each key "
    "(a sentence that holds a colon goes in straight quotes)"
)
NO_COLON = _(
    "this line lacks the colon and the space after its key; where a sentence goes on, indent its second line more than its key"
)
OPEN = _("a bracket, a comma or a quote is missing in the { } or [ ] that begin here; put each text in them in quotes")
REASONS = {
    "mapping values are not allowed": _(
        'put a text that holds a colon in straight quotes ("…"); a second key goes on the next line'
    ),
    "could not find expected ':'": NO_COLON,
    "did not find expected key": _("a bracket here has no partner, or a text that begins with a bracket has no quotes"),
    "did not find expected ','": OPEN,
    "did not find expected alphabetic": _("put a text that begins with * or & in quotes"),
    "did not find expected": OPEN,
    "cannot start any token": _('put this text in quotes: it begins with a character that YAML keeps for itself ("%(found)s")'),
    "block sequence entries": _('put a text that begins with "-" in quotes; a list begins on the line after its key'),
    "unexpected end of stream": _("this text in quotes has no closing quote"),
    "unknown escape character": _("write a backslash twice inside double quotes"),
    "": _("this cannot be read (%(reason)s)"),
}
WRONG_WHERE_IT_BEGAN = {"could not find expected ':'", "did not find expected ','", "did not find expected"}
WRONG_WHERE_IT_BEGAN |= {"did not find expected alphabetic", "unexpected end of stream"}


def misread(error: yaml.MarkedYAMLError, last: yaml.Event | None, text: str) -> Problem:
    """Return the error in an author's words; `last` is the event before it."""
    reason = error.problem or error.context or ""
    place = error.problem_mark or error.context_mark
    if place is None:
        return Problem((), REASONS[""], {"reason": reason})
    lines = LINE_END.split(text)
    message, mark, params = _told(reason, place, last, lines)
    if message is None:
        words = next(words for words in REASONS if words in reason)
        message = REASONS[words]
        mark = error.context_mark if words in WRONG_WHERE_IT_BEGAN and error.context_mark else place
        params = {"reason": reason, "found": _line(lines, place)[place.column :][:1]}
    return Problem((), message, params, min(mark.line, len(lines) - 1) + 1)


def _told(reason: str, place: yaml.Mark, last: yaml.Event | None, lines: list[str]) -> tuple[str | None, yaml.Mark, dict]:
    """Return (message, its place, its parameters) where the lines themselves show the mistake, else no message."""
    before = last.start_mark if last else place
    here = _line(lines, place)
    for mark in (place, before):
        if NO_PLAIN_SPACE.match(_line(lines, mark)):
            return SPACES, mark, {}
        if DASH_WITHOUT_SPACE.match(_line(lines, mark)):
            return DASH, mark, {}
    if "did not find expected" in reason and here[: place.column].strip():
        if getattr(last, "style", None) in ("'", '"'):
            return QUOTED, before, {}
    elif here and ("did not find expected key" in reason or "'-' indicator" in reason):
        return INDENTED, place, {"found": place.column}
    elif "mapping values" in reason and before.line < place.line and ONLY_A_KEY.fullmatch(here[: place.column]):
        return READ_ON, place, {"start": before.line + 1}
    return None, place, {}


def _line(lines: list[str], mark: yaml.Mark) -> str:
    return lines[mark.line] if mark.line < len(lines) else ""
