#!/usr/bin/env python
"""The command line of Levier: `python manage.py help` lists its commands."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "readiness.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
