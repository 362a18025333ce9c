"""What is said when a value cannot be read: an English template to translate, and what fills it."""

import reprlib
from collections.abc import Mapping

LONGEST = 40
_SHORT = reprlib.Repr()
_SHORT.maxlist = _SHORT.maxdict = _SHORT.maxtuple = _SHORT.maxset = 6
_SHORT.maxstring = _SHORT.maxother = LONGEST
_WORDS = {True: "true", False: "false", None: "null"}
_SHOWABLE_BITS = 1024


def gettext_noop(message: str) -> str:
    """Return the message as it is; the name marks it for makemessages."""
    return message


class ValueRefused(ValueError):
    """A value that cannot be read. `message` is a template with %(name)s placeholders, `params` what fills them."""

    def __init__(self, message: str, params: Mapping[str, object] | None = None):
        self.message = message
        self.params = dict(params or {})
        super().__init__(message % self.params if self.params else message)


class AnswerError(ValueRefused):
    """An answer that its question cannot take."""


class TargetError(ValueRefused):
    """A target that a requirement cannot have."""


def found(value: object) -> str:
    """Return the value as its writer would know it, at most 40 characters long."""
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, str):
        return shortened(f'"{value[:LONGEST]}"')
    if isinstance(value, int):
        return shortened(str(value)) if value.bit_length() < _SHOWABLE_BITS else "…"
    return shortened(_SHORT.repr(value)) if isinstance(value, list | dict | tuple | set) else shortened(str(value))


def shortened(text: str) -> str:
    """Return the text on one line, at most LONGEST characters long, with control characters spelled out."""
    text = "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in text[: 2 * LONGEST])
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
