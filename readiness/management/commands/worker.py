"""The background worker: django-tasks' own, after sweeping up what an earlier one left."""

import socket

from django_tasks_db.management.commands.db_worker import Command as Worker

from readiness.worker import sweep


class Command(Worker):
    help = "Do background work: make reports, send mail. `serve` starts one; give each further one a name of its own."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.set_defaults(interval=0.5, startup_delay=False, reload=False, worker_id=socket.gethostname()[:64])

    def configure_logging(self, verbosity):
        """Leave logging to the settings: a failed task is an error there, a finished one no news."""

    def handle(self, **options):
        swept = sweep(options["worker_id"])
        if swept:
            self.stdout.write(f"{swept} tasks taken up again that a stopped worker had left.")
        super().handle(**options)
