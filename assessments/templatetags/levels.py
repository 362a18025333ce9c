"""A level on a page: its number, and its name, which a phone leaves to screen readers where it stands already nearby."""

from django import template
from django.utils.html import format_html

register = template.Library()


@register.filter
def level(words):
    """Return "3 Developing" with its name set apart."""
    number, _space, name = words.partition(" ")
    return format_html('{} <span class="level-name">{}</span>', number, name) if name else words
