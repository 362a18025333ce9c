"""The file a backup is: a zip with a manifest, every part with its checksum, and a seal over all of its bytes.

    manifest.json       what is in it, of which versions, with the SHA-256 and the size of every other part
    rows/<model>.jsonl  a table: the names of its columns, then a row a line
    data/<path>         a file, named as in the data folder

The seal is the SHA-256 of all bytes before it, in the zip's comment, which ends the file. It shows damage, not forgery.
"""

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from assessments.backup.refused import Refused
from readiness.management.commands._files import why
from readiness.whole_files import sync_folder

FORMAT = 1
MANIFEST = "manifest.json"
SEAL = b"levier backup sha256:"
DIGITS = 64
CHUNK = 1024 * 1024


class Part:
    """A part while it is written or read: every byte goes through its checksum."""

    def __init__(self, file: BinaryIO):
        self.file, self.sum, self.size = file, sha256(), 0

    def counted(self, chunk: bytes) -> bytes:
        self.sum.update(chunk)
        self.size += len(chunk)
        return chunk

    def write(self, chunk: bytes) -> None:
        self.file.write(self.counted(chunk))

    def chunks(self) -> Iterator[bytes]:
        while chunk := self.file.read(CHUNK):
            yield self.counted(chunk)

    def __iter__(self) -> Iterator[bytes]:
        return map(self.counted, self.file)

    @property
    def told(self) -> dict:
        return {"sha256": self.sum.hexdigest(), "size": self.size}


class Writing:
    """A backup in the making."""

    def __init__(self, file: ZipFile):
        self.file, self.parts = file, {}

    @contextmanager
    def part(self, name: str, packed: bool = True) -> Iterator[Part]:
        """Yield a part to write to; `packed` is for what is not compressed already."""
        info = ZipInfo(name)
        info.compress_type, info.external_attr = (ZIP_DEFLATED if packed else ZIP_STORED), 0o600 << 16
        with self.file.open(info, "w", force_zip64=True) as opened:
            part = Part(opened)
            yield part
        self.parts[name] = part.told

    def close(self, manifest: dict) -> None:
        text = json.dumps({"format": FORMAT} | manifest | {"parts": self.parts}, indent=1, sort_keys=True)
        self.file.writestr(MANIFEST, text, ZIP_DEFLATED)
        self.file.comment = SEAL + b"0" * DIGITS


@contextmanager
def written(path: Path) -> Iterator[Writing]:
    """Yield a backup to write, to be closed with its manifest; it appears under its name when it is whole, sealed and read."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            with ZipFile(file, "w") as zipped:
                yield Writing(zipped)
            seal = _sum(file)
            file.seek(-DIGITS, os.SEEK_END)
            file.write(seal.encode())
            file.flush()
            os.fsync(file.fileno())
        with opened(draft) as backup:
            backup.read_through()
        draft.rename(path)
        sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)


class Backup:
    """A backup that is read."""

    def __init__(self, file: ZipFile, manifest: dict):
        self.file, self.manifest = file, manifest

    @contextmanager
    def part(self, name: str) -> Iterator[Part]:
        """Yield a part to read to its end; raises Refused when it is not what the manifest tells."""
        with self.file.open(name) as opened:
            part = Part(opened)
            yield part
        if part.told != self.manifest["parts"][name]:
            raise Refused(_("The backup is damaged: “%(part)s” is not what was written. Take another.") % {"part": name})

    def read_through(self) -> None:
        for name in self.manifest["parts"]:
            with self.part(name) as part:
                for _chunk in part.chunks():
                    pass


@contextmanager
def opened(path: Path) -> Iterator[Backup]:
    """Yield the backup; raises Refused when it is none, is damaged, or is of a kind that this program cannot read."""
    with ExitStack() as stack:
        try:
            file = stack.enter_context(path.open("rb"))
            _check_seal(file)
            zipped = stack.enter_context(ZipFile(file))
            backup = Backup(zipped, _manifest(zipped))
        except BadZipFile:
            raise Refused(_("%(path)s is damaged, or no backup of Levier. Take another.") % {"path": path}) from None
        except OSError as error:
            raise Refused(_("%(path)s cannot be read: %(reason)s") % {"path": path, "reason": why(error)}) from error
        yield backup


def _check_seal(file):
    file.seek(0, os.SEEK_END)
    if file.tell() < len(SEAL) + DIGITS:
        raise BadZipFile
    file.seek(-len(SEAL) - DIGITS, os.SEEK_END)
    if file.read() != SEAL + _sum(file).encode():
        raise BadZipFile


def _sum(file):
    """Return the checksum of all bytes before the digits of the seal."""
    left = file.seek(0, os.SEEK_END) - DIGITS
    file.seek(0)
    total = sha256()
    while left:
        chunk = file.read(min(CHUNK, left))
        total.update(chunk)
        left -= len(chunk)
    return total.hexdigest()


def _manifest(zipped):
    manifest = json.loads(zipped.read(MANIFEST))
    if manifest["format"] != FORMAT:
        raise Refused(
            _("This backup is of format %(found)s; this program reads %(known)s. Bring the program up to date.")
            % {"found": manifest["format"], "known": FORMAT}
        )
    return manifest
