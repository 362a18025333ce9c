"""python -m tests.case FOLDER [fr|en] plays the case for the demonstration's operator, on a server of its own.

FOLDER then holds pictures of what each role saw, the documents as PDF, and the data, to be looked at with the real pages. It is
demonstration data: the operator is fictitious, the people are roles, and the texts say nothing of a real post.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from faults.server import Web, Worker

PATIENCE_SECONDS = 120


def main(folder: Path, language: str) -> None:
    data = folder / "data"
    if data.exists():
        raise SystemExit(f"{data} is there already: a case begins with nothing. Name another folder, or remove it.")
    data.mkdir(parents=True, mode=0o700)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "readiness.settings", "LEVIER_PROFILE": "loopback", "LEVIER_DATA": str(data.resolve()),
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # the browser's event loop runs in this thread
    }  # fmt: skip
    print("Setting up the demonstration …", flush=True)
    for command in (["migrate", "--verbosity", "0"], ["demo"]):
        subprocess.run([sys.executable, "manage.py", *command], check=True, stdout=subprocess.DEVNULL)
    import django

    django.setup()
    web, worker = Web(folder / "server.log"), Worker(folder / "worker.log")
    web.start()
    worker.start()
    try:
        web.wait()
        show(folder, f"http://127.0.0.1:{web.port}", language)
    finally:
        web.kill()
        worker.kill()
    here = f"LEVIER_PROFILE=loopback LEVIER_DATA={data} {sys.executable} manage.py"
    print(f"\nPictures, documents and data: {folder}")
    print(f"To go on from here:  {here} serve")
    print(f"Password of every account: {(data / 'demonstration-password').read_text().strip()}; a code: {here} demo_code")


def show(folder: Path, address: str, language: str) -> None:
    """Play it in front of this server, take pictures, and keep the documents."""
    from playwright.sync_api import sync_playwright

    from assessments.documents.make import pdf_of
    from assessments.models import Assessment, IssuedDocument
    from tests.case.cast import Cast
    from tests.case.play import play
    from tests.case.stage import Case
    from tests.chromium import ARGUMENTS, CHROMIUM

    pages = folder / "pages"
    pages.mkdir()
    taken = []

    def look(page, name):
        taken.append(name)
        page.screenshot(path=pages / f"{len(taken):02}-{name}.png", full_page=True)
        print(f"  {len(taken):02} {name}", flush=True)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        assessment = Assessment.objects.get(status=Assessment.Status.DRAFT, operator__country="XA")
        cast = Cast(browser, address, language)
        try:
            play(Case(assessment, cast, wait_until_made, look))
        except Exception:
            for (role, _width), page in cast.pages.items():
                look(page, f"failed-{role}")
            raise
        browser.close()
    for document in IssuedDocument.objects.filter(assessment=assessment):
        (folder / f"{document.kind}-{document.language}.pdf").write_bytes(pdf_of(document))


def wait_until_made() -> None:
    """Return once the worker has made every document that waits."""
    from assessments.models import IssuedDocument
    from assessments.models.document import Document

    end = time.monotonic() + PATIENCE_SECONDS
    while IssuedDocument.objects.exclude(status=Document.Status.DONE).exists():
        if time.monotonic() > end:
            raise SystemExit("A document is not made: see worker.log.")
        time.sleep(0.5)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["fr"], ["en"]):
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2] if sys.argv[2:] else "fr")
