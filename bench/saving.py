"""Saving an answer as the script does it, through the whole of Django, against a bare ORM write behind the same middleware."""

from io import BytesIO
from itertools import count
from statistics import median
from urllib.parse import urlencode
from uuid import UUID, uuid4

from bench import place
from bench.table import Row, p95, turns

BAR = 2
BAR_P95 = 50
ROUNDS = 300
TOKEN = "a" * 32


def rows() -> list[Row]:
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import override_settings

    database = place.migrated()
    kept = place.draft(place.ten_questions(), "kept")
    fresh = [place.draft(place.ten_questions(), f"fresh {at}") for at in range(ROUNDS // 130 + 1)]
    codes = list(kept.framework.questions.values_list("code", flat=True))
    first_answers = iter([(address(each, code), asked(1)) for each in fresh for code in codes])
    page, numbers = uuid4(), count(1)
    with override_settings(ROOT_URLCONF="bench.bare"):
        wsgi = WSGIHandler()

        def change():
            """Answer the next question once more on a page that stays open; each time round another level."""
            number = next(numbers)
            level = number // len(codes) % 5 + 1
            post(wsgi, address(kept, codes[number % len(codes)]), asked(level, page, number))

        for _code in codes:
            change()
        post(wsgi, *next(first_answers))
        row = fresh[0].responses.get().pk
        alone, plain, changed, first = turns(
            ROUNDS,
            lambda: post(wsgi, f"/bare/{row}/alone/", asked(2)),
            lambda: post(wsgi, f"/bare/{row}/", asked(2)),
            change,
            lambda: post(wsgi, *next(first_answers)),
        )
    return [
        Row(f"save, {database}: one plain save of the row, same middleware (the floor)", median(plain), 1),
        Row("save: the same without the version of its history", median(alone), median(alone) / median(plain)),
        against(plain, "save: an answer changed, with order, keys, conflicts and history", changed),
        against(plain, "save: a first answer", first),
        Row("save: p95 of both", p95(changed + first), None, f"under {BAR_P95} ms:", p95(changed + first) < BAR_P95),
    ]


def against(floor: list[float], what: str, times: list[float]) -> Row:
    ratio = median(times) / median(floor)
    return Row(what, median(times), ratio, f"at most {BAR}:", ratio <= BAR)


def address(assessment, code: str) -> str:
    return f"/assessments/{assessment.pk}/questions/{code}/"


def asked(level: int, page: UUID | None = None, number: int = 1) -> dict:
    """Return what the script sends for a level: the save of this number on a page that was opened before any answer."""
    return {"field": "value", "value": level, "version": 0, "page": page or uuid4(), "sequence": number, "key": uuid4()}


def post(wsgi, path: str, fields: dict) -> None:
    """Send a form as a web server hands it over, and see that it was answered well."""
    from django.conf import settings

    body = urlencode(fields).encode()
    cookies = f"{settings.SESSION_COOKIE_NAME}={place.session()}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
    environ = {
        "REQUEST_METHOD": "POST", "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": "", "SERVER_PROTOCOL": "HTTP/1.1",
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000", "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1:8000",
        "CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body)), "HTTP_ACCEPT": "application/json",
        "HTTP_ACCEPT_LANGUAGE": "fr", "HTTP_COOKIE": cookies, "HTTP_X_CSRFTOKEN": TOKEN, "wsgi.input": BytesIO(body),
        "wsgi.url_scheme": "http", "wsgi.errors": None, "wsgi.version": (1, 0), "wsgi.multithread": True,
        "wsgi.multiprocess": False, "wsgi.run_once": False,
    }  # fmt: skip
    told = []
    answer = wsgi(environ, lambda status, headers: told.append(status))
    text = b"".join(answer)
    answer.close()
    assert told == ["200 OK"] and (b'"saved"' in text or path.startswith("/bare/")), (told, text[:300])
