"""Somebody at a browser, over HTTP: signs in, opens a page, and saves as static/autosave.js does.

A save that gets no answer, or 503, is sent again with the same key until it is answered; the waits are shorter than
the script's, so that what is sent again meets the server as early as it can.
"""

import json
import re
import time
from html import unescape
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from itertools import count
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import uuid4

from faults.record import Acknowledged, Asked, Record

TIMEOUT_SECONDS = 20  # of drafts.js
PAUSE_SECONDS = 0.05
PATIENCE_SECONDS = 180
NO_ANSWER, TOO_LATE = 0, -1
PAGE = re.compile(r'data-page="([0-9a-f-]{36})"')
VERSION = re.compile(r'data-question="([^"]+)"[^>]* data-version="(\d+)"')
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class NotAnswered(Exception):
    """The server gave no good answer for minutes."""


class Page(NamedTuple):
    """One opening of a requirement's page: its id, and the version each question is shown in."""

    id: str
    versions: dict[str, int]
    text: str


class Browser:
    """One person in one browser. What is acknowledged goes into the record."""

    def __init__(self, port: int, email: str, password: str, person: int, record: Record):
        self.port, self.email, self.password, self.person, self.record = port, email, password, person, record
        self.cookies: dict[str, str] = {}
        self.connection: HTTPConnection | None = None
        self.sequences = count(int(time.time() * 1000))

    def request(self, method: str, path: str, body: str | bytes | None = None, headers: dict | None = None) -> tuple[int, str]:
        status, content = self.fetch(method, path, body, headers)
        return status, content.decode()

    def fetch(self, method: str, path: str, body: str | bytes | None = None, headers: dict | None = None) -> tuple[int, bytes]:
        """Return (status, content); status NO_ANSWER or TOO_LATE where none came. A kept connection may have ended meanwhile."""
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} | (headers or {})
        kept = self.connection is not None
        try:
            if self.connection is None:
                self.connection = HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_SECONDS)
            self.connection.request(method, path, body, sent)
            response = self.connection.getresponse()
            content = response.read()
        except (OSError, HTTPException) as error:
            if self.connection:
                self.connection.close()
            self.connection = None
            late = isinstance(error, TimeoutError)
            if kept and method == "GET" and not late:
                return self.fetch(method, path, body, headers)
            return TOO_LATE if late else NO_ANSWER, b""
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(value).items()}
        if response.getheader("Connection", "").lower() == "close":
            self.connection.close()
            self.connection = None
        return response.status, content

    def until_answered(
        self, method: str, path: str, body: str | None = None, headers: dict | None = None
    ) -> tuple[int, str, int]:
        """Return (status, text, how often it was sent before); ask again while there is no answer, or 503."""
        end = time.monotonic() + PATIENCE_SECONDS
        for again in count():
            status, text = self.request(method, path, body, headers)
            if status not in (NO_ANSWER, TOO_LATE, 503):
                return status, text, again
            self.record.unanswered(status)
            if time.monotonic() > end:
                raise NotAnswered(f"{method} {path}: {status}")
            time.sleep(PAUSE_SECONDS)
        raise AssertionError

    def sign_in(self) -> None:
        self.until_answered("GET", "/account/sign-in/")
        fields = {"login": self.email, "password": self.password, "csrfmiddlewaretoken": self.cookies["csrftoken"]}
        status, text, _again = self.until_answered("POST", "/account/sign-in/", urlencode(fields), FORM)
        assert status == 302, (status, text[:2000])

    def open(self, assessment: str, requirement: str) -> Page:
        status, text, _again = self.until_answered("GET", f"/assessments/{assessment}/requirements/{requirement}/")
        if status != 200:
            self.record.odd(f"a page answered {status}")
        page = PAGE.search(text)
        return Page(page.group(1) if page else "", {code: int(at) for code, at in VERSION.findall(text)}, unescape(text))

    def save(self, page: Page, assessment: str, code: str, field: str, value: str) -> bool:
        """Save one field, sending it until it is answered; return whether it was acknowledged as saved."""
        asked = Asked(str(uuid4()), self.person, assessment, code, field, value, page.id, next(self.sequences))
        status, text, again = self.until_answered(*self.save_request(page, asked))
        answer = json.loads(text) if text.startswith("{") else {}
        if status == 200 and answer.get("state") == "saved":
            self.record.acknowledged(Acknowledged(asked, answer["version"], again, time.time()))
            return True
        self.record.odd(f"a save was answered {status} {answer.get('state', text[:200])}")
        return False

    def save_request(self, page: Page, asked: Asked) -> tuple[str, str, str, dict]:
        """Return what static/drafts.js sends."""
        fields = {
            "field": asked.field, "version": page.versions[asked.question], "page": page.id, "sequence": asked.sequence,
            "key": asked.key, "person": self.person, "value": asked.value,
        }  # fmt: skip
        headers = FORM | {"X-CSRFToken": self.cookies["csrftoken"], "Accept": "application/json"}
        return "POST", f"/assessments/{asked.assessment}/questions/{asked.question}/", urlencode(fields), headers
