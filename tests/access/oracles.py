"""What may be wrong with an answer: each is one question, and says so in words."""

import re
from contextlib import contextmanager

from django.apps import apps
from django.db import connection

from tests.access.opinion import MARKS, may_read

RECORD = {model._meta.db_table for app in ("assessments", "readiness") for model in apps.get_app_config(app).get_models()}
LAST_LOGIN = re.compile(r'^UPDATE "assessments_user" SET "last_login" =')
WRITES = re.compile(r'^(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM) "(\w+)"')
POLICY = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' data:", "font-src": "'self'",
    "connect-src": "'self'", "form-action": "'self'", "frame-ancestors": "'none'", "base-uri": "'none'",
}  # fmt: skip
SANDBOX = {"sandbox": "", "default-src": "'none'"}  # of a file that somebody uploaded
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
INLINE = re.compile(rb"<script(?![^>]*\bsrc=)|<style|<[^>]*\s(?:style=|on\w+=)|javascript:")


@contextmanager
def written():
    """Yield a list that fills with the tables of the record that are written to."""
    tables = []

    def look(execute, sql, params, many, context):
        found = WRITES.match(sql)
        if found and found.group(1) in RECORD and not LAST_LOGIN.match(sql):
            tables.append(found.group(1))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield tables


def bare(body):
    """Return a body without what differs between any two answers: the token, and the address asked for."""
    body = re.sub(rb'name="next" value="[^"]*"', b"", body)
    body = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", body)
    return re.sub(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", b"", body)


def face(response, body):
    """Return everything of an answer that could tell a foreign thing from one that does not exist."""
    cookies = sorted(response.cookies)
    headers = sorted(header for header in response.headers.items() if header[0] != "Content-Length")  # the body is compared
    return response.status_code, headers, cookies, bare(body)


def leaks(actor, told, back_office=False):
    """Yield each mark that the actor is told and may not know; the owner of the back office may know names there."""
    allowed = MARKS if back_office and actor == "owner" else may_read(actor)
    yield from (f"shows {mark}" for mark in sorted(MARKS - allowed) if mark.encode() in told)


def missing_headers(response, signed_in):
    """Yield each header that the answer should have and has not."""
    policy = response.headers.get("Content-Security-Policy", "")
    given = dict(part.strip().partition(" ")[::2] for part in policy.split(";") if part)
    if given != (SANDBOX if "sandbox" in given else POLICY):
        yield f"its content security policy is {given}"
    if "sandbox" in given and "attachment" not in response.headers.get("Content-Disposition", ""):
        yield "is shown in a sandbox, and is no download"
    yield from (f"lacks {name}: {value}" for name, value in HEADERS.items() if response.headers.get(name) != value)
    if "camera=()" not in response.headers.get("Permissions-Policy", ""):
        yield "lacks Permissions-Policy"
    if signed_in and response.headers.get("Cache-Control") != "no-store":
        yield "may be kept by a browser or a proxy"
    for name, cookie in response.cookies.items():
        if cookie["samesite"] != "Lax" or cookie["domain"] or (name != "csrftoken" and not cookie["httponly"] and cookie.value):
            yield f"its cookie {name} lacks a flag: {cookie.OutputString()}"


def inline(response, body):
    """Yield what the content security policy would stop in a page of ours."""
    if response.headers.get("Content-Type", "").startswith("text/html"):
        yield from (f"has inline {found.decode()[:60]}" for found in INLINE.findall(body))
