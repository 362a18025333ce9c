"""A corpus of hostile, broken and honest files: refused with a reason beside the field, or kept and handed back as they were."""

import re
import resource
import subprocess
import sys
import time
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from PIL import ImageFile

from assessments.evidence_files import folder
from assessments.models import Evidence
from readiness import uploads
from readiness.uploads import archive, image, limited, office, pdf
from readiness.uploads.faults import Fault, Found
from readiness.uploads.names import extension, file_name
from readiness.uploads.words import SENTENCES, sentence
from tests.hostile import greedy
from tests.hostile.corpus import BAD, EICAR, GOOD, OFFICE, PDFS, PIXELS, POLYGLOTS, made
from tests.hostile.nasty import seeds
from tests.questionnaire.conftest import fields, kept

pytestmark = pytest.mark.django_db
SLOWEST_SECONDS = 10
MORE_MEMORY = 200 * 1024  # kilobytes that the server's own process may grow by while it reads the whole corpus


def post(client, address, name, content, **typed):
    file = SimpleUploadedFile("x", content)
    file._name = name
    return client.post(address, {"R2b-file": file, "add": "R2b"} | typed)


def fault_of(name, content):
    file = BytesIO(content)
    file.size = len(content)
    return uploads.fault(file_name(name), file)


def stored():
    """Return every file below the data folder that is no database."""
    return {path for path in settings.DATA.rglob("*") if path.is_file() and "sqlite3" not in path.name}


@pytest.mark.parametrize("what", BAD)
def test_it_is_refused_in_the_readers_words_and_nothing_typed_is_lost(browse, lead, draft, page_of, what):
    name, content = made(what)
    client, before, begin = browse(lead), stored(), time.monotonic()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    typed = fields("R2b", value="Typed", remark="Said", link="https://www.example.org/", on_site="The vault")
    page = post(client, page_of("R2"), name, content, **typed)
    assert time.monotonic() - begin < SLOWEST_SECONDS
    assert page.status_code == 200
    with translation.override("fr"):
        told = sentence(BAD[what][2], file_name(name))
    assert f'id="R2b-file-error"><span class="visually-hidden">Erreur : </span>{escape(told)}</p>'.replace(
        "\u00a0", " "
    ) in page.content.decode().replace("\u00a0", " ")
    assert kept(draft, "R2b")[:3] == ("Typed", "", "Said")
    assert set(Evidence.objects.values_list("kind", flat=True)) == {"link", "on_site"}
    assert stored() == before


