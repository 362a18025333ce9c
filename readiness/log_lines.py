"""Log records as single lines: control characters in what people typed are written as escapes."""

import logging


class LineFormatter(logging.Formatter):
    """One line per message; only a traceback, which nobody types, may follow on lines of its own."""

    def __init__(self):
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def formatMessage(self, record):  # noqa: N802  (logging's own name)
        line = super().formatMessage(record)
        return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in line)
