"""What people read when a file is not accepted: what is wrong, and what to do."""

from django.utils.translation import gettext as _

from readiness import uploads
from readiness.uploads.faults import Fault
from readiness.uploads.kinds import TYPES
from readiness.uploads.names import extension

ACCEPTED = ", ".join(kind for kind in TYPES if kind != "jpeg")


def sentence(fault, name):
    """Return what is wrong with the file of this name, in the reader's language."""
    return SENTENCES[fault]() % {
        "name": name, "kind": extension(name), "types": ACCEPTED, "limit": uploads.LARGEST_FILE // 1024 // 1024,
        "together": uploads.LARGEST_TOGETHER // 1024 // 1024,
    }  # fmt: skip


SENTENCES = {
    Fault.TYPE: lambda: _("“%(name)s” is not a file of an accepted type. Choose one of these: %(types)s."),
    Fault.SIZE: lambda: _(
        "“%(name)s” is too large. A file may have at most %(limit)s MB: make it smaller, or give a link instead."
    ),
    Fault.TOGETHER: lambda: _(
        "“%(name)s” was not taken: files that are sent together may have at most %(together)s MB. Add it by itself."
    ),
    Fault.EMPTY: lambda: _("“%(name)s” is empty. Choose the file again."),
    Fault.OTHER: lambda: _(
        "The content of “%(name)s” is not that of a .%(kind)s file. Save it again in the program it was made with."
    ),
    Fault.DAMAGED: lambda: _(
        "“%(name)s” is damaged: it cannot be read to its end. Save it again in the program it was made with."
    ),
    Fault.LOCKED: lambda: _("“%(name)s” is protected by a password. Save it without, so that others can read it."),
    Fault.ENCODING: lambda: _(
        "The letters of “%(name)s” are not written in UTF-8. Save it again as “CSV UTF-8”, or as plain text in UTF-8."
    ),
    Fault.HIDDEN: lambda: _(
        "“%(name)s” holds something beside the document, such as a second file. Save it again in the program it was made with."
    ),
    Fault.ACTIVE_PDF: lambda: _(
        "“%(name)s” holds a script, a form with scripts, a film or another file. Print it into a new PDF, and choose that."
    ),
    Fault.ACTIVE: lambda: _("“%(name)s” holds a macro or another program. Save it without macros, or as a PDF."),
    Fault.LINKED: lambda: _(
        "“%(name)s” loads something from elsewhere when it is opened. Break the link in its program, or save it as a PDF."
    ),
    Fault.PIXELS: lambda: _("“%(name)s” has too many pixels. Make the picture smaller: 64 million are the most."),
    Fault.MUCH: lambda: _("“%(name)s” takes too long or too much memory to read. Make it smaller, or save it as a PDF."),
    Fault.BUSY: lambda: _("“%(name)s” could not be looked at, because many files arrive just now. Choose it again in a minute."),
}
