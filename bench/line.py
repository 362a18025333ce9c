"""What the questionnaire sends over the wire, and how long that takes on a slow line: the real server, seen by Chromium.

The slow line is Chromium's: 50 kB/s each way and 400 ms from a request to its answer. Making the connection is not in it:
with https a real line adds up to three round trips to a first visit, and none to what follows.
"""

from statistics import median
from time import perf_counter

from bench import place
from bench.server import serving
from bench.table import Row
from tests.chromium import ARGUMENTS, CHROMIUM

SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
BARS_KB = {"first": 60, "next": 12}
BARS_SECONDS = {"first": 5, "next": 1.5}
ROUNDS = 3


def rows() -> list[Row]:
    from playwright.sync_api import sync_playwright

    drafts = {
        "as published": place.draft((place.ROOT / "readiness/packs/dre.yaml").read_bytes(), "line"),
        "ten levels each": place.draft(place.ten_questions(), "line"),
    }
    place.session()
    found = []
    with serving() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name, draft in drafts.items():
            visits = [Visit(browser, address, draft).made() for _round in range(ROUNDS)]
            found += told(name, visits)
        browser.close()
    return found


class Visit:
    """One person who comes for the first time, goes on to the next page, and answers a question there."""

    def __init__(self, browser, address, draft):
        from django.conf import settings

        self.window = browser.new_context(base_url=address, locale="fr")
        self.window.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": place.session(), "url": address}])
        self.page = self.window.new_page()
        self.line = self.window.new_cdp_session(self.page)
        self.received = self.sent = self.requests = 0
        self.line.on("Network.loadingFinished", self.count_received)
        self.line.on("Network.requestWillBeSent", self.count_sent)
        self.line.send("Network.enable")
        self.line.send("Network.emulateNetworkConditions", SLOW)
        self.start = f"/assessments/{draft.pk}/requirements/F2/"
        self.steps = {}

    def count_received(self, event):
        self.received += event["encodedDataLength"]
        self.requests += event["encodedDataLength"] > 0  # what the browser had kept travels no more

    def count_sent(self, event):
        self.sent += len(event["request"].get("postData", ""))

    def step(self, name, work):
        before = self.received, self.sent, self.requests
        start = perf_counter()
        work()
        seconds = perf_counter() - start
        self.page.wait_for_timeout(200)  # what is counted arrives a moment after what is shown
        after = self.received, self.sent, self.requests
        self.steps[name] = (seconds, *(now - then for now, then in zip(after, before, strict=True)))

    def made(self):
        """Return {step: (seconds, bytes received with their headers, bytes of forms sent, requests)}."""
        self.step("first", lambda: self.page.goto(self.start))
        self.step("next", self.go_on)
        self.step("save", self.answer)
        self.window.close()
        return self.steps

    def go_on(self):
        with self.page.expect_navigation():
            self.page.click("a[rel=next]")

    def answer(self):
        self.page.locator("input[type=radio]:not(:checked)").first.check()
        self.page.locator(".save-state[data-save-state=saved]").first.wait_for()


def told(name, visits) -> list[Row]:
    """Return the rows of one pack."""
    found = []
    for step, what in (("first", "first visit"), ("next", "the next page")):
        kilobytes = max(visit[step][1] for visit in visits) / 1000
        seconds = median(visit[step][0] for visit in visits)
        requests = visits[0][step][3]
        bar_kb, bar_seconds = BARS_KB[step], BARS_SECONDS[step]
        found += [
            Row(f"{name}: {what}, requests: {requests}", kilobytes, None, f"under {bar_kb} KB:", kilobytes < bar_kb, "KB"),
            Row(f"{name}: {what} on a slow line", seconds, None, f"under {bar_seconds} s:", seconds < bar_seconds, "s"),
        ]
    seconds = median(visit["save"][0] for visit in visits)
    _seconds, received, sent, requests = visits[0]["save"]
    found.append(Row(f"{name}: an answer saved on a slow line", seconds, unit="s"))
    found.append(Row(f"{name}: its answer with headers and its form, requests: {requests}", received + sent, unit="bytes"))
    return found
