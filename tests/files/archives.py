"""Zip files, honest and odd."""

import zipfile
from io import BytesIO


def zipped(parts, before=b"", comment=b"", packed=True):
    """Return a zip file of {name: text or bytes}, or of a list of pairs where names come twice; `before` stands in front."""
    made = BytesIO(before)
    with zipfile.ZipFile(made, "a" if before else "w") as file:
        for name, text in parts.items() if isinstance(parts, dict) else parts:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED if packed and name != "mimetype" else zipfile.ZIP_STORED
            file.writestr(entry, text)
        file.comment = comment
    return made.getvalue()


def flagged_as_locked(content):
    """Return the zip file with each part marked as encrypted."""
    made = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(mark)
        while at >= 0:
            made[at + offset] |= 1
            at = made.find(mark, at + 4)
    return bytes(made)
