"""Evidence in S3-compatible storage: the same promises as on the disk, tried against a server that speaks S3."""

from base64 import b64decode
from datetime import timedelta
from hashlib import md5
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.conf import settings as now
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from assessments import evidence_files
from assessments.left_behind import lay_aside
from assessments.models import Evidence
from readiness.file_places import Unreachable, read_place
from tests.bucket import KEYS, Bucket, s3_server
from tests.questionnaire.test_evidence import PDF, upload
from tests.questionnaire.test_evidence_described import give_again

pytestmark = pytest.mark.django_db
ABSENT = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def endpoint():
    with s3_server() as address:
        yield address


def kept_in(settings, place):
    settings.STORAGES = now.STORAGES | {"evidence": read_place(place)}


@pytest.fixture
def bucket(endpoint, settings, monkeypatch, tmp_path):
    """A bucket of this test's own, in which evidence is kept; the data folder is its own as well."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    for name in ("DATA", "MEDIA_ROOT", "REPORTS"):
        setattr(settings, name, tmp_path / name.lower())
    made = Bucket(endpoint)
    kept_in(settings, made.setting)
    return made


def opened(browser, file):
    answer = browser.get(reverse("evidence", args=[file]))
    return answer, b"".join(answer.streaming_content) if answer.streaming else b""


def test_a_file_lies_in_the_bucket_alone_and_comes_back_byte_for_byte(bucket, browse, lead, draft, page_of, tmp_path):
    assert upload(browse(lead), page_of("R2"), "a.pdf", PDF).status_code == 302
    file = Evidence.objects.get().file
    assert bucket.content() == {file.hex: PDF}
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    answer, content = opened(browse(lead), file)
    assert (answer.status_code, content) == (200, PDF)
    assert answer["Content-Disposition"] == 'attachment; filename="a.pdf"'
    assert answer["Content-Length"] == str(len(PDF))
    assert answer["Content-Security-Policy"].startswith("sandbox")


def test_a_large_one_as_well(bucket, browse, lead, draft, page_of):
    words = b"some words in a line\n" * 430_000  # 9 MB
    upload(browse(lead), page_of("R2"), "a.txt", words)
    assert opened(browse(lead), Evidence.objects.get().file)[1] == words


def test_who_may_not_see_it_does_not_get_it(bucket, browse, lead, neighbour, draft, page_of):
    upload(browse(lead), page_of("R2"), "a.pdf", PDF)
    assert opened(browse(neighbour), Evidence.objects.get().file)[0].status_code == 404


def test_a_file_that_is_lost_is_not_there(bucket, browse, lead, draft, page_of):
    upload(browse(lead), page_of("R2"), "a.pdf", PDF)
    piece = Evidence.objects.get()
    evidence_files.remove(piece.file)
    assert opened(browse(lead), piece.file)[0].status_code == 404


@pytest.mark.django_db(transaction=True)
def test_it_goes_with_the_last_answer_it_stands_for(bucket, browse, lead, draft, page_of):
    upload(browse(lead), page_of("R2"), "a.pdf", PDF)
    piece = Evidence.objects.get()
    give_again(browse(lead), page_of("R1"), "R1a", piece.file)
    browse(lead).post(page_of("R2"), {"remove": piece.pk})
    assert bucket.content() == {piece.file.hex: PDF}
    browse(lead).post(page_of("R1"), {"remove": Evidence.objects.get().pk})
    assert bucket.content() == {}


def test_the_put_has_ended_before_the_row_is_written(bucket, browse, lead, draft, page_of, monkeypatch):
    seen = []
    monkeypatch.setattr(Evidence, "save", lambda piece: seen.append((piece.file.hex, bucket.content())))
    upload(browse(lead), page_of("R2"), "a.pdf", PDF)
    [(name, content)] = seen
    assert content == {name: PDF}


def test_what_cannot_be_put_leaves_no_row_and_is_told_to_be_tried_again(bucket, browse, lead, draft, page_of, settings):
    kept_in(settings, f"s3://nowhere?endpoint={ABSENT}")
    answer = upload(browse(lead, raise_request_exception=False), page_of("R2"), "a.pdf", PDF)
    assert answer.status_code == 503 and not Evidence.objects.exists()
    kept_in(settings, bucket.setting.replace(bucket.name, "no-such-bucket"))
    answer = upload(browse(lead, raise_request_exception=False), page_of("R2"), "a.pdf", PDF)
    assert answer.status_code == 503 and not Evidence.objects.exists()


def test_storage_that_does_not_answer_is_busy_not_empty(bucket, browse, lead, draft, page_of, settings):
    upload(browse(lead), page_of("R2"), "a.pdf", PDF)
    kept_in(settings, f"s3://{bucket.name}?endpoint={ABSENT}")
    assert opened(browse(lead, raise_request_exception=False), Evidence.objects.get().file)[0].status_code == 503
    with pytest.raises(Unreachable):
        list(evidence_files.names())


def test_each_put_carries_the_digest_of_the_whole(bucket):
    """So that a server that got less, or something else, refuses it."""
    seen = []
    events = storages["evidence"].connection.meta.client.meta.events
    events.register("before-send.s3.PutObject", lambda request, **kwargs: seen.append(request.headers["Content-MD5"]))
    evidence_files.write(uuid4(), SimpleUploadedFile("x", b"words"))
    assert [b64decode(text) for text in seen] == [md5(b"words").digest()]


def test_what_no_row_names_is_laid_aside_and_removed_a_month_later(bucket, browse, lead, draft, page_of, monkeypatch):
    upload(browse(lead), page_of("R2"), "a.pdf", PDF)
    kept, left = Evidence.objects.get().file.hex, uuid4().hex
    bucket.put(left, b"left")
    bucket.put("README", b"not ours")
    lay_aside()
    assert bucket.content().keys() == {kept, left, "README"}  # young
    later(monkeypatch, days=2)
    lay_aside()
    assert bucket.content().keys() == {kept, f"left-behind/{left}", "README"}
    later(monkeypatch, days=29)
    lay_aside()
    assert f"left-behind/{left}" in bucket.content()
    later(monkeypatch, days=31)
    lay_aside()
    assert bucket.content().keys() == {kept, "README"}


def later(monkeypatch, days):
    at = timezone.now() + timedelta(days=days)
    monkeypatch.setattr(evidence_files, "timezone", SimpleNamespace(now=lambda: at))


# The setting


def test_without_the_setting_it_is_the_disk():
    assert evidence_files.on_disk()
    assert read_place("") == {"BACKEND": "readiness.file_places.OnDisk"}


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://bucket", "the scheme is s3"), ("s3://", "the scheme is s3"), ("bucket", "the scheme is s3"),
        ("s3://key:secret@bucket", "AWS_ACCESS_KEY_ID"), ("s3://bucket?endpiont=https://a.example", "endpiont is not known"),
        ("s3://bucket?endpoint=http://a.example", "begins with https"), ("s3://bucket?endpoint=a.example", "begins with https"),
        ("s3://bucket?addressing=magic", "addressing is one of"),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_read_stops_the_start_in_words(url, words):
    with pytest.raises(ImproperlyConfigured, match=words):
        read_place(url)
    if "secret" in url:
        with pytest.raises(ImproperlyConfigured) as told:
            read_place(url)
        assert "secret" not in str(told.value)


def test_it_is_read_as_written(settings):
    kept_in(settings, "s3://bucket/some/folder?endpoint=https://s3.example.org&region=eu-west-1")
    place = storages["evidence"]
    assert (place.bucket_name, place.location, place.endpoint_url) == ("bucket", "some/folder", "https://s3.example.org")
    assert place.key("x") == {"Bucket": "bucket", "Key": "some/folder/x"}
    kept_in(settings, "s3://bucket")
    assert storages["evidence"].key("x") == {"Bucket": "bucket", "Key": "x"}
