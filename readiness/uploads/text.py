"""Tables and plain text: UTF-8, without characters that no text holds."""

import re

from readiness.uploads.faults import Fault

CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def fault(content):
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Fault.OTHER if CONTROL.search(content.decode("latin-1")) else Fault.ENCODING
    if CONTROL.search(text):
        return Fault.OTHER
    return None if text.strip() else Fault.EMPTY
