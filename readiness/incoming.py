"""Tell whether what a request carries can be stored and handled at all.

NUL and lone surrogates pass SQLite and stop PostgreSQL with a server error; deep JSON exhausts the stack; NaN is no JSON.
A request that carries such a thing is malformed, whatever the page would make of it.
"""

import json
import re

from django.http.multipartparser import MultiPartParserError

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
JSON_DEPTH = 32


class Malformed(Exception):
    """The request carries something that no page could store."""


def check_request(request):
    """Raise Malformed, or one of Django's own refusals, when path, cookies, query, form or JSON cannot be stored.

    A JSON body is parsed here, once, and kept as `request.json` (always an object).
    """
    check_text(request.path_info)
    for text in request.COOKIES.values():
        check_text(text)
    check_fields(request.GET)
    if request.method in ("GET", "HEAD"):
        return
    if request.content_type == "application/json":
        request.json = json_object(request.body)
        return
    try:
        check_fields(request.POST)
        for name, files in request.FILES.lists():
            for text in (name, *(file.name for file in files)):
                check_text(text)
    except (MultiPartParserError, LookupError, UnicodeError, ValueError) as error:
        raise Malformed from error


def check_fields(fields):
    for name, values in fields.lists():
        for text in (name, *values):
            check_text(text)


def check_text(text):
    if UNSTORABLE.search(text):
        raise Malformed


def json_object(body):
    """Return the object that a JSON body holds."""
    try:
        value = json.loads(body.decode(), parse_constant=_refuse, parse_float=_finite, parse_int=_short)
    except (ValueError, RecursionError) as error:
        raise Malformed from error
    if not isinstance(value, dict):
        raise Malformed
    _check_value(value)
    return value


def _check_value(value, depth=1):
    if depth > JSON_DEPTH:
        raise Malformed
    if isinstance(value, str):
        check_text(value)
    elif isinstance(value, dict):
        for name, inner in value.items():
            check_text(name)
            _check_value(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _check_value(inner, depth + 1)


def _refuse(text):
    raise Malformed


def _finite(text):
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise Malformed
    return number


def _short(text):
    if len(text) > 18:  # what a 64-bit column holds
        raise Malformed
    return int(text)
