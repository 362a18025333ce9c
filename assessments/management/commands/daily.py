"""What has to be done every day, for cron: open the cycles whose time has come, and write the reminders that are due."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.cycles import open_due_cycles
from assessments.reminders import write_reminders


class Command(BaseCommand):
    help = "Open the cycles whose time has come and write the reminders that are due. May run as often as one likes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--home", help="the address of the site for links, such as https://levier.example.org")

    def handle(self, *, home: str | None, **options: object) -> None:
        opened = open_due_cycles()
        written = write_reminders(home_of(home))
        self.stdout.write(f"{len(opened)} assessments opened, {written} reminders written.")


def home_of(given: str | None) -> str:
    """Return the address of the site, by default that of the first host name it answers for."""
    if given is None:
        hosts = [host for host in settings.ALLOWED_HOSTS if not host.startswith((".", "*"))]
        if not hosts:
            raise CommandError("Say where the site is: --home https://levier.example.org")
        given = "http://127.0.0.1:8000" if settings.LOOPBACK else f"https://{hosts[0]}"
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise CommandError(f"{given} is no address of a site: write it as https://levier.example.org")
    return given.rstrip("/")
