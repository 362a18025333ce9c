"""Mails that were written since one last looked."""

from django.core import mail


def delivered():
    sent = list(mail.outbox)
    mail.outbox.clear()
    return sent
