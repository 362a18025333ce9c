"""What may be uploaded: how large, and of which types by name and by content alike."""

import re
import zipfile
from pathlib import PurePath

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_REQUEST = 100 * 1024 * 1024
MOST_DIRECTORY = 1024 * 1024  # of a zip file's list of contents

OOXML = "application/vnd.openxmlformats-officedocument."
TYPES = {  # extension: content type
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "docx": OOXML + "wordprocessingml.document",
    "xlsx": OOXML + "spreadsheetml.sheet",
    "pptx": OOXML + "presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv",
    "txt": "text/plain",
}
STARTS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff"}
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
MAIN_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}


class CutAtLimit(FileUploadHandler):
    """Keep no more of a file than shows that it is too large, and read on, so that the form can say so beside the field.

    A request that is beyond all measure is refused before its body is read.
    """

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: N803  (Django's own name)
        if content_length > LARGEST_REQUEST:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data, start):
        return raw_data if start <= LARGEST_FILE else None

    def file_complete(self, file_size):
        return None


def extension(name):
    """Return "pdf" for "Report.PDF", "" where there is none."""
    return PurePath(name).suffix.lower().removeprefix(".")


def is_what_it_says(name, file):
    """Return whether the content is of the type that the name's extension promises."""
    kind = extension(name)
    file.seek(0)
    if kind in STARTS:
        return file.read(16).startswith(STARTS[kind])
    if kind in ("csv", "txt"):
        return _is_text(file.read())
    return kind in TYPES and _is_document(kind, file)


def _is_text(content):
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and not CONTROL.search(text)


def _is_document(kind, file):
    """Office files are zip files: look at the list of contents only, and unpack nothing but the one line of ODF."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(max(0, size - 65_557))
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or int.from_bytes(tail[end + 12 : end + 16], "little") > MOST_DIRECTORY:
        return False
    try:
        with zipfile.ZipFile(file) as parts:
            names = set(parts.namelist())
            if any(name.endswith("vbaProject.bin") for name in names):
                return False
            if kind in MAIN_PARTS:
                return {"[Content_Types].xml", MAIN_PARTS[kind]} <= names
            info = parts.getinfo("mimetype")
            return info.file_size < 100 and parts.read(info).decode("ascii", "replace").strip() == TYPES[kind]
    except Exception:  # a broken zip raises a dozen different errors: none of them is a document
        return False
