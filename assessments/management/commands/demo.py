"""The demonstration: fictitious operators with a submitted assessment each; the first has people by role and reports."""

import secrets
import string
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone

from assessments import workflow
from assessments.cycles import open_cycle
from assessments.models import Appointment, Assessment, Cycle, Membership, Operator, Report, Reviewer, Tie, User
from assessments.report.make import ask_for_report, make_report
from assessments.scorecard import store
from readiness.answers_file import parse_answers
from readiness.pack import parse_pack
from readiness.problems import Problems
from readiness.profile import kept_secret
from readiness.publish import EditionIsFrozen, publish

PACK = settings.PACKS / "dre.yaml"
EXAMPLES = settings.BASE_DIR / "docs" / "examples"
OPERATORS = {"demo.json": "XA", "starting.json": "XB", "advanced.json": "XC"}  # XA to XZ belong to no country
OPEN = timedelta(days=90)  # the round of the demonstration
TEAM = {
    Membership.Role.LEAD: "Lead of the demonstration operator",
    Membership.Role.CONTRIBUTOR: "Contributor of the demonstration operator",
    Membership.Role.OBSERVER: "Observer of the demonstration operator",
}
PROGRAMME = {
    Appointment.Role.FACILITATOR: "Facilitator of the demonstration",
    Appointment.Role.EXPERT: "Expert of the demonstration",
    Appointment.Role.SECRETARIAT: "Secretariat of the demonstration",
}
PEER = "peer"  # a second expert: the method asks for two or three
NAMES = TEAM | PROGRAMME | {PEER: "Second expert of the demonstration"}
WITH_CODE = (Appointment.Role.EXPERT, Appointment.Role.SECRETARIAT, PEER)  # need a second factor
EXPERTS_ARE_OF = "XZ"  # nobody's country


