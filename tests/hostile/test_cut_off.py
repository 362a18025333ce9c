"""A request that was cut off on its way changes nothing: half a text is not kept, and what did not arrive is not taken back."""

from io import BytesIO
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from assessments.models import Evidence, Response
from readiness.whole_bodies import whole_bodies

TEXT = "What the person wrote, to its very last word"


@pytest.fixture
def post(browse, lead, assessment):
    """Return a function that posts as the server would hand it on, and gives the status; `lost` bytes do not arrive."""
    browser = browse(lead)

    def posted(path, body, lost=0, kind="application/x-www-form-urlencoded"):
        arrived = {"wsgi.input": BytesIO(body[: len(body) - lost]), "CONTENT_LENGTH": str(len(body))}
        handed_on = whole_bodies(lambda environ, start_response: environ)(arrived, None)
        return browser.generic("POST", f"/assessments/{assessment.pk}{path}", body, kind, **handed_on).status_code

    return posted


def kept(assessment, code):
    return Response.objects.filter(assessment=assessment, question__code=code).values_list("value", "remark", "version").first()


def save(**fields):
    return urlencode({"field": "remark", "version": "1", "sequence": "1", "page": uuid4(), "key": uuid4()} | fields).encode()


def test_half_a_text_is_not_kept_and_the_whole_is_when_it_is_sent_again(post, assessment):
    body, before = save(value=TEXT), kept(assessment, "P1.1a")
    assert post("/questions/P1.1a/", body, lost=10) == 400
    assert kept(assessment, "P1.1a") == before
    assert post("/questions/P1.1a/", body) == 200  # under the same key
    assert kept(assessment, "P1.1a") == ("yes", TEXT, 2)


def test_what_did_not_arrive_of_a_form_is_not_taken_back(post, assessment):
    body = urlencode({"P1.1a-version": "1", "P1.1a-value": "no", "P1.1a-remark": TEXT}).encode()
    before = kept(assessment, "P1.1a")
    for lost in range(1, len(body)):
        assert post("/requirements/P1.1/", body, lost) == 400, body[: len(body) - lost]
    assert kept(assessment, "P1.1a") == before
    assert post("/requirements/P1.1/", body) == 302
    assert kept(assessment, "P1.1a") == ("no", TEXT, 2)


def test_half_a_file_is_not_kept(post, assessment):
    start = '--x\r\nContent-Disposition: form-data; name="P1.1a-file"; filename="list.csv"\r\n\r\n'
    body = (start + "one,two\r\n" * 20_000 + "\r\n--x--\r\n").encode()
    for lost in (1, 5, 10, 1000, 100_000):
        assert post("/requirements/P1.1/", body, lost, "multipart/form-data; boundary=x") == 400, lost
    assert not Evidence.objects.exists()
    assert post("/requirements/P1.1/", body, kind="multipart/form-data; boundary=x") == 302
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize("length", ["", "x", "-1", None])
def test_without_a_length_there_is_no_body(length):
    environ = {"wsgi.input": BytesIO(b"a=b"), "CONTENT_LENGTH": length}
    assert whole_bodies(lambda environ, start_response: environ["wsgi.input"].read())(environ, None) == b""
