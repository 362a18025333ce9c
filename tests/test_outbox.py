"""Mail is queued in the request, sent by the worker, tried again when it fails, and forgotten when it has left."""

import smtplib

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from readiness.outbox import RETRY_AFTER, deliver


@pytest.fixture(autouse=True)
def real_outbox(settings):
    settings.EMAIL_BACKEND = "readiness.outbox.OutboxBackend"
    settings.OUTBOX_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []


def write(**fields):
    message = EmailMultiAlternatives(
        **{"subject": "Évaluation reçue", "body": "Bonjour,\nle lien : https://a.example/é", "to": ["lead@example.org"]} | fields
    )
    message.attach_alternative("<p>Bonjour</p>", "text/html")
    message.attach("notes.txt", "pièce jointe", "text/plain")
    return message


@pytest.mark.django_db(transaction=True)
def test_a_message_leaves_as_it_was_written():
    message = write(from_email="Levier <levier@example.org>", cc=["b@example.org"], bcc=["c@example.org"])
    as_written = message.message
    assert message.send() == 1
    assert mail.outbox == []
    call_command("worker", batch=True, interval=0)
    sent = mail.outbox[0]
    assert (sent.from_email, sent.recipients()) == (
        "Levier <levier@example.org>",
        ["lead@example.org", "b@example.org", "c@example.org"],
    )
    raw = sent.message().as_bytes()
    assert b"c@example.org" not in raw
    assert b"Cc: b@example.org" in raw
    assert "le lien : https://a.example/é".encode() in raw or b"=C3=A9" in raw
    assert as_written()["Subject"].encode() in raw


@pytest.mark.django_db(transaction=True)
def test_a_message_that_has_left_stays_in_no_row():
    write().send()
    call_command("worker", batch=True, interval=0)
    assert len(mail.outbox) == 1
    assert DBTaskResult.objects.count() == 0


def test_who_writes_to_nobody_queues_nothing(db):
    assert write(to=[]).send() == 0
    assert DBTaskResult.objects.count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("error", [smtplib.SMTPServerDisconnected(), ConnectionRefusedError(), TimeoutError()])
def test_a_silent_mail_server_is_asked_again_later(monkeypatch, error):
    def refuse(self, messages):
        raise error

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    write().send()
    call_command("worker", batch=True, interval=0)
    waiting = DBTaskResult.objects.get()
    assert waiting.status == "READY"
    assert waiting.args_kwargs["kwargs"]["attempt"] == 1
    assert waiting.run_after - waiting.enqueued_at > RETRY_AFTER[0] * 0.9


@pytest.mark.django_db(transaction=True)
def test_after_the_last_try_it_fails_aloud(monkeypatch, caplog):
    def refuse(self, messages):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    deliver.enqueue(sender="a@example.org", recipients=["b@example.org"], raw="", attempt=len(RETRY_AFTER))
    call_command("worker", batch=True, interval=0)
    failed = DBTaskResult.objects.get()
    assert (failed.status, failed.exception_class_path) == ("FAILED", "builtins.ConnectionRefusedError")


@pytest.mark.parametrize("linesep", ["\n", "\r\n"])
def test_lines_end_as_the_server_wants_them(linesep):
    from readiness.outbox import WrittenMessage

    message = WrittenMessage("a@example.org", ["b@example.org"], "U3ViamVjdDogeAoKYm9keQo=")
    assert message.message().as_bytes(linesep=linesep) == f"Subject: x{linesep}{linesep}body{linesep}".encode()
