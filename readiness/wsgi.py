"""The web application, served by gunicorn (`manage.py serve` starts it)."""

import os

from django.core.wsgi import get_wsgi_application

from readiness.whole_bodies import whole_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "readiness.settings")
application = whole_bodies(get_wsgi_application())

from readiness.startup import refuse_unsafe_start  # noqa: E402  (needs the apps to be loaded)

refuse_unsafe_start()
