"""A server with the one fault that kills must find: it answers “saved” first, and keeps what was sent a moment later."""

import json
import threading
import time
from io import BytesIO
from queue import Queue

from readiness.wsgi import application as product

LATER_SECONDS = 0.2
waiting: Queue = Queue()


def application(environ, start_response):
    if "/questions/" not in environ["PATH_INFO"]:
        return product(environ, start_response)
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    waiting.put(environ | {"wsgi.input": BytesIO(body)})
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps({"state": "saved", "version": 1}).encode()]


def keep() -> None:
    while True:
        time.sleep(LATER_SECONDS)
        b"".join(product(waiting.get(), lambda status, headers, error=None: None))


threading.Thread(target=keep, daemon=True).start()
