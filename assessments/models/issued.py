"""Documents of a review: drafts to look at, and those that were issued and stay as they were."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.assessment import Assessment
from assessments.models.document import Document

MADE = {"status", "file", "sha256", "made_at", "error", "requested_at"}  # what the worker writes when it makes the PDF


class Frozen(Exception):
    """Someone tried to change an issued document."""

    def __init__(self, what):
        super().__init__(f"{what} is issued and stays as it is: issue another one instead.")


class Kind(models.TextChoices):
    GAP = "gap", _("gap report")
    REVIEW = "review", _("review report")
    STRATEGY = "strategy", _("strategy evaluation")
    EXIT = "exit", _("exit list")
    BRIEF = "brief", _("pre-visit brief")


class ReviewDocument(Document):
    """One document in one language. `snapshot` is the JSON text of the plain values that its PDF is made from, and of
    nothing else; `content_key` is the SHA-256 of that text."""

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    snapshot = models.TextField(_("what it is made from"))

    class Meta(Document.Meta):
        abstract = True


class DraftDocument(ReviewDocument):
    """What a document would say if it were issued now: one for each kind and language, made anew when asked for."""

    class Meta(ReviewDocument.Meta):
        abstract = False
        verbose_name = _("draft of a document")
        verbose_name_plural = _("drafts of documents")
        constraints = [models.UniqueConstraint(fields=["assessment", "kind", "language"], name="one_draft_per_kind_and_language")]

    def __str__(self):
        return f"{self.kind} ({self.language})"


class IssuedQuerySet(models.QuerySet):
    """Reads and creates; changes nothing but how far the making of the PDF has come, and removes nothing."""

    def update(self, **fields):
        if fields.keys() - MADE:
            raise Frozen(self.model._meta.verbose_name)
        return super().update(**fields)

    def _refuse(self, *args, **kwargs):
        raise Frozen(self.model._meta.verbose_name)

    delete = bulk_update = update_or_create = _raw_delete = _refuse

    def bulk_create(self, objs, *args, update_conflicts=False, **kwargs):
        if update_conflicts:
            self._refuse()
        return super().bulk_create(objs, *args, **kwargs)


class IssuedDocument(ReviewDocument):
    """A document as it was issued: `issue` counts those of its kind, `number` stands on every page of all its languages."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="issued_documents", verbose_name=_("assessment"))
    number = models.CharField(_("document number"), max_length=80)
    issue = models.PositiveIntegerField(_("issue"))
    issued_at = models.DateTimeField(_("issued at"), auto_now_add=True)
    objects = IssuedQuerySet.as_manager()

    class Meta(ReviewDocument.Meta):
        abstract = False
        base_manager_name = "objects"
        verbose_name = _("issued document")
        verbose_name_plural = _("issued documents")
        ordering = ["-issued_at", "kind", "language"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "kind", "language", "issue"], name="each_issue_once_per_language")
        ]

    def __str__(self):
        return f"{self.number} ({self.language})"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise Frozen(str(self))
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *args, **kwargs):
        raise Frozen(str(self))
