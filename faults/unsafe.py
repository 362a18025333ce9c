"""The product's settings with the one fault that power cuts must find: SQLite does not wait for the disk."""

from readiness.settings import *  # noqa: F403
from readiness.settings import DATABASES

_options = DATABASES["default"]["OPTIONS"]
assert "synchronous=FULL" in _options["init_command"]
_options["init_command"] = _options["init_command"].replace("synchronous=FULL", "synchronous=NORMAL")