@pytest.mark.parametrize("what", GOOD)
def test_an_honest_file_comes_back_as_it_was_in_a_sandbox(browse, lead, draft, page_of, what):
    name, content = made(what)
    before = stored()
    assert post(browse(lead), page_of("R2"), name, content).status_code == 302
    piece = Evidence.objects.get()
    handed = browse(lead).get(reverse("evidence", args=[piece.file]))
    assert b"".join(handed.streaming_content) == content
    assert handed["Content-Disposition"].startswith("attachment;")
    assert handed["X-Content-Type-Options"] == "nosniff"
    assert handed["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert stored() - before == {folder() / piece.file.hex}


def test_every_reason_is_said_in_both_languages():
    for fault in Fault:
        told = {}
        for language in ("en", "fr"):
            with translation.override(language):
                told[language] = sentence(fault, "plan.pdf")
        assert told["en"] != told["fr"]
        assert all("plan.pdf" in text and "%(" not in text for text in told.values())
    assert set(SENTENCES) == set(Fault)


# Names


NAMES = {  # what the request says: what is kept, None where the file is refused
    "../../etc/passwd.pdf": "passwd.pdf",
    "..\\..\\windows\\a.pdf": "a.pdf",
    "/etc/cron.d/a.pdf": "a.pdf",
    "C:\\autoexec.pdf": "autoexec.pdf",
    "plan\u202efdp.exe": None,
    "plan\u202eexe.pdf": "planexe.pdf",
    "CON.pdf": "_CON.pdf",
    "com1.tar.pdf": "_com1.tar.pdf",
    "a" * 5000 + ".pdf": "a" * 140 + ".pdf",
    "a\r\nSet-Cookie: x=y.pdf": "aSet-Cookie: x=y.pdf",
    "a\x1b[31m\x07.pdf": "a[31m.pdf",
    "...hidden.pdf": "hidden.pdf",
    "the\u00a0plan\u2003.pdf": "the plan .pdf",
    "plan.pdf::$DATA": None,
    "plan.pdf%00.exe": None,
    "a\u200b\u2066b\ufeff.pdf": "ab.pdf",
    '"><img src=x onerror=alert(1)>.pdf': '"><img src=x onerror=alert(1)>.pdf',
    "e\u0301te\u0301.pdf": "\u00e9t\u00e9.pdf",
    "..": None,
    "\u3000.pdf": None,
}


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_leaves_no_folder_and_fools_nobody(browse, lead, draft, page_of, name):
    raw, content = name.replace('"', "%22").encode(), made("a PDF in capitals")[1]
    body = b'--x\r\nContent-Disposition: form-data; name="add"\r\n\r\nR2b\r\n--x\r\nContent-Disposition: form-data; '
    body += b'name="R2b-file"; filename="%s"\r\nContent-Type: text/html\r\n\r\n%s\r\n--x--\r\n' % (raw, content)
    before = stored()
    client = browse(lead, raise_request_exception=False)
    answer = client.post(page_of("R2"), body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code < 500
    assert file_name(name) == (NAMES[name] or file_name(name))
    assert (extension(file_name(name)) == "pdf") == (NAMES[name] is not None)
    for piece in Evidence.objects.all():
        assert NAMES[name] is not None and piece.text.isprintable() and len(piece.text) <= 150
        handed = client.get(reverse("evidence", args=[piece.file]))
        assert handed["Content-Type"] == "application/pdf" and "\n" not in handed["Content-Disposition"]
        assert b"".join(handed.streaming_content) == content
        assert stored() - before == {folder() / piece.file.hex}
    if not Evidence.objects.exists():
        assert stored() == before


# The limits of the process that reads


@pytest.mark.parametrize(
    ("greedy_one", "fault"),
    [
        (greedy.hoard, Fault.MUCH), (greedy.spin, Fault.MUCH), (greedy.sleep, Fault.BUSY), (greedy.die, Fault.MUCH),
        (greedy.recurse, Fault.MUCH),
    ],
)  # fmt: skip
def test_whatever_a_file_makes_a_parser_do_comes_to_an_end(monkeypatch, greedy_one, fault):
    with monkeypatch.context() as patch:
        patch.setattr(limited, "WALL_SECONDS", 1 if greedy_one is greedy.sleep else 60)
        patch.setattr(limited, "CPU_SECONDS", 1)
        assert limited.run(greedy_one) is fault
    assert limited.fault("pdf", made("a printed PDF")[1]) is None


def test_a_parser_writes_nothing(tmp_path):
    assert limited.run(greedy.write, tmp_path) is Fault.DAMAGED
    assert [path for path in tmp_path.iterdir() if path.stat().st_size] == []


def test_a_parser_starts_nothing_and_gains_nothing():
    assert limited.run(greedy.rights) == ((0, 0), True)


def a_network_of_ones_own_is_allowed():
    code = "import ctypes, sys; sys.exit(ctypes.CDLL(None).unshare(0x50000000) != 0)"
    return subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_a_parser_reaches_nobody(listener):
    """Where the kernel lets a process make a network of its own; the others are told of in docs/security.md."""
    port, hits = listener
    assert limited.run(greedy.reach, ("127.0.0.1", port)) is (Fault.DAMAGED if a_network_of_ones_own_is_allowed() else None)
    assert hits == [] or not a_network_of_ones_own_is_allowed()


def test_who_finds_no_place_is_asked_to_come_again(monkeypatch):
    monkeypatch.setattr(limited, "WAIT_SECONDS", 0.05)
    places = [limited._places.acquire(timeout=20) for _ in range(2)]
    try:
        assert limited.fault("pdf", made("a printed PDF")[1]) is Fault.BUSY
    finally:
        for _place in places:
            limited._places.release()


def test_to_wait_for_a_place_and_to_read_take_less_than_ten_seconds(monkeypatch):
    assert limited.CPU_SECONDS + limited.WAIT_SECONDS < limited.WALL_SECONDS < SLOWEST_SECONDS
    monkeypatch.setattr(limited, "WALL_SECONDS", 2)
    begin = time.monotonic()
    assert limited.run(greedy.sleep) is Fault.BUSY
    assert 2 <= time.monotonic() - begin < SLOWEST_SECONDS


def test_bombs_go_off_elsewhere():
    rows = [made(what) for what in [*PIXELS, *(what for what in BAD if "bomb" in what or "unpacks" in what)]]
    assert len(rows) >= 9
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name, content in rows:
        assert fault_of(name, content)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MORE_MEMORY


def test_the_maker_of_pdfs_that_takes_cut_pictures_changes_nothing(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(OSError, match="truncated"):
        image.fault("png", made("a PNG without its pixels")[1])


# What each look is for: without it, something of the corpus comes through


def here(monkeypatch):
    """Read in this process, so that a planted fault is seen."""

    def fault(kind, content):
        try:
            return limited.read(kind, content)
        except Found as found:
            return found.fault
        except Exception:
            return Fault.DAMAGED

    monkeypatch.setattr(limited, "fault", fault)


def come_through(rows=BAD):
    return {what for what in rows if fault_of(*made(what)) is None}


NEVER, NEVER_BYTES = re.compile("(?!)"), re.compile(b"(?!)")
PLANTED = {
    "active names": (pdf, "ACTIVE", NEVER_BYTES, "a script"),
    "packed objects": (pdf, "object_streams", lambda reader, content: [], "a script packed twice"),
    "escaped letters": (pdf, "unescaped", lambda data: data, "a script in escaped letters"),
    "zip files in a PDF": (pdf, "is_zipfile", lambda file: False, "a PDF that is a zip file"),
    "pixels": (image, "MOST_PIXELS", 10**12, "a JPEG of a billion pixels"),
    "markup in pictures": (image, "MARKUP", NEVER_BYTES, "a JPEG with a script in its comment"),
    "the rest behind pictures": (image, "known_rest", lambda rest, png: True, "a PNG with something behind"),
    "layout": (archive, "seamless", lambda *ignored: True, "a document with something between"),
    "unpacked size": (archive, "MOST_UNPACKED", 10**12, "a bomb of many parts"),
    "ratio": (archive, "MOST_RATIO", 10**12, "a bomb of a part"),
    "directory": (archive, "MOST_DIRECTORY", 10**12, None),
    "names": (archive, "ODD_NAME", NEVER, "names that leave the folder"),
    "programs": (office, "PROGRAMS", (b"\x00none",), "a macro under another name"),
    "archives": (office, "ARCHIVES", (b"\x00none",), "an archive inside"),
    "active types": (office, "ACTIVE_TYPE", NEVER, "a macro by its type"),
    "active elements": (office, "ACTIVE_ELEMENTS", set(), "an open document that calls a macro"),
    "folders of macros": (office, "FOLDERS_OF_MACROS", ("none/",), "an open document with a macro"),
    "far links": (office, "near", lambda target: True, "a template from elsewhere"),
    "entities": (office.markup, "_doctype", lambda *ignored: None, None),
}


@pytest.mark.parametrize("look", PLANTED)
def test_without_a_look_something_comes_through(monkeypatch, look):
    here(monkeypatch)
    where, attribute, careless, what = PLANTED[look]
    rows = PDFS | POLYGLOTS | PIXELS | OFFICE
    rows = {what: rows[what]} if what else {}
    assert come_through(rows) == set()
    monkeypatch.setattr(where, attribute, careless)
    assert come_through(rows) == set(rows)


def test_first_bytes_alone_let_many_through(monkeypatch):
    starts = {"pdf": b"%PDF-", "png": b"\x89PNG", "jpg": b"\xff\xd8\xff"}
    monkeypatch.setattr(
        limited, "fault", lambda kind, content: None if content.startswith(starts.get(kind, b"PK\x03\x04")) else Fault.OTHER
    )
    assert len(come_through()) > 40


def test_no_scanner_looks_for_viruses():
    """What the corpus cannot promise: in a file of plain text, the test virus is plain text."""
    assert fault_of("eicar.txt", EICAR) is None


# Mutations


def mutated(random, content):
    """Return the bytes of a good file with one to eight things done to them."""
    raw = bytearray(content)
    for _change in range(random.randint(1, 8)):
        at, size = random.randrange(len(raw)), random.choice([1, 2, 4, 30, 300])
        match random.randrange(6):
            case 0:
                raw[at] = random.randrange(256)
            case 1:
                del raw[at : at + size]
            case 2:
                raw[at:at] = random.randbytes(size)
            case 3:
                raw[at:at] = raw[at : at + size]
            case 4:
                raw[at : at + size] = random.choice([b"\x00", b"\xff"]) * size
            case 5:
                digits = [place for place, byte in enumerate(raw[at : at + 300], start=at) if 48 <= byte <= 57]
                if digits:
                    raw[random.choice(digits)] = random.choice(b"0123456789")
        raw = raw or bytearray(b"\x00")
    return bytes(raw)


def test_a_mutated_file_is_kept_or_refused_and_soon():
    came, wrong = {}, []
    for seed, random in seeds("uploads"):
        name, content = made(random.choice(list(GOOD)))
        raw, begin = mutated(random, content), time.monotonic()
        outcome = fault_of(name, raw)
        took = time.monotonic() - begin
        came[outcome] = came.get(outcome, 0) + 1
        if not (outcome is None or outcome in Fault) or took > SLOWEST_SECONDS:
            wrong.append((seed, name, outcome, round(took, 1)))
    assert wrong == []
    assert came[Fault.DAMAGED] and came.get(None)  # the mutations bite, and not always


def test_a_parser_without_a_net_would_raise():
    raised = set()
    for _seed, random in seeds("uploads")[:200]:
        name, content = made(random.choice(list(GOOD)))
        try:
            if extension(name) not in ("csv", "txt"):
                limited.read(extension(name), mutated(random, content))
        except Found:
            pass
        except Exception as error:
            raised.add(type(error).__name__)
    assert len(raised) >= 3
