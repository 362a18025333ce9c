"""Reports and messages hold the texts of their own operator alone."""

import pytest

from tests.access.papers import wrong_in_mails, wrong_in_reports


@pytest.fixture
def delivery(settings):
    settings.OUTBOX_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.EMAIL_BACKEND = "readiness.outbox.OutboxBackend"


def test_a_report_holds_its_own_texts_alone(world, browsers):
    assert list(wrong_in_reports(world, browsers)) == []


@pytest.mark.django_db(transaction=True)
def test_a_message_holds_its_readers_texts_alone(delivery, world, browsers):
    assert list(wrong_in_mails(world, browsers)) == []
