"""Codes in a row, as one says them."""

from collections.abc import Sequence

from django.utils.translation import gettext as _


def in_a_row(codes: Sequence[str]) -> str:
    """Return "P1, P2 and P3" in the reader's language."""
    if len(codes) == 1:
        return codes[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(codes[:-1]), "last": codes[-1]}
