"""Evidence: links, notes and files, what is refused, and who may open a file."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments import workflow
from assessments.models import Evidence, Response
from assessments.questionnaire.evidence import FOLDER, MOST_FILES
from assessments.scorecard import answer_set
from readiness import uploads
from readiness.uploads import MAIN_PARTS, TYPES, is_what_it_says
from tests.questionnaire.conftest import fields, kept

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"


def zipped(**parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return made.getvalue()


def office(kind, *more):
    return zipped(**{"[Content_Types].xml": "<Types/>", MAIN_PARTS[kind]: "<x/>"} | dict.fromkeys(more, "x"))


GOOD = {
    "a.pdf": PDF,
    "a.PDF": PDF,
    "a.png": b"\x89PNG\r\n\x1a\n" + b"0" * 20,
    "a.jpg": b"\xff\xd8\xff\xe0" + b"0" * 20,
    "a.jpeg": b"\xff\xd8\xff\xe0" + b"0" * 20,
    "a.docx": office("docx"),
    "a.xlsx": office("xlsx"),
    "a.pptx": office("pptx"),
    "a.odt": zipped(mimetype=TYPES["odt"]),
    "a.ods": zipped(mimetype=TYPES["ods"]),
    "a.csv": "nom;pays\r\nÉté;SN\r\n".encode(),
    "Отчёт 报告 تقرير.txt": "\ufeffwords".encode(),
}
BAD = {
    "program.pdf": b"MZ\x90\x00" + b"\x00" * 60,
    "program.exe": b"MZ\x90\x00" + b"\x00" * 60,
    "page.html": b"<script>alert(1)</script>",
    "drawing.svg": b"<svg onload='alert(1)'/>",
    "pdf.png": PDF,
    "words.docx": office("xlsx"),
    "macro.docx": office("docx", "word/vbaProject.bin"),
    "macro.docm": office("docx", "word/vbaProject.bin"),
    "archive.zip": office("docx"),
    "archive.docx": zipped(a="b"),
    "torn.docx": office("docx")[:-30],
    "not.odt": zipped(mimetype=TYPES["ods"]),
    "bomb.odt": zipped(mimetype=TYPES["odt"] + " " * 1000),
    "binary.csv": b"a;b\x00c",
    "latin.txt": "Été".encode("latin-1"),
    "empty.pdf": b"",
    "noextension": PDF,
    ".pdf": PDF,
    "x.pdf.exe": PDF,
    "trailing.pdf.": PDF,
}


def upload(client, address, name, content, **more):
    file = SimpleUploadedFile("x", content)
    file._name = name
    return client.post(address, {"R2b-file": file, "add": "R2b"} | more)


@pytest.mark.parametrize("name", GOOD)
def test_what_is_accepted_comes_back_byte_for_byte(browse, lead, draft, page_of, name):
    answer = upload(browse(lead), page_of("R2"), name, GOOD[name])
    assert answer["Location"] == page_of("R2") + "#question-R2b"
    piece = Evidence.objects.get()
    assert (piece.kind, piece.text) == ("file", name)
    handed = browse(lead).get(reverse("evidence", args=[piece.file]))
    assert b"".join(handed.streaming_content) == GOOD[name]
    assert handed["Content-Disposition"].startswith("attachment")
    assert handed["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert handed["X-Content-Type-Options"] == "nosniff"
    assert (FOLDER / piece.file.hex).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_what_it_says_is_refused_in_words(browse, lead, draft, page_of, name):
    page = upload(browse(lead), page_of("R2"), name, BAD[name], **fields("R2b", value="Typed"))
    assert page.status_code == 200
    assert page.content.decode().count("Choose") + page.content.decode().count("is not that of a") >= 2
    assert not Evidence.objects.exists()
    assert kept(draft, "R2b")[0] == "Typed"


def test_names_that_would_leave_the_folder_do_not(browse, lead, draft, page_of):
    before = set(FOLDER.parent.rglob("*")) if FOLDER.parent.exists() else set()
    upload(browse(lead), page_of("R2"), "../../etc/passwd.pdf", PDF)
    upload(browse(lead), page_of("R2"), "a" * 300 + ".pdf", PDF)
    texts = list(Evidence.objects.values_list("text", flat=True))
    assert texts == ["passwd.pdf", "a" * 140 + ".pdf"]
    assert {path.parent for path in set(FOLDER.parent.rglob("*")) - before} <= {FOLDER.parent, FOLDER}


def test_a_file_that_is_too_large_is_named_beside_the_field(browse, lead, draft, page_of, monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST_FILE", 100_000)
    monkeypatch.setattr("assessments.questionnaire.evidence.LARGEST_FILE", 100_000)
    page = upload(browse(lead), page_of("R2"), "large.pdf", PDF + b"0" * 500_000, **fields("R2b", value="Typed"))
    assert page.status_code == 200
    assert "“large.pdf” is too large. A file may have at most" in page.content.decode()
    assert kept(draft, "R2b")[0] == "Typed"


def test_no_more_is_kept_of_a_large_file_than_shows_that_it_is_large():
    handler = uploads.CutAtLimit()
    assert handler.receive_data_chunk(b"x", uploads.LARGEST_FILE) == b"x"
    assert handler.receive_data_chunk(b"x", uploads.LARGEST_FILE + 1) is None


def test_a_gigabyte_is_refused_before_it_is_read(browse, lead, draft, page_of):
    class Endless:
        def read(self, size=-1):
            raise AssertionError("the body was read")

        readline = read

    told = {"CONTENT_LENGTH": str(2**30), "wsgi.input": Endless()}
    answer = browse(lead).generic("POST", page_of("R2"), b"x", content_type="multipart/form-data; boundary=x", **told)
    assert answer.status_code == 413
    assert b"That is too large to send" in answer.content


def test_a_link_and_a_note_are_kept_and_stand_in_the_answers(browse, lead, draft, page_of):
    given = fields("R2b", value="x", link="https://www.example.org/a?b=1", title="Our strategy", on_site="The vault, on request")
    assert browse(lead).post(page_of("R2"), given | {"add": "R2b"}).status_code == 302
    assert answer_set(draft).responses["R2b"].evidence == (
        "Our strategy – https://www.example.org/a?b=1",
        "The vault, on request",
    )
    page = browse(lead).get(page_of("R2")).content.decode()
    assert 'href="https://www.example.org/a?b=1" rel="noopener noreferrer"' in page


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)", "ftp://example.org", "www.example.org", "https://", "https://a b", "data:text/html,x",
        "https://u@h/", 'https://x"y',
    ],
)  # fmt: skip
def test_another_address_is_refused_and_stays_in_its_field(browse, lead, draft, page_of, link):
    page = browse(lead).post(page_of("R2"), {"R2b-link": link, "add": "R2b"})
    assert page.content.decode().count("Write an address that begins with https:// or http://") == 2
    assert not Evidence.objects.exists()


def test_the_same_link_is_kept_once(browse, lead, draft, page_of):
    for _ in range(2):
        browse(lead).post(page_of("R2"), {"R2b-link": "https://www.example.org/", "add": "R2b"})
    assert Evidence.objects.count() == 1


def test_evidence_leaves_an_unanswered_question_unanswered(browse, lead, draft, page_of):
    browse(lead).post(page_of("R2"), {"R2a-on-site": "Seen there", "add": "R2a"})
    assert kept(draft, "R2a")[:3] == (None, "", "")


def test_there_is_a_limit_of_files(browse, lead, draft, page_of):
    for number in range(MOST_FILES):
        upload(browse(lead), page_of("R2"), f"{number}.pdf", PDF)
    page = upload(browse(lead), page_of("R2"), "more.pdf", PDF)
    assert "There are 20 files here already." in page.content.decode()
    assert Evidence.objects.count() == MOST_FILES


@pytest.mark.django_db(transaction=True)
def test_what_is_removed_is_gone_with_its_file_and_stays_in_the_history(browse, lead, draft, page_of):
    upload(browse(lead), page_of("R2"), "a.pdf", PDF)
    piece = Evidence.objects.get()
    browse(lead).post(page_of("R2"), {"remove": piece.pk})
    assert not Evidence.objects.exists() and not (FOLDER / piece.file.hex).exists()
    history = Evidence.history.values_list("history_type", "text", "history_user")
    assert list(history) == [("-", "a.pdf", lead.pk), ("+", "a.pdf", lead.pk)]


def test_nobody_removes_what_belongs_to_another_assessment(browse, neighbour, lead, draft, page_of, other_operator, kinds):
    from assessments.models import Assessment

    upload(browse(lead), page_of("R2"), "a.pdf", PDF)
    theirs = Assessment.objects.create(operator=other_operator, framework=kinds, cycle="x")
    browse(neighbour).post(reverse("requirement", args=[theirs.pk, "R2"]), {"remove": Evidence.objects.get().pk})
    assert Evidence.objects.count() == 1


def test_who_sees_the_assessment_opens_the_file(browse, lead, observer, neighbour, expert, draft, page_of):
    upload(browse(lead), page_of("R2"), "a.pdf", PDF)
    address = reverse("evidence", args=[Evidence.objects.get().file])

    def opened():
        answers = [browse(person).get(address) for person in (observer, neighbour, expert)]
        return [PDF if answer.streaming and b"".join(answer) == PDF else answer.status_code for answer in answers]

    assert opened() == [PDF, 404, 404]
    workflow.advance(draft, "submit", by=lead)
    assert opened() == [PDF, 404, PDF]


def test_nothing_is_added_after_submitting(browse, lead, draft, page_of):
    workflow.advance(draft, "submit", by=lead)
    assert upload(browse(lead), page_of("R2"), "a.pdf", PDF).status_code == 403
    assert not Response.objects.exists()


def test_a_script_gets_the_evidence_anew(browse, lead, draft, page_of):
    client = browse(lead)
    body = {"question": "R2b", "add": "R2b", "R2b-link": "https://www.example.org/"}
    answer = client.post(page_of("R2"), body, headers={"accept": "application/json"}).json()
    assert answer["state"] == "saved" and "www.example.org" in answer["html"]
    answer = client.post(page_of("R2"), body | {"R2b-link": "no"}, headers={"accept": "application/json"}).json()
    assert answer["state"] == "refused" and 'value="no"' in answer["html"]


def test_a_list_of_contents_beyond_measure_is_not_read():
    many = zipped(**{f"{number:0200}": "" for number in range(5000)})
    assert re.search(b"PK\x05\x06", many)
    assert not is_what_it_says("a.docx", io.BytesIO(many))
