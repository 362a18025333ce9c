"""Files in S3-compatible storage. A put has ended, and was whole, when it returns; what goes wrong is Unreachable."""

import base64
import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import SpooledTemporaryFile

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

from readiness.file_places import Unreachable

IN_MEMORY = 1024 * 1024
CHUNK = 64 * 1024
ABSENT = ("404", "NoSuchKey", "NotFound")
TIMES = {"connect_timeout": 5, "read_timeout": 15, "retries": {"total_max_attempts": 3, "mode": "standard"}}
# The checksums that newer clients add by themselves are refused by many stores that speak an older S3; Content-MD5 is not.
PLAIN = {"request_checksum_calculation": "when_required", "response_checksum_validation": "when_required"}


class InBucket(S3Storage):
    """One bucket, or one folder of it. Each thread has a client of its own."""

    def __init__(self, addressing_style: str = "path", **options):
        config = Config(signature_version="s3v4", s3={"addressing_style": addressing_style}, **TIMES, **PLAIN)
        super().__init__(client_config=config, **options)

    def key(self, name: str) -> dict[str, str]:
        return {"Bucket": self.bucket_name, "Key": "/".join(filter(None, [self.location, name]))}

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name  # random, so that it is nobody else's

    def _save(self, name: str, content) -> str:
        digest = hashlib.md5(usedforsecurity=False)
        content.seek(0)
        while chunk := content.read(CHUNK):
            digest.update(chunk)
        content.seek(0)
        told = {"ContentMD5": base64.b64encode(digest.digest()).decode(), "ContentType": "application/octet-stream"}
        with self.client() as client:
            client.put_object(**self.key(name), Body=content.file, **told)  # a File without a name is false, and sent empty
        return name

    def _open(self, name: str, mode: str = "rb") -> SpooledTemporaryFile:
        """Return the file, fetched whole before a byte of it is handed out. Raises FileNotFoundError."""
        with self.client(name) as client:
            body = client.get_object(**self.key(name))["Body"]
            with ExitStack() as unless_whole:
                file = unless_whole.enter_context(SpooledTemporaryFile(IN_MEMORY))
                for chunk in body.iter_chunks(CHUNK):
                    file.write(chunk)
                unless_whole.pop_all()
        file.seek(0)
        return file

    def open(self, name: str, mode: str = "rb") -> SpooledTemporaryFile:
        return self._open(name, mode)

    def exists(self, name: str) -> bool:
        try:
            with self.client(name) as client:
                client.head_object(**self.key(name))
        except FileNotFoundError:
            return False
        return True

    def delete(self, name: str) -> None:
        with self.client() as client:
            client.delete_object(**self.key(name))

    def fetch(self, name: str, path: Path) -> None:
        """Write the file to this path, whole or not at all. Raises FileNotFoundError."""
        draft = path.with_suffix(".part")
        try:
            with self._open(name) as file, draft.open("wb") as copy:
                while chunk := file.read(CHUNK):
                    copy.write(chunk)
            draft.chmod(0o600)
            draft.rename(path)
        finally:
            draft.unlink(missing_ok=True)

    def move(self, name: str, to: str) -> None:
        """Give a file another name, in whose place nothing else is left. It is there under one of the two at any moment."""
        with self.client(name) as client:
            client.copy_object(**self.key(to), CopySource=self.key(name))
            client.delete_object(**self.key(name))

    def listed(self, folder: str = "") -> Iterator[tuple[str, datetime]]:
        """Yield (name, when it was put there) of the files in a folder, not of the folders in it."""
        start = "/".join(filter(None, [self.location, folder]))
        start += "/" if start else ""
        with self.client() as client:
            for page in client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket_name, Prefix=start, Delimiter="/"):
                for row in page.get("Contents", ()):
                    yield row["Key"].removeprefix(start), row["LastModified"]

    def names(self) -> Iterator[str]:
        yield from (name for name, _when in self.listed())

    @contextmanager
    def client(self, name: str = ""):
        try:
            yield self.connection.meta.client
        except ClientError as error:
            if name and error.response["Error"]["Code"] in ABSENT:
                raise FileNotFoundError(name) from error
            raise Unreachable(f"S3: {error.response['Error']['Code']}") from error
        except BotoCoreError as error:
            raise Unreachable(f"S3: {type(error).__name__}") from error
