"""Log records as single lines: control characters in what people typed are escapes, and the keys of mailed links are left out."""

import logging
import re

MAILED_LINK = re.compile(r"(/account/reset/[0-9A-Za-z]+-|/invitations/)(?!set-password)[^/\s]+")  # whoever reads it could use it


class LineFormatter(logging.Formatter):
    """One line per message; only a traceback, which nobody types, may follow on lines of its own."""

    def __init__(self):
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def formatMessage(self, record):  # noqa: N802  (logging's own name)
        line = MAILED_LINK.sub(r"\1…", super().formatMessage(record))
        return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in line)
