"""The code that the demonstration's authenticator app would show now."""

import time

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from assessments.management.commands.demo import demonstration_key


class Command(BaseCommand):
    help = "Print the code with which the demonstration's expert and secretariat sign in now; it works once for each."

    def handle(self, **options):
        if not settings.DEMONSTRATION_KEY.exists():
            raise CommandError("There is no demonstration here. `make run` makes one.")
        step = int(time.time()) // app_settings.TOTP_PERIOD
        self.stdout.write(format_hotp_value(hotp_value(demonstration_key(), step)))
