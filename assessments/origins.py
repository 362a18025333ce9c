"""Where a part of a framework comes from, in words; pages and reports say it alike."""

from django.utils.translation import gettext_lazy as _

ORIGINS = {
    "stated": _("stated in the source"),
    "restored": _("stated in the source, words restored"),
    "lost": _("lost in the source"),
    "elsewhere": _("found elsewhere"),
    "proposed": _("proposed by this project"),
}