class Command(BaseCommand):
    help = "Publish the packs, set up the demonstration operators, one with people and reports. Loopback profile only."

    def handle(self, **options):
        if not settings.LOOPBACK:
            raise CommandError("The demonstration has a password that is printed: it runs in the loopback profile only.")
        frameworks = self.publish_packs()
        password = demonstration_password()
        pack = parse_pack(PACK.read_bytes())
        with transaction.atomic():
            assessment, *others = [self.assessment(frameworks[PACK], pack, *operator) for operator in OPERATORS.items()]
            people = self.people(assessment.operator, password)
            self.submit(assessment, people[Membership.Role.LEAD])
            for other in others:
                self.submit(other, people[Appointment.Role.SECRETARIAT])  # they have no team
            self.assign([assessment, *others], people)
            self.open_round(assessment, pack)
        reports = self.reports(assessment, people[Membership.Role.LEAD])
        self.tell(assessment, reports, others, people, password)

    def publish_packs(self):
        """Return {file: Framework} of every pack that is there."""
        frameworks = {}
        for path in sorted(settings.PACKS.glob("*.yaml")):
            try:
                frameworks[path], created = publish(path.read_bytes())
            except Problems as error:
                raise CommandError("\n".join(f"{path}: {problem}" for problem in error.problems)) from None
            except EditionIsFrozen as error:
                raise CommandError(str(error)) from None
            self.stdout.write(f"  {frameworks[path]}: {'published' if created else 'published before'}")
        return frameworks

    def assessment(self, framework, pack, file, country):
        """Return the assessment of an example file under this edition, made with its operator when it is not there."""
        answers = parse_answers((EXAMPLES / file).read_bytes(), pack)
        operator, _created = Operator.objects.get_or_create(
            name=answers.operator, defaults={"country": country, "fictitious": True}
        )
        assessment, created = Assessment.objects.get_or_create(
            operator=operator,
            framework=framework,
            cycle=answers.cycle,
            defaults={"date": answers.date, "reading": answers.reading},
        )
        if created:
            store(assessment, answers)
        return assessment

    def people(self, operator, password):
        """Return {role: person}; the names are roles, the addresses are of a domain that is nobody's."""
        addresses = [f"{role}@example.org" for role in NAMES]
        known = User.objects.filter(email__in=addresses).values_list("password", flat=True)
        shared = next((each for each in known if check_password(password, each)), None) or make_password(password)
        people = {}
        for role, name in NAMES.items():
            back_office = role == Appointment.Role.SECRETARIAT
            user, _created = User.objects.update_or_create(
                email=f"{role}@example.org",
                defaults={"password": shared, "is_staff": back_office, "is_superuser": back_office},
                create_defaults={"name": name, "password": shared, "is_staff": back_office, "is_superuser": back_office},
            )
            if role in WITH_CODE:
                key = {"data": {"secret": demonstration_key()}}
                Authenticator.objects.update_or_create(user=user, type=Authenticator.Type.TOTP, defaults=key)
            if role in TEAM:
                Membership.objects.get_or_create(user=user, operator=operator, defaults={"role": role})
            else:
                Appointment.objects.get_or_create(user=user, role=Appointment.Role.EXPERT if role == PEER else role)
            people[role] = user
        return people

    def submit(self, assessment, by):
        if assessment.status == Assessment.Status.DRAFT and not assessment.status_changes.exists():
            workflow.advance(assessment, "submit", by=by)

    def assign(self, assessments, people):
        """Have both experts review what was submitted and nobody reviews yet."""
        experts = [people[Appointment.Role.EXPERT], people[PEER]]
        for expert in experts:
            Tie.objects.get_or_create(person=expert, country=EXPERTS_ARE_OF, defaults={"declared_by": expert})
        for assessment in assessments:
            if assessment.status == Assessment.Status.SUBMITTED and not assessment.reviewers.exists():
                for expert in experts:
                    known = {"assessment": assessment, "expert": expert, "leads": expert == experts[0]}
                    Reviewer.objects.create(**known, assigned_by=people[Appointment.Role.SECRETARIAT])

    def open_round(self, assessment, pack):
        """Open the next round, in the shortest reading: the answers of the last one are offered, to be confirmed."""
        place = {"framework": assessment.framework, "name": str(assessment.date.year + 1)}
        if assessment.framework.assessments.filter(operator=assessment.operator, cycle=place["name"]).exists():
            return
        now = timezone.now().astimezone(ZoneInfo(Cycle.time_zone.field.default))
        reading = next((reading.code for reading in pack.readings), "")
        times = {"opens_at": now, "closes_at": (now + OPEN).replace(hour=17, minute=0, second=0, microsecond=0)}
        cycle, _created = Cycle.objects.get_or_create(**place, defaults=times | {"reading": reading})
        cycle.operators.add(assessment.operator)
        open_cycle(cycle)

    def reports(self, assessment, lead):
        """Return the report in each language; what has to be made is made at the same time, a process each."""
        asked = [ask_for_report(assessment, code, lead) for code, _name in settings.LANGUAGES]
        waiting = [report for report, _new in asked if report.status != Report.Status.DONE]
        if waiting:
            self.stdout.write(f"  Making {len(waiting)} reports …")
            with ThreadPoolExecutor(len(waiting)) as threads:
                list(threads.map(_make, [str(report.pk) for report in waiting]))
        reports = list(Report.objects.filter(pk__in=[report.pk for report, _new in asked]).order_by("language"))
        for report in reports:
            if report.status != Report.Status.DONE:
                raise CommandError(f"The report in {report.language} could not be made: {report.error}")
        return reports

    def tell(self, assessment, reports, others, people, password):
        self.stdout.write(f"\n{assessment.operator}\n")
        for report in reports:
            self.stdout.write(f"  report, {report.language}:  {_short(settings.REPORTS / report.file)}")
        self.stdout.write("\nSubmitted as well, for experts and the secretariat to look at\n")
        for other in others:
            self.stdout.write(f"  {other.operator}")
        self.stdout.write(f"\nSign in with one of these, password {password}\n")
        for role, user in people.items():
            code = " (asks for a code)" if role in WITH_CODE else ""
            self.stdout.write(f"  {user.email:<26} {NAMES[role]}{code}")
        self.stdout.write(f"\nThe code, new each half minute: {_short(Path(sys.executable))} manage.py demo_code")
        self.stdout.write(f"or an authenticator app with the key {demonstration_key()}")


def demonstration_password():
    """Return the password of the demonstration, made once and kept beside the database."""
    return kept_secret(settings.DEMONSTRATION_PASSWORD, lambda: "-".join(four_letters() for _part in range(3)))


def demonstration_key():
    """Return the key of the demonstration's authenticator app, made once and kept beside the database."""
    return kept_secret(settings.DEMONSTRATION_KEY, generate_totp_secret)


def four_letters():
    return "".join(secrets.choice(string.ascii_lowercase) for _letter in range(4))


def _make(report_id):
    try:
        make_report(report_id)
    finally:
        connection.close()


def _short(path):
    """Return the path as one would type it here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
