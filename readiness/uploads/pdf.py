"""PDF files: whole, unlocked, and nothing in them that acts; objects hidden in compressed streams are looked at as well."""

import re
from io import BytesIO
from zipfile import is_zipfile

from pypdf import PdfReader
from pypdf.errors import LimitReachedError
from pypdf.generic import IndirectObject, StreamObject, read_object

from readiness.uploads.faults import Fault

ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
ACTIVE = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFiles?|XFA|RichMedia\w*|Rendition|Movie|Sound|ImportData|SubmitForm|FileAttachment)"
    rb"(?![\w.+-])"
)  # names of four letters and more: shorter ones would turn up in pictures by chance
LOCKED = re.compile(rb"/Encrypt\s*(\d+\s+\d+\s+R|<<)")
BODY = re.compile(rb"\d+\s+\d+\s+obj\b\s*")
KIDS = re.compile(rb"/Kids\s*(\[|\d)")
PACKED = re.compile(rb"/ObjStm(?!\w)")
MOST_PACKED = 100 * 1024 * 1024


def fault(kind, content):
    plain = unescaped(content)
    if ACTIVE.search(plain):
        return Fault.ACTIVE_PDF
    if LOCKED.search(plain):
        return Fault.LOCKED
    end = content.rfind(b"%%EOF")
    if end < 0:
        return Fault.DAMAGED
    if content[end + 5 :].strip(b"\x00\t\r\n\x0c\x1a ") or is_zipfile(BytesIO(content)):
        return Fault.HIDDEN
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted:
        return Fault.LOCKED
    unpacked, has_pages = 0, KIDS.search(plain)
    for stream in object_streams(reader, content):
        try:
            data = stream.get_data()
        except LimitReachedError:
            return Fault.MUCH
        if ACTIVE.search(unescaped(data)):
            return Fault.ACTIVE_PDF
        has_pages = has_pages or KIDS.search(data)
        unpacked += len(data)
        if unpacked > MOST_PACKED:
            return Fault.MUCH
    return None if has_pages and "/Root" in reader.trailer else Fault.DAMAGED  # to look pages up would read objects one by one


def unescaped(data):
    """Return the bytes with each #4A as the J it stands for in a name."""
    return ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), data)


def object_streams(reader, content):
    """Yield the streams that hold objects: those the file's table names, and those that say it of themselves, named or not."""
    for number in {number for number, _place in reader.xref_objStm.values()}:
        yield reader.get_object(IndirectObject(number, 0, reader))
    bodies = [found.end() for found in BODY.finditer(content)]
    for start, stop in zip(bodies, [*bodies[1:], len(content)], strict=True):
        if PACKED.search(unescaped(content[start:stop])):
            part = BytesIO(content)
            part.seek(start)
            found = read_object(part, reader)
            if isinstance(found, StreamObject):
                yield found
