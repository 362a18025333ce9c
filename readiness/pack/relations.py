"""What must fit together in a pack: codes, references, level counts, credits; told on raw data, all at once."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from readiness.exact import exact
from readiness.problems import Problem, nearest, shortened
from readiness.problems import gettext_noop as _

RESERVED = "none"
MOST_NAMED = 20
LISTS = ("support_modes", "readings", "functions", "action_lines", "action_types", "activities")
LISTS += ("root_causes", "stakeholders", "initiatives", "glossary", "contradictions")


def rows(data: object, key: str) -> list[tuple[int, dict]]:
    """Return (position, mapping) for each mapping in the list under `key`; whatever else is there, shape.py complains about."""
    found = data.get(key) if isinstance(data, dict) else None
    return [(position, row) for position, row in enumerate(found) if isinstance(row, dict)] if isinstance(found, list) else []


class Relations:
    """Collects the problems of one pack's raw data."""

    def __init__(self, data: dict, lines: Mapping[tuple, int]):
        self.data = data
        self.lines = lines
        method = data.get("method")
        self.method = method if isinstance(method, dict) else {}
        levels = self.method.get("levels")
        self.top_level = len(levels) if isinstance(levels, list) else None
        self.best_credit = exact(self.method.get("best_credit", "1")) or Fraction(1)
        self.pillars = [(("pillars", at), row) for at, row in rows(data, "pillars")]
        self.requirements = [
            ((*path, "requirements", at), row) for path, pillar in self.pillars for at, row in rows(pillar, "requirements")
        ]
        self.questions = [
            ((*path, "questions", at), row)
            for path, requirement in self.requirements
            for at, row in rows(requirement, "questions")
        ]
        self.levers = [(("levers", at), row) for at, row in rows(data, "levers")]

    def problems(self) -> Iterator[Problem]:
        yield from self.codes_are_unique()
        yield from self.method_fits()
        for path, question in self.questions:
            yield from self.question_fits(path, question)
        for path, requirement in self.requirements:
            kinds = [row.get("kind") for _at, row in rows(requirement, "questions")]
            if kinds and all(kind in ("text", "date") for kind in kinds):
                yield Problem((*path, "questions"), _("write at least one question that is scored (not only text and date)"))
        yield from self.levers_fit()
        yield from self.report_fits()

    def codes_are_unique(self) -> Iterator[Problem]:
        groups = [
            [*self.pillars, *self.requirements, *self.questions],
            self.levers,
            [(("context", "figures", at), row) for at, row in rows(self.data.get("context"), "figures")],
        ]
        groups += [[((key, at), row) for at, row in rows(self.data, key)] for key in LISTS]
        groups += [[((*path, "options", at), row) for at, row in rows(question, "options")] for path, question in self.questions]
        for group in groups:
            first: dict[str, int] = {}
            for path, row in group:
                code = row.get("code")
                if isinstance(code, str) and code in first:
                    yield Problem(
                        (*path, "code"),
                        _('the code "%(code)s" is used twice, first in line %(first)s; give each its own'),
                        {"code": shortened(code), "first": first[code]},
                    )
                elif isinstance(code, str):
                    first[code] = self.lines[(*path, "code")]

    def method_fits(self) -> Iterator[Problem]:
        identity = self.data.get("framework")
        languages = identity.get("languages") if isinstance(identity, dict) else None
        if isinstance(languages, list) and len({str(language) for language in languages}) < len(languages):
            yield Problem(("framework", "languages"), _("name each language once"))
        edges = [exact(row.get("from")) for _at, row in rows(self.method, "levels")]
        for at, (before, after) in enumerate(zip(edges, edges[1:], strict=False), start=1):
            if before is not None and after is not None and after <= before:
                yield Problem(("method", "levels", at, "from"), _("write a lower edge above the one of the level before"))
        if edges and edges[0] not in (None, 0):
            yield Problem(("method", "levels", 0, "from"), _("write 0: level 1 begins with the lowest score"))
        minimum = exact(self.method.get("minimum_level"))
        if minimum is not None and self.top_level and not 2 <= minimum <= self.top_level:
            yield Problem(("method", "minimum_level"), _("write a level from 2 to %(top)s"), {"top": self.top_level})
        credit = exact(self.method.get("essential_credit"))
        if credit is not None and not 0 <= credit <= self.best_credit:
            yield Problem(
                ("method", "essential_credit"),
                _("write a credit from 0 to %(best)s, found %(found)s"),
                {"best": self.best_credit, "found": credit},
            )
        flat = [key for key in ("pillar", "overall") if self.method.get(key) == "flat_mean"]
        if flat and self.method.get("requirement", "weighted_mean") != "weighted_mean":
            yield Problem(("method", flat[0]), _("flat_mean goes only with requirement: weighted_mean"))

    def question_fits(self, path: tuple, question: dict) -> Iterator[Problem]:
        levels, credits = question.get("levels"), question.get("credits")
        wanted = exact(self.method.get("answer_levels")) or self.top_level
        if question.get("kind") == "level" and isinstance(levels, list):
            if isinstance(credits, list) and len(credits) != len(levels):
                params = {"wanted": len(levels), "found": len(credits)}
                yield Problem((*path, "credits"), _("write %(wanted)s credits, one per level, found %(found)s"), params)
            if credits is None and wanted and len(levels) != wanted:
                yield Problem(
                    (*path, "levels"),
                    _("write %(wanted)s levels (1 to %(wanted)s), found %(found)s"),
                    {"wanted": wanted, "found": len(levels)},
                )
        if isinstance(credits, list):
            for at, credit in enumerate(credits):
                yield from self.credit_fits((*path, "credits", at), credit)
        for at, option in rows(question, "options"):
            yield from self.credit_fits((*path, "options", at, "credit"), option.get("credit"))
            if option.get("code") == RESERVED:
                yield Problem((*path, "options", at, "code"), _('choose another code; "none" is kept for "none of these"'))
        if question.get("kind") == "yes_no" and self.best_credit != 1:
            yield Problem((*path, "kind"), _("write a choice question with its credits; yes_no goes only with best_credit: 1"))
        if question.get("kind") == "number":
            yield from self.points_fit(path, question)
        if question.get("essential") == "true" and question.get("kind") in ("text", "date"):
            yield Problem((*path, "essential"), _("only a scored question can be essential"))

    def credit_fits(self, path: tuple, credit: object) -> Iterator[Problem]:
        value = exact(credit)
        if value is not None and not 0 <= value <= self.best_credit:
            yield Problem(
                path, _("write a credit from 0 to %(best)s, found %(found)s"), {"best": self.best_credit, "found": value}
            )

    def points_fit(self, path: tuple, question: dict) -> Iterator[Problem]:
        points = question.get("points")
        pairs = [point for point in points if isinstance(point, list) and len(point) == 2] if isinstance(points, list) else []
        values = [exact(value) for value, _credit in pairs]
        for at, (before, after) in enumerate(zip(values, values[1:], strict=False), start=1):
            if before is not None and after is not None and after <= before:
                yield Problem((*path, "points", at), _("write the points in rising order of value"))
        for at, (_value, credit) in enumerate(pairs):
            yield from self.credit_fits((*path, "points", at), credit)
        low, high = exact(question.get("minimum")), exact(question.get("maximum"))
        if low is not None and high is not None and high <= low:
            yield Problem((*path, "maximum"), _("write a maximum above the minimum"))

    def levers_fit(self) -> Iterator[Problem]:
        known = {row.get("code") for _path, row in self.requirements if isinstance(row.get("code"), str)}
        modes = {row.get("code") for _at, row in rows(self.data, "support_modes") if isinstance(row.get("code"), str)}
        for path, lever in self.levers:
            named = lever.get("modes")
            for at, mode in enumerate(named if isinstance(named, list) else ()):
                if isinstance(mode, str) and mode not in modes:
                    yield unknown((*path, "modes", at), mode, modes)
            for key, lowest in (("raises", 2), ("needs", 1)):
                levels = lever.get(key)
                if key == "raises" and levels == {}:
                    yield Problem((*path, key), _("name at least one requirement that the lever raises, with its level"))
                for code, level in levels.items() if isinstance(levels, dict) else ():
                    if code not in known:
                        yield unknown((*path, key, code), code, known)
                    value = exact(level)
                    if value is not None and self.top_level and not lowest <= value <= self.top_level:
                        params = {"lowest": lowest, "top": self.top_level, "found": value}
                        yield Problem((*path, key, code), _("write a level from %(lowest)s to %(top)s, found %(found)s"), params)

    def report_fits(self) -> Iterator[Problem]:
        known = {row.get("code") for _path, row in self.pillars if isinstance(row.get("code"), str)}
        for at, part in rows(self.data.get("report"), "parts"):
            pillars = part.get("pillars")
            for place, code in enumerate(pillars if isinstance(pillars, list) else ()):
                if isinstance(code, str) and code not in known:
                    yield unknown(("report", "parts", at, "pillars", place), code, known)


def unknown(path: tuple, code: str, known: set) -> Problem:
    if close := nearest(code, known):
        return Problem(
            path, _('"%(code)s" is not in this pack; did you mean "%(close)s"?'), {"code": shortened(code), "close": close}
        )
    some = ", ".join(sorted(map(shortened, known))[:MOST_NAMED]) + (", …" if len(known) > MOST_NAMED else "")
    if not some:
        return Problem(path, _('"%(code)s" is not in this pack; list it first, or remove it'), {"code": shortened(code)})
    return Problem(path, _('"%(code)s" is not in this pack; use one of %(known)s'), {"code": shortened(code), "known": some})
