"""Where files of evidence lie: in a folder of the data folder, or in the bucket that LEVIER_EVIDENCE names."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage

from readiness.profile import is_loopback
from readiness.whole_files import write_whole

FORM = "s3://bucket/folder?endpoint=https://…&region=…"
KNOWN = {"endpoint", "region", "addressing"}
ADDRESSING = ("path", "virtual")


class Unreachable(OSError):
    """The place where files lie does not answer, or refuses: to be tried again."""


class OnDisk(FileSystemStorage):
    """A folder of files that are there whole or not at all, readable by their owner only."""

    @property
    def location(self) -> str:
        return str(settings.MEDIA_ROOT / "evidence")

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name  # random, so that it is nobody else's

    def _save(self, name: str, content) -> str:
        write_whole(Path(self.path(name)), content.chunks())
        return name

    def names(self) -> Iterator[str]:
        folder = Path(self.location)
        if folder.is_dir():
            yield from (path.name for path in folder.iterdir())


def read_place(url: str) -> dict:
    """Return the entry of STORAGES for what LEVIER_EVIDENCE says; "" is the disk. Raises ImproperlyConfigured."""
    if not url:
        return {"BACKEND": "readiness.file_places.OnDisk"}
    parts = urlsplit(url)
    told = dict(parse_qsl(parts.query))
    endpoint = urlsplit(told.get("endpoint", "https://-"))
    wrong = ""
    if parts.scheme != "s3" or not parts.hostname or parts.fragment:
        wrong = "the scheme is s3, then the name of the bucket"
    elif parts.username is not None or parts.port is not None or "@" in parts.netloc:
        wrong = "the keys stand in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, where no list of processes shows them"
    elif strange := sorted(told.keys() - KNOWN):
        wrong = f"{', '.join(strange)} is not known"
    elif not endpoint.hostname or endpoint.scheme not in ("https", "http" if is_loopback(endpoint.hostname) else "https"):
        wrong = "an endpoint begins with https://; plain http is for this machine only"
    elif told.get("addressing", "path") not in ADDRESSING:
        wrong = f"addressing is one of {', '.join(ADDRESSING)}"
    if wrong:
        raise ImproperlyConfigured(f"LEVIER_EVIDENCE: {wrong}. Write {FORM}.")
    options = {
        "bucket_name": parts.hostname,
        "location": parts.path.strip("/"),
        "endpoint_url": told.get("endpoint"),
        "region_name": told.get("region"),
        "addressing_style": told.get("addressing") or ("path" if "endpoint" in told else "virtual"),
    }
    return {"BACKEND": "readiness.in_bucket.InBucket", "OPTIONS": options}
