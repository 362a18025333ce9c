"""Plain values as JSON text and back: what a document is made from, so that nothing that changes later can reach it."""

import json
from dataclasses import fields, is_dataclass
from hashlib import sha256

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

DRAWING = "drawing"


def plain(value: object) -> object:
    """Return nested values as JSON has them: of a dataclass its fields and properties, of a drawing its SVG, marked as one.

    Raises TypeError for what is not plain: words that a value has only as str() would be lost.
    """
    match value:
        case SafeString() if value.lstrip().startswith("<svg"):
            return {DRAWING: str(value)}
        case None | bool() | int() | str():
            return value if not isinstance(value, str) else str(value)
        case Promise():
            return str(value)
        case dict():
            return {str(key): plain(each) for key, each in value.items()}
        case list() | tuple():
            return [plain(each) for each in value]
    if is_dataclass(value) and "__str__" not in vars(type(value)):
        names = [field.name for field in fields(value)]
        names += [name for name, found in vars(type(value)).items() if isinstance(found, property)]
        return {name: plain(getattr(value, name)) for name in names}
    raise TypeError(f"{type(value).__name__} is not plain")


def as_text(values: dict) -> str:
    """Return plain values as one JSON text, the same for the same values."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_text(text: str) -> dict:
    """Return the values that a template prints; drawings, which we drew ourselves, are printed as they are."""
    return json.loads(text, object_hook=_drawn)


def _drawn(found: dict) -> object:
    return mark_safe(found[DRAWING]) if found.keys() == {DRAWING} else found  # noqa: S308


def checksum(text: str) -> str:
    return sha256(text.encode()).hexdigest()
