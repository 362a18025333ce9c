"""Files of evidence, put beside one answer while faults come about; each has a content of its own."""

import json
import time
from hashlib import sha256
from io import BytesIO
from itertools import count
from pathlib import Path
from secrets import token_hex

from pypdf import PdfWriter

from faults.browser import NO_ANSWER, TOO_LATE, Browser

PAUSE_SECONDS = 0.1
KILOBYTES = 40


class Uploads:
    """What one person uploads through the page's form, as its script does; `told` are the checksums of what was kept."""

    def __init__(self, browser: Browser, assessment: str):
        self.browser = browser
        self.assessment, self.told = assessment, []

    def go_on(self) -> None:
        """Upload to one question after the other until the record is stopped: twenty files is what one may have."""
        from assessments.models import Assessment

        framework = Assessment.objects.get(pk=self.assessment).framework
        questions = list(framework.questions.values_list("requirement__code", "code"))
        for number in count():
            if self.browser.record.stopped or number >= 19 * len(questions):
                return
            self.upload(*questions[number // 19])
            time.sleep(PAUSE_SECONDS)

    def upload(self, requirement: str, code: str) -> int:
        """Send one file, once: who gets no answer does not know. Return the status."""
        content = pdf()
        body, kind = multipart({"question": code, "person": str(self.browser.person), "add": code}, f"{code}-file", content)
        headers = {"Content-Type": kind, "Accept": "application/json", "X-CSRFToken": self.browser.cookies["csrftoken"]}
        path = f"/assessments/{self.assessment}/requirements/{requirement}/"
        status, text = self.browser.request("POST", path, body, headers)
        if status == 200 and json.loads(text)["state"] == "saved":
            self.told.append(sha256(content).hexdigest())
        elif status not in (NO_ANSWER, TOO_LATE, 503):
            self.browser.record.odd(f"an upload was answered {status} {text[:200]}")
        return status

    def missing(self, data: Path, told: list[str]) -> list[str]:
        """Return the checksums that no file of this data folder has."""
        return sorted(set(told) - {sha256(path.read_bytes()).hexdigest() for path in evidence_files(data)})


def evidence_files(data: Path) -> list[Path]:
    folder = data / "files" / "evidence"
    return [path for path in folder.iterdir() if not path.suffix] if folder.exists() else []


def pdf() -> bytes:
    """Return a file of one empty page that is like no other."""
    writer, written = PdfWriter(), BytesIO()
    writer.add_blank_page(width=100, height=100)
    writer.add_metadata({"/Subject": token_hex(KILOBYTES * 512)})
    writer.write(written)
    return written.getvalue()


def multipart(fields: dict[str, str], name: str, content: bytes) -> tuple[bytes, str]:
    """Return (body, content type) of a form with one file."""
    line = token_hex(16)
    start = f"--{line}\r\nContent-Disposition: form-data; name="
    parts = [f'{start}"{field}"\r\n\r\n{value}\r\n' for field, value in fields.items()]
    parts.append(f'{start}"{name}"; filename="proof.pdf"\r\nContent-Type: application/pdf\r\n\r\n')
    body = "".join(parts).encode() + content + f"\r\n--{line}--\r\n".encode()
    return body, f"multipart/form-data; boundary={line}"
