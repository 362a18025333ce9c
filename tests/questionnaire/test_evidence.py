"""Evidence: links, notes and files, what is refused, and who may open a file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments import evidence_files, workflow
from assessments.models import Evidence, Response
from assessments.questionnaire.evidence import MOST_FILES
from assessments.scorecard import answer_set
from readiness import uploads
from readiness.answers import Piece
from readiness.uploads.handler import CutAtLimit
from tests.files import pdfs
from tests.questionnaire.conftest import fields, kept

pytestmark = pytest.mark.django_db
PDF = pdfs.plain()
FOLDER = evidence_files.folder()


def upload(client, address, name, content, **more):
    file = SimpleUploadedFile("x", content)
    file._name = name
    return client.post(address, {"R2b-file": file, "add": "R2b"} | more)


def test_a_file_comes_back_byte_for_byte_and_is_nobody_elses_on_disk(browse, lead, draft, page_of):
    answer = upload(browse(lead), page_of("R2"), "a.pdf", PDF)
    assert answer["Location"] == page_of("R2") + "#question-R2b"
    piece = Evidence.objects.get()
    assert (piece.kind, piece.text) == ("file", "a.pdf")
    handed = browse(lead).get(reverse("evidence", args=[piece.file]))
    assert b"".join(handed.streaming_content) == PDF
    assert (FOLDER / piece.file.hex).stat().st_mode & 0o777 == 0o600


def test_what_is_not_what_it_says_is_refused_in_words(browse, lead, draft, page_of):
    page = upload(browse(lead), page_of("R2"), "a.png", PDF, **fields("R2b", value="Typed"))
    assert page.status_code == 200
    assert page.content.decode().count("The content of “a.png” is not that of a .png file.") == 2
    assert not Evidence.objects.exists()
    assert kept(draft, "R2b")[0] == "Typed"


def test_adding_nothing_is_told_and_not_called_saved(browse, lead, draft, page_of):
    page = browse(lead).post(page_of("R2"), {"add": "R2b"})
    assert "There is nothing to add yet." in page.content.decode()
    script = browse(lead).post(page_of("R2"), {"add": "R2b"}, headers={"accept": "application/json"})
    assert script.json()["state"] == "refused"
    assert browse(lead).post(page_of("R2"), {"add": "R2a", "R2a-on-site": "The vault"}).status_code == 302
    assert browse(lead).post(page_of("R2"), fields("R2b", value="Typed")).status_code == 302  # nobody asked to add


def test_names_that_would_leave_the_folder_do_not(browse, lead, draft, page_of):
    before = set(FOLDER.parent.rglob("*")) if FOLDER.parent.exists() else set()
    upload(browse(lead), page_of("R2"), "../../etc/passwd.pdf", PDF)
    upload(browse(lead), page_of("R2"), "a" * 300 + ".pdf", PDF)
    texts = list(Evidence.objects.values_list("text", flat=True))
    assert texts == ["passwd.pdf", "a" * 140 + ".pdf"]
    assert {path.parent for path in set(FOLDER.parent.rglob("*")) - before} <= {FOLDER.parent, FOLDER}


def test_a_file_that_is_too_large_is_named_beside_the_field(browse, lead, draft, page_of, monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST_FILE", 100_000)
    page = upload(browse(lead), page_of("R2"), "large.pdf", PDF + b"0" * 500_000, **fields("R2b", value="Typed"))
    assert page.status_code == 200
    assert "“large.pdf” is too large. A file may have at most" in page.content.decode()
    assert kept(draft, "R2b")[0] == "Typed"


def test_no_more_is_kept_of_a_large_file_than_shows_that_it_is_large():
    handler = CutAtLimit()
    assert handler.receive_data_chunk(b"x", uploads.LARGEST_FILE) == b"x"
    assert handler.receive_data_chunk(b"x", uploads.LARGEST_FILE + 1) is None


def test_files_that_are_too_large_together_are_told_and_the_rest_is_kept(browse, lead, draft, page_of, monkeypatch):
    """What arrives of them is never passed off as the whole of one."""
    monkeypatch.setattr(uploads, "LARGEST_TOGETHER", 300_000)
    words = b"some words in a line\n" * 10_000  # 210 kB: two of them are too much
    files = {f"{code}-file": SimpleUploadedFile(f"{code}.txt", words) for code in ("R1a", "R1b")}
    page = browse(lead).post(page_of("R1"), files | fields("R1b", value="yes"))
    assert page.status_code == 200
    assert "“R1b.txt” was not taken: files that are sent together may have at most" in page.content.decode()
    assert [(piece.text, (FOLDER / piece.file.hex).stat().st_size) for piece in Evidence.objects.all()] == [("R1a.txt", 210_000)]
    assert kept(draft, "R1b")[0] == "yes"
    assert browse(lead).post(page_of("R1"), {"R1b-file": SimpleUploadedFile("R1b.txt", words)}).status_code == 302


def test_no_more_is_kept_of_a_request_than_shows_that_it_is_too_much():
    handler = CutAtLimit()
    chunk, taken = b"x" * 64 * 1024, 0
    for number in range(10):
        handler.new_file("file", f"{number}.txt", "text/plain", None)
        for at in range(80):
            taken += len(handler.receive_data_chunk(chunk, at * len(chunk)) or b"")
        assert (handler.file_complete(80 * len(chunk)) is None) == (number < 4)
    assert taken <= uploads.LARGEST_TOGETHER


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
        Piece("Our strategy – https://www.example.org/a?b=1"),
        Piece("The vault, on request"),
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
