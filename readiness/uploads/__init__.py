"""What may be uploaded: how large, and of which types by name and by content alike. One file for each kind of content."""

from readiness.uploads import limited, text
from readiness.uploads.faults import Fault
from readiness.uploads.kinds import OFFICE_STARTS, STARTS, TYPES
from readiness.uploads.names import extension

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_TOGETHER = 20 * 1024 * 1024  # of the files of one request
CUT = -1  # the size of a file that was not kept, because those before it were too large together


def fault(name, file):
    """Return what is wrong with a file under the name it has, None when it may be kept.

    Text is read here; whatever needs a parser is read in a limited process.
    """
    kind = extension(name)
    if kind not in TYPES:
        return Fault.TYPE
    if file.size == CUT:
        return Fault.TOGETHER
    if file.size > LARGEST_FILE:
        return Fault.SIZE
    file.seek(0)
    content = file.read()
    if not content:
        return Fault.EMPTY
    if kind in ("csv", "txt"):
        return text.fault(content)
    if not content.startswith(STARTS.get(kind, OFFICE_STARTS)):
        return Fault.OTHER
    return limited.fault(kind, content)
