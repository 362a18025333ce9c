"""Input that no database could store is refused, with the same answer on each database."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from readiness.incoming import Malformed, check_request, json_object

LANGUAGE = "/language/"


@pytest.mark.parametrize(
    "address", ["/assessments/?q=a%00b", "/assessments/?a%00b=q", "/assess%00ments/", "/account/sign-in/?next=%00"]
)
def test_nul_in_an_address_is_400(browse, lead, address):
    response = browse(lead).get(address)
    assert response.status_code == 400
    assert b"This request cannot be read" in response.content


@pytest.mark.parametrize("fields", [{"next": "a\x00b"}, {"a\x00b": "next"}, {"next": "\ud800"}])
@pytest.mark.parametrize("form", ["multipart", "urlencoded"])
def test_text_that_cannot_be_stored_is_400(browse, lead, fields, form):
    browser = browse(lead)
    if form == "urlencoded":
        body = "&".join(f"{name}={value}" for name, value in fields.items()).encode("utf-8", "surrogatepass")
        response = browser.post(LANGUAGE, body, content_type="application/x-www-form-urlencoded")
    else:
        lines = [
            f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode("utf-8", "surrogatepass")
            for name, value in fields.items()
        ]
        response = browser.post(LANGUAGE, b"\r\n".join(lines) + b"\r\n--x--\r\n", content_type="multipart/form-data; boundary=x")
    if "\ud800" in "".join(fields.values()):  # as bytes it is no UTF-8: read as a replacement character, which is storable
        assert response.status_code in (302, 400)
    else:
        assert response.status_code == 400


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=x; charset=hex",
        "multipart/form-data; boundary=x; charset=utf-7",
        "application/x-www-form-urlencoded; charset=utf-16",
        "application/x-www-form-urlencoded; charset=hex",
        "application/json; charset=hex",
    ],
)
def test_odd_content_types_are_never_a_server_error(browse, lead, content_type):
    body = b'--x\r\nContent-Disposition: form-data; name="next"\r\n\r\n+2AA-\r\n--x--\r\n'
    assert browse(lead).generic("POST", LANGUAGE, body, content_type).status_code in (302, 400)


@pytest.mark.parametrize("value", ['"aaaaaaaaaaaa\\000"', "a" * 5000, '"\\355\\240\\200"'])
def test_odd_cookies_are_never_a_server_error(browse, db, settings, value):
    browser = browse()
    for name in (settings.SESSION_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "other"):
        assert browser.get("/account/sign-in/", headers={"cookie": f"{name}={value}"}).status_code in (200, 400)


def test_a_file_name_with_nul_is_400():
    upload = SimpleUploadedFile("evidence.pdf", b"x")
    request = RequestFactory().post("/", {"file": upload})
    request.FILES["file"]._name = "evi\x00dence.pdf"
    with pytest.raises(Malformed):
        check_request(request)


@pytest.mark.parametrize("count", [1001, 5000])
def test_too_many_fields_are_400(browse, lead, count):
    assert browse(lead).post(LANGUAGE, {f"field{number}": "x" for number in range(count)}).status_code == 400


def test_a_giant_form_is_413(browse, lead):
    response = browse(lead).post(LANGUAGE, {"next": "x" * 3_000_000})
    assert response.status_code == 413
    assert b"That is too large to send" in response.content


@pytest.mark.parametrize(
    "body",
    [
        b'{"a": "\\u0000"}',
        b'{"\\u0000": 1}',
        b'{"a": "\\ud800"}',
        b'{"a": ["x", {"b": "\\udfff"}]}',
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": 1e999}',
        b'{"a": ' + b"1" * 30 + b"}",
        b"[" * 100_000,
        b'{"a": ' + b"[" * 40 + b"]" * 40 + b"}",
        b'{"a":' * 100_000,
        b"[]",
        b'"text"',
        b" ",
        b"\xff",
        b"{",
    ],
)
def test_json_that_cannot_be_stored_is_400(browse, lead, body):
    assert browse(lead).post(LANGUAGE, body, content_type="application/json").status_code == 400
    with pytest.raises(Malformed):
        json_object(body)


def test_json_that_can_be_stored_is_read_exactly():
    value = {"answer": ["é", 3, 2.5, None, True, {"deep": "😀"}], "empty": ""}
    assert json_object(json.dumps(value).encode()) == value


def test_a_surrogate_pair_is_one_character():
    assert json_object(b'{"a": "\\ud83d\\ude00"}') == {"a": "😀"}
