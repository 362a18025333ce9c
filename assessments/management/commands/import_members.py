"""The member countries of the Universal Postal Union as operators."""

from django.conf import settings
from django.core.management.base import BaseCommand

from assessments.people.members import import_members


class Command(BaseCommand):
    help = "Create an operator for each member country of the UPU that has none, with its region. A second run makes nothing."

    def add_arguments(self, parser):
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument(
            "--language", choices=languages, default=settings.LANGUAGE_CODE, help="of the names, until a post's own is written"
        )

    def handle(self, *, language, **options):
        self.stdout.write(f"{import_members(language)} operators made")
