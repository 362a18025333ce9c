"""The zip file that an office document is: laid out as programs write it, and of a size that can be unpacked."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from readiness.uploads.faults import Fault, Found

END = b"PK\x05\x06"
MOST_DIRECTORY = 1024 * 1024  # bytes of the list of contents
MOST_PARTS = 5000
MOST_UNPACKED = 150 * 1024 * 1024
MOST_RATIO, SMALL = 250, 1024 * 1024  # a part that is packed more tightly than the one and larger than the other is a bomb
ODD_NAME = re.compile(r"(^|/)\.\.(/|$)|^/|[\\:\x00-\x1f]")
DESCRIPTORS = (0, 12, 16, 20, 24)  # bytes that may follow a part when its writer knew its size only afterwards


def opened(content):
    """Return the ZipFile of the content, with sane names, sizes and layout; raises Found."""
    end = content.rfind(END)
    if end < 0:
        raise Found(Fault.DAMAGED)
    if int.from_bytes(content[end + 12 : end + 16], "little") > MOST_DIRECTORY:
        raise Found(Fault.MUCH)
    parts = ZipFile(BytesIO(content))
    entries = sorted(parts.infolist(), key=lambda entry: entry.header_offset)
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Found(Fault.MUCH)
    if any(entry.file_size > max(SMALL, MOST_RATIO * entry.compress_size) for entry in entries):
        raise Found(Fault.MUCH)
    names = [entry.orig_filename for entry in entries]
    if len({name.casefold() for name in names}) < len(names) or any(ODD_NAME.search(name) for name in names):
        raise Found(Fault.HIDDEN)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Found(Fault.LOCKED)
    if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries):
        raise Found(Fault.OTHER)
    if end + 22 != len(content) or b"%PDF-" in content[:1024] or not seamless(entries, content, parts.start_dir):
        raise Found(Fault.HIDDEN)
    return parts


def seamless(entries, content, stop):
    """Return whether the parts follow each other from the first byte to the list of contents, without overlap or gap."""
    at = 0
    for entry in entries:
        offset = entry.header_offset
        if offset - at not in DESCRIPTORS or (at == 0 and offset):
            return False
        lengths = content[offset + 26 : offset + 28], content[offset + 28 : offset + 30]
        at = offset + 30 + sum(int.from_bytes(length, "little") for length in lengths) + entry.compress_size
    return stop - at in DESCRIPTORS
