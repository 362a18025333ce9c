"""A database that somebody else holds locked for longer than a save waits: people are told, and nothing is lost."""

import threading
import time
from contextlib import contextmanager
from urllib.parse import urlencode

from faults.browser import FORM, TOO_LATE, Browser, Page
from faults.crowd import Crowd
from faults.integrity import corruptions
from faults.part import Sizes
from faults.place import Place
from faults.record import compare
from faults.server import Web
from faults.table import Count, at_least, none

BEFORE, AFTER = 40, 40  # saves
SLACK_SECONDS = 3
PAGE_SECONDS = 3
TOLD = "your last change was not saved"


def counts(here: Place, sizes: Sizes) -> list[Count]:
    from django.conf import settings

    web = Web(here.log)
    web.start()
    web.wait()
    crowd = Crowd(web.port, posts=2)
    crowd.sign_in()
    crowd.start()
    told = crowd.record.told
    wait_for(lambda: len(told) >= BEFORE)
    reader, form = crowd.twin(0), crowd.twin(1)
    page = reader.open(crowd.people[0][1], next(iter(crowd.codes)))
    with locked(here):
        saying = threading.Thread(target=send_form, args=(crowd, form, page, said := []), daemon=True)
        saying.start()
        kept, begin = len(told), time.monotonic()
        slow = []
        while time.monotonic() - begin < settings.LOCK_SECONDS + SLACK_SECONDS:
            asked = time.monotonic()
            status, _text = reader.request("GET", f"/assessments/{crowd.people[0][1]}/")
            if status != 200 or time.monotonic() - asked > PAGE_SECONDS:
                slow.append(f"{status} after {time.monotonic() - asked:.1f} s")
            time.sleep(0.5)
        saying.join()
        meanwhile = len(told) - kept
    refused = crowd.record.unanswered_by_status[503]
    silent = crowd.record.unanswered_by_status[TOO_LATE]
    wait_for(lambda: len(told) >= kept + AFTER)
    crowd.stop()
    web.kill()
    where, found = f"{here.database}, locked for {settings.LOCK_SECONDS + SLACK_SECONDS} s", compare(told)
    return [
        at_least(f"{where}: saves answered 503, to be sent again", refused, len(crowd.people)),
        Count(f"{where}: saves without an answer while a browser waits (20 s)", silent, "0", not silent),
        Count(f"{where}: forms told that the change was not saved", len(said), "1", len(said) == 1),
        none(f"{where}: pages not shown within {PAGE_SECONDS} s meanwhile", slow),
        Count(f"{where}: saves acknowledged meanwhile", meanwhile),
        at_least(f"{where}: saves acknowledged before and after", len(told), BEFORE + AFTER),
        *found.counts(where),
        none(f"{where}: answers that no lock explains", crowd.record.odds),
        none(f"{where}: damage in the database", corruptions(here)),
    ]


@contextmanager
def locked(here: Place):
    """Hold what a save needs to write, from another connection."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:  # on SQLite: IMMEDIATE, the only writer there can be
        if here.database == "postgresql":
            cursor.execute("LOCK TABLE assessments_assessment, assessments_response IN EXCLUSIVE MODE")
        yield


def send_form(crowd: Crowd, browser: Browser, page: Page, said: list[str]) -> None:
    """Send the page's form as a browser without the script does; keep what the answer says when it says so."""
    requirement, (code, *_others) = next(iter(crowd.codes.items()))
    assessment = crowd.people[0][1]
    fields = {
        "page": page.id, "csrfmiddlewaretoken": browser.cookies["csrftoken"],
        f"{code}-version": page.versions[code], f"{code}-remark": f"{assessment} {code} by the form",
    }  # fmt: skip
    status, text = browser.request("POST", f"/assessments/{assessment}/requirements/{requirement}/", urlencode(fields), FORM)
    if status == 503 and TOLD in text:
        said.append(text)


def wait_for(condition, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise SystemExit("It did not come about.")
        time.sleep(0.02)
