"""Mail leaves through an outbox: a request writes a row, the worker sends it.

Sending inside a request would tell, by the time it takes, who has an account. The row holds the whole message, reset
links included, so it is removed as soon as the message has left.
"""

import base64
from datetime import timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.dispatch import receiver
from django.utils import timezone
from django_tasks import task
from django_tasks.signals import task_finished

RETRY_AFTER = [timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6)]


class OutboxBackend(BaseEmailBackend):
    """Queue each message for the worker."""

    def send_messages(self, email_messages):
        ready = [message for message in email_messages if message.recipients()]
        for message in ready:
            raw = base64.b64encode(message.message().as_bytes()).decode()
            deliver.enqueue(sender=message.from_email, recipients=message.recipients(), raw=raw)
        return len(ready)


class WrittenMessage(EmailMessage):
    """A message that was written earlier and is sent as it stands, date and id included."""

    def __init__(self, sender, recipients, raw):
        super().__init__(from_email=sender, to=recipients)
        self._raw = base64.b64decode(raw)

    def message(self, **kwargs):
        return self

    def as_bytes(self, linesep="\n", policy=None):
        return self._raw.replace(b"\n", (policy.linesep if policy else linesep).encode())

    def get_charset(self):  # the console asks: the message says its own
        return None


FIRST = 10  # before reports, which take half a minute each: who waits for a link waits at a page


@task(priority=FIRST)
def deliver(sender, recipients, raw, attempt=0):
    """Send one message; when the mail server does not take it, try again later, four times in all."""
    try:
        connection = get_connection(settings.OUTBOX_DELIVERY_BACKEND)
        connection.send_messages([WrittenMessage(sender, recipients, raw)])
    except OSError:  # smtplib's errors are OSErrors
        if attempt == len(RETRY_AFTER):
            raise
        later = deliver.using(run_after=timezone.now() + RETRY_AFTER[attempt])
        later.enqueue(sender=sender, recipients=recipients, raw=raw, attempt=attempt + 1)


@receiver(task_finished)
def forget_sent_message(task_result, **kwargs):
    """Remove a message from the database once it has left: it may hold a reset link."""
    if task_result.task.module_path == deliver.module_path and not task_result.errors:
        task_result.db_result.delete()
