"""A moment on a page: in UTC, which is said, until the page's script writes it in the reader's own time."""

from datetime import UTC, datetime

from django import template
from django.utils.formats import date_format, get_format
from django.utils.html import format_html

register = template.Library()


@register.filter
def moment(at: datetime | None) -> str:
    """Return the <time> of a moment, "" where there is none; `data-format` has the letters for static/times.js."""
    if at is None:
        return ""
    at = at.astimezone(UTC)
    return format_html(
        '<time datetime="{}" data-format="{}">{} UTC</time>',
        at.isoformat(timespec="seconds"),
        get_format("DATETIME_FORMAT"),
        date_format(at, "DATETIME_FORMAT"),
    )
