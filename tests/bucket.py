"""A server that speaks S3, in a process of its own, with a bucket to keep evidence in."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from uuid import uuid4

import boto3
from botocore.config import Config

KEYS = {"AWS_ACCESS_KEY_ID": "tests", "AWS_SECRET_ACCESS_KEY": "tests", "AWS_EC2_METADATA_DISABLED": "true"}


@contextmanager
def s3_server():
    """Yield the address of a server that answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    words = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                assert process.poll() is None and time.monotonic() < end, "the S3 server does not start"
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


class Bucket:
    """A bucket on it, looked at with a client of its own; `setting` is what LEVIER_EVIDENCE says."""

    def __init__(self, endpoint, folder="evidence"):
        self.name, self.folder = f"bucket-{uuid4().hex[:8]}", folder
        config = Config(s3={"addressing_style": "path"})
        keys = {"aws_access_key_id": "tests", "aws_secret_access_key": "tests", "region_name": "us-east-1"}
        self.client = boto3.client("s3", endpoint_url=endpoint, config=config, **keys)
        self.client.create_bucket(Bucket=self.name)
        self.setting = f"s3://{self.name}/{folder}?endpoint={endpoint}&region=us-east-1"

    def content(self):
        """Return {key below the folder: bytes} of everything in the bucket."""
        rows = self.client.list_objects_v2(Bucket=self.name).get("Contents", ())
        keys = [row["Key"] for row in rows]
        assert all(key.startswith(f"{self.folder}/") for key in keys)
        return {
            key.removeprefix(f"{self.folder}/"): self.client.get_object(Bucket=self.name, Key=key)["Body"].read() for key in keys
        }

    def put(self, name, content):
        self.client.put_object(Bucket=self.name, Key=f"{self.folder}/{name}", Body=content)
