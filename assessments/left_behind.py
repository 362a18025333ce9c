"""Files in the data folder that no row names: what a killed upload, or a report cut off while it was written, has left.

They are laid aside for a month before they are removed: a worker that was started on the wrong database must not cost the
evidence of the right one.
"""

import os
import re
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from assessments import evidence_files
from assessments.models import DraftDocument, Evidence, IssuedDocument, Photo, Printout, Report, Visit

DAY = 24 * 3600
YOUNG, KEPT_ASIDE = DAY, 30 * DAY  # a file is written before its row is: a young one may still get one
EVIDENCE = re.compile(r"[0-9a-f]{32}(\.part)?")
DOCUMENT = re.compile(r"[0-9a-f-]{36}\.(pdf|part)")


def lay_aside() -> None:
    """Take files that no row names out of their folders, and remove those that were taken out a month ago."""
    aside = settings.DATA / "left-behind"
    found = [*_old(settings.REPORTS, DOCUMENT, YOUNG)]
    if evidence_files.on_disk():
        found += _old(evidence_files.folder(), EVIDENCE, YOUNG)
    else:
        evidence_files.lay_aside(_named, timedelta(seconds=YOUNG), timedelta(seconds=KEPT_ASIDE))
    named = _named() if found else set()  # the rows are read after the folders
    for path in found:
        if path.name not in named:
            aside.mkdir(mode=0o700, exist_ok=True)
            os.utime(path)
            path.rename(aside / path.name)
    for path in _old(aside, re.compile(".*"), KEPT_ASIDE):
        path.unlink(missing_ok=True)


def _old(folder: Path, name: re.Pattern, age: float) -> list[Path]:
    """Return the files of a folder that have such a name and were last changed longer ago than that."""
    before = time.time() - age
    paths = folder.iterdir() if folder.is_dir() else ()
    return [path for path in paths if name.fullmatch(path.name) and path.stat().st_mtime < before]


def _named() -> set[str]:
    uploads = [Evidence.objects.values_list("file", flat=True), Visit.objects.values_list("commitment", flat=True)]
    uploads.append(Photo.objects.values_list("file", flat=True))
    kinds = (Report, Printout, IssuedDocument, DraftDocument)
    documents = [kind.objects.exclude(file="").values_list("file", flat=True) for kind in kinds]
    return {file.hex for files in uploads for file in files if file}.union(*documents)
