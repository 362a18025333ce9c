"""YAML to plain dicts, lists and texts, with the line of every value; no scalar changes meaning."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from readiness.pack.misread import misread
from readiness.problems import Problem, Problems, gettext_noop, shortened

MAX_BYTES = 2**20
MAX_DEPTH = 20

_ = gettext_noop


@dataclass
class Document:
    """`data` in dicts, lists and texts; `lines` maps a path of keys and positions to its line, from 1."""

    data: object
    lines: dict[tuple, int]
    problems: list[Problem] = field(default_factory=list)


def read_yaml(raw: bytes) -> Document:
    """Return the document; what cannot be read at all raises Problems, what is merely refused is listed in it.

    Refused: aliases, anchors and tags, keys written twice, nesting deeper than MAX_DEPTH, files above MAX_BYTES.
    """
    if len(raw) > MAX_BYTES:
        raise Problems(
            [
                Problem(
                    (),
                    _("the file has %(found)s bytes; keep a pack below %(limit)s bytes"),
                    {"found": len(raw), "limit": MAX_BYTES},
                )
            ]
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise Problems([Problem((), _("this line is not UTF-8 text; save the file as UTF-8"), {}, line)]) from None
    return _Builder(text).document()


class _Builder:
    """Walks the parser's events once."""

    def __init__(self, text: str):
        self.text = text
        self.lines: dict[tuple, int] = {}
        self.problems: list[Problem] = []
        self.last: yaml.Event | None = None

    def document(self) -> Document:
        try:
            data = self.only_value(self.events())
        except yaml.MarkedYAMLError as error:
            raise Problems([misread(error, self.last, self.text)]) from None
        except yaml.YAMLError as error:
            line = self.text[: getattr(error, "position", 0)].count("\n") + 1
            raise Problems([Problem((), _("a character here is not allowed in a text file; remove it"), {}, line)]) from None
        return Document(data, self.lines, self.problems)

    def events(self) -> Iterator[yaml.Event]:
        for event in yaml.parse(self.text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            self.last = event
            yield event

    def only_value(self, stream: Iterator[yaml.Event]) -> object:
        """Return the value of the one document; events are taken one by one, so that hostile nesting stops at MAX_DEPTH."""
        one = Problems([Problem((), _("write exactly one document in the file"))])
        next(stream)
        if not isinstance(next(stream), yaml.DocumentStartEvent):
            raise one
        data = self.value(next(stream), stream, ())
        next(stream)
        if not isinstance(next(stream), yaml.StreamEndEvent):
            raise one
        return data

    def value(self, event: yaml.Event, stream: Iterator[yaml.Event], path: tuple) -> object:
        line = event.start_mark.line + 1
        self.lines.setdefault(path, line)
        if len(path) > MAX_DEPTH:
            raise Problems(
                [Problem((), _("values are nested too deeply; write at most %(limit)s levels"), {"limit": MAX_DEPTH}, line)]
            )
        if isinstance(event, yaml.AliasEvent):
            return self.refuse(
                path, line, _("write the value itself instead of an alias (*%(name)s)"), name=shortened(event.anchor)
            )
        if getattr(event, "anchor", None):
            self.refuse(
                path, line, _("remove the anchor (&%(name)s); write every value where it belongs"), name=shortened(event.anchor)
            )
        if getattr(event, "tag", None):
            self.refuse(path, line, _("remove the tag (%(name)s); values need no type"), name=shortened(event.tag))
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(stream, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(stream, path)
        return event.value

    def mapping(self, stream: Iterator[yaml.Event], path: tuple) -> dict:
        found: dict[str, object] = {}
        while not isinstance(event := next(stream), yaml.MappingEndEvent):
            line = event.start_mark.line + 1
            key = self.value(event, stream, (*path, "?"))
            self.lines.pop((*path, "?"), None)
            if not isinstance(key, str):
                self.refuse(path, line, _("write a plain word as key"))
                key = f"?{line}"
            if key != key.strip():
                self.refuse(path, line, _("remove the no-break space between the key and its colon"))
                key = key.strip()
            if key in found:
                self.refuse((*path, key), line, _('this key is written twice; keep one, or begin a new entry with "- "'))
                key = f"{key} ({line})"
                self.value(next(stream), stream, (*path, key))
                continue
            self.lines[(*path, key)] = line
            found[key] = self.value(next(stream), stream, (*path, key))
        return found

    def sequence(self, stream: Iterator[yaml.Event], path: tuple) -> list:
        found: list[object] = []
        while not isinstance(event := next(stream), yaml.SequenceEndEvent):
            found.append(self.value(event, stream, (*path, len(found))))
        return found

    def refuse(self, path: tuple, line: int, message: str, **params: object) -> str:
        self.problems.append(Problem(path, message, params, line))
        return ""
