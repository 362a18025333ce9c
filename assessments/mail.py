"""One way to write a mail: a subject and a text from two templates, in the reader's language, with links to this site."""

import re

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import override

LINE_ENDS = re.compile(r"[\r\n]+")  # no other space: a no-break space of French stays


def home_of(request) -> str:
    """Return the address of the site as this person reached it, for the links in messages."""
    return request.build_absolute_uri("/").rstrip("/")


def write_mail(template: str, context: dict, to: str, language: str) -> None:
    """Put a mail into the outbox; `template` is the path without “_subject.txt” and “_message.txt”."""
    with override(language):
        subject = render_to_string(f"{template}_subject.txt", context)
        body = render_to_string(f"{template}_message.txt", context).strip()
    EmailMessage(LINE_ENDS.sub(" ", subject).strip(), body, to=[to]).send()
