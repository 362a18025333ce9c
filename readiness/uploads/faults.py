"""What can be wrong with a file. words.py says it to people; nothing here needs Django."""

from enum import Enum


class Fault(Enum):
    TYPE = "type"  # no accepted type by its name
    SIZE = "size"
    TOGETHER = "together"  # not kept, because the files of its request were too large together
    EMPTY = "empty"
    OTHER = "other"  # not what its name says
    DAMAGED = "damaged"  # what its name says, but not readable to its end
    LOCKED = "locked"  # protected by a password
    ENCODING = "encoding"  # text, but not in UTF-8
    HIDDEN = "hidden"  # something beside the document: a second file, data after its end
    ACTIVE_PDF = "active PDF"  # a script, a program to start, an attached file, a film
    ACTIVE = "active"  # a macro or an embedded program
    LINKED = "linked"  # loads something from elsewhere on opening
    PIXELS = "pixels"
    MUCH = "much"  # takes too long or too much memory, or unpacks beyond measure
    BUSY = "busy"  # nobody was free to look at it


class Found(Exception):
    """Raised deep inside a parser: this is what is wrong."""

    def __init__(self, fault):
        super().__init__(fault)
        self.fault = fault
