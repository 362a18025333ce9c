"""The name a file came with, made fit to be shown and to be saved under on any machine."""

import re
import unicodedata
from pathlib import PurePath

RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)", re.I)  # devices of Windows, whatever follows
LONGEST_STEM, LONGEST_EXTENSION = 140, 9


def extension(name):
    """Return "pdf" for "Report.PDF", "" where there is none."""
    return PurePath(name).suffix.lower().removeprefix(".")


def file_name(name):
    """Return a name of at most 150 characters, its extension kept: no folder, no control or invisible character, no device.

    Characters that turn the direction of reading would show “exe.pdf” for a program: they are left out.
    """
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    name = "".join(" " if unicodedata.category(char) == "Zs" else char for char in name)
    name = "".join(char for char in name if char.isprintable()).lstrip(". ").rstrip(" ") or "file"
    if RESERVED.match(name):
        name = f"_{name}"
    stem, dot, kind = name.rpartition(".")
    return f"{stem[:LONGEST_STEM]}{dot}{kind[:LONGEST_EXTENSION]}" if dot else name[: LONGEST_STEM + LONGEST_EXTENSION + 1]
