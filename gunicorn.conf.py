"""How gunicorn serves Levier: found by gunicorn itself, and used by `manage.py serve`."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "readiness.settings")

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from readiness.profile import bind_host, is_loopback
from readiness.uploads import limited

_sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")

wsgi_app = "readiness.wsgi:application"
bind = os.environ.get("BIND", "127.0.0.1:8000")
worker_class = "readiness.slow_clients.Worker"  # gthread, with limits to how slowly a request may arrive
workers = 1 if _sqlite else int(os.environ.get("WEB_CONCURRENCY", "2"))  # several processes are slower on SQLite
threads = 8
timeout = 60
graceful_timeout = 20
max_requests = 0 if _sqlite else 10_000
max_requests_jitter = 1_000
limit_request_line = 4094
forwarder_headers = ""  # no header of a client names the path
control_socket_disable = True
loglevel = "warning"
accesslog = None  # addresses of pages hold reset links


def post_worker_init(worker):
    """Have the first upload wait for nothing."""
    limited.ready()


def on_starting(server):
    """Refuse to show the loopback profile to a network."""
    if not settings.LOOPBACK:
        return
    for address in server.cfg.bind if isinstance(server.cfg.bind, list) else [server.cfg.bind]:
        if not is_loopback(bind_host(address)):
            raise ImproperlyConfigured(f"The loopback profile is plain http for this machine only: not on {address}.")
