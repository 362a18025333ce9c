"""Make the README's pictures anew from the demonstration: python docs/pictures.py (needs Chromium and poppler-utils)."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
PAPER = {  # the heading each picture shows
    "cover": "Gap report",
    "summary": "Summary",
    "requirement": "P1.1 Ensure that the legislative and regulatory frameworks",
    "gaps": "Gaps, in order of importance",
    "plan": "Plan in waves",
}
CHROMIUM = "/usr/bin/chromium-headless-shell"


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "LEVIER_PROFILE": "loopback", "LEVIER_DATA": data}
        environment.pop("DATABASE_URL", None)
        manage(environment, "migrate", "--verbosity", "0")
        told = manage(environment, "demo")
        pages_on_paper(re.findall(r"report, en: +(\S+)", told)[0])
        password = re.search(r"password (\S+)", told)[1]
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{probe.getsockname()[1]}"
        server = subprocess.Popen([sys.executable, "manage.py", "serve", "--bind", address], cwd=ROOT, env=environment)
        try:
            pages_on_screen(f"http://{address}", password)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()


def manage(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout


def pages_on_paper(pdf: str) -> None:
    for name, heading in PAPER.items():
        page = page_with(pdf, heading)
        command = ["pdftoppm", "-r", "60", "-f", page, "-l", page, "-png", "-singlefile", pdf, IMAGES / f"report-{name}"]
        subprocess.run([str(word) for word in command], check=True)


def page_with(pdf: str, heading: str) -> int:
    """Return the page where a line begins with the heading, the contents left out: there it ends with a page number."""
    told = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
    line = re.compile(rf"^{re.escape(heading)}(?!.*\s\d+$)", re.M)
    return next(number for number, page in enumerate(told.split("\f"), 1) if line.search(page))


def pages_on_screen(base: str, password: str) -> None:
    wait_for(f"{base}/account/sign-in/")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, width, height in (("results", 1280, 1200), ("results-phone", 360, 800)):
            page = browser.new_context(viewport={"width": width, "height": height}, locale="en").new_page()
            page.goto(f"{base}/account/sign-in/")
            page.fill("input[name=login]", "lead@example.org")
            page.fill("input[name=password]", password)
            page.click("main form button")
            page.wait_for_url("**/assessments/")
            page.locator("a[href$='/results/']").last.click()
            page.wait_for_load_state()
            page.screenshot(path=IMAGES / f"{name}.png")
            page.goto(f"{base}/assessments/")
            page.locator("tbody a").first.click()
            page.locator(".task a").nth(2).click()
            page.locator("input[type=radio]").nth(2).check()
            page.wait_for_timeout(1500)  # saved by itself
            page.screenshot(path=IMAGES / f"{name.replace('results', 'questionnaire')}.png")
        browser.close()


def wait_for(address: str) -> None:
    for _attempt in range(150):
        try:
            urllib.request.urlopen(address, timeout=2)
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not come up")


if __name__ == "__main__":
    main()
