"""What is done every day, for cron: cycles opened and told, reminders and daily mails written, old invitations removed."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.cycles import open_due_cycles
from assessments.digest import write_digests
from assessments.people.inviting import forget_expired
from assessments.reminders import write_openings, write_reminders
from assessments.together.due import write_due_reminders


class Command(BaseCommand):
    help = (
        "Open the cycles whose time has come, tell their leads, write the reminders and daily mails that are due, remove old "
        "invitations. "
        "May run as often as one likes."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--home", help="the address of the site for links, such as https://levier.example.org")

    def handle(self, *, home: str | None, **options: object) -> None:
        site = home_of(home)
        done = {
            "assessments opened": len(open_due_cycles()),
            "leads told": write_openings(site),  # before the reminders: who is told of both gets one mail
            "reminders written": write_reminders(site) + write_due_reminders(site),
            "daily mails written": write_digests(site),  # after the reminders, which they hold
            "old invitations removed": forget_expired(),
        }
        self.stdout.write(", ".join(f"{count} {what}" for what, count in done.items()) + ".")


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
