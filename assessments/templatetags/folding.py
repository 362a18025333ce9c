"""Where the name of a time zone may go on in the next line: after a slash or underscore, before it is cut anywhere."""

import re

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

register = template.Library()
JOINT = re.compile(r"(?<=[/_])(?=\w)")


@register.filter
def foldable(text: str) -> str:
    """Return the same words with places to break a line."""
    return format_html_join(mark_safe("<wbr>"), "{}", ((part,) for part in JOINT.split(text)))
