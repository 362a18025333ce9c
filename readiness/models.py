"""The reference as rows: frameworks, pillars, requirements, questions, levers. Frozen once published.

Rows carry identity, order and names, so that records can point at them. All the rest (guidance, options, weights,
method) is read from `Framework.text`, the pack as it was published, so that pages and headless commands share one parser.
Only readiness.publish writes here.
"""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Frozen(Exception):
    """Someone tried to change a published row. A change is a new edition, published beside the old one."""

    def __init__(self, what):
        super().__init__(f"{what} is published and stays as it is: publish a new edition instead.")


class FrozenQuerySet(models.QuerySet):
    """Reads and creates, and refuses everything that would change or remove a published row."""

    def _refuse(self, *args, **kwargs):
        raise Frozen(self.model._meta.verbose_name)

    update = delete = bulk_update = update_or_create = _raw_delete = _update = _refuse

    def bulk_create(self, objs, *args, update_conflicts=False, **kwargs):
        if update_conflicts:
            self._refuse()
        return super().bulk_create(objs, *args, **kwargs)


class FrozenRow(models.Model):
    """A row that is created once and never again saved or deleted."""

    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise Frozen(str(self))
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *args, **kwargs):
        raise Frozen(str(self))


def in_reader_language(texts):
    """Return the text in the language of the page, else the first the pack gives: {"fr": …, "en": …} -> str."""
    return texts.get(get_language()) or next(iter(texts.values()), "")


class Framework(FrozenRow):
    """One edition of one framework, with the pack it was made from."""

    code = models.CharField(_("code"), max_length=40)
    edition = models.CharField(_("edition"), max_length=40)
    name = models.JSONField(_("name"), help_text='{"fr": "…", "en": "…"}')
    languages = models.JSONField(_("languages"), help_text='["fr", "en"], the first is the source language')
    text = models.TextField(_("pack"), help_text=_("The pack as it was published, word for word."))
    checksum = models.CharField(_("checksum"), max_length=64, help_text=_("SHA-256 of the pack."))
    published_at = models.DateTimeField(_("published at"), auto_now_add=True)

    class Meta(FrozenRow.Meta):
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")
        ordering = ["code", "published_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["code", "edition"], name="one_framework_per_edition")]

    def __str__(self):
        return f"{self.code} {self.edition}"

    @property
    def title(self):
        return in_reader_language(self.name)


class Part(FrozenRow):
    """What a framework is made of: a code that is unique in it, and a position in its order."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="%(class)ss", verbose_name=_("framework"))
    code = models.CharField(_("code"), max_length=40)
    position = models.PositiveIntegerField(_("position"))

    class Meta(FrozenRow.Meta):
        abstract = True
        ordering = ["framework", "position"]
        constraints = [models.UniqueConstraint(fields=["framework", "code"], name="one_%(class)s_per_code")]

    def __str__(self):
        return self.code

    @property
    def title(self):
        return in_reader_language(self.name)


class Pillar(Part):
    """A pillar: the first division of a framework."""

    name = models.JSONField(_("name"))

    class Meta(Part.Meta):
        verbose_name = _("pillar")
        verbose_name_plural = _("pillars")


class Requirement(Part):
    """A requirement of a pillar: what gets a score, a level and a target."""

    pillar = models.ForeignKey(Pillar, models.PROTECT, related_name="requirements", verbose_name=_("pillar"))
    name = models.JSONField(_("name"))

    class Meta(Part.Meta):
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")


class Question(Part):
    """A question of a requirement: what gets an answer."""

    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="questions", verbose_name=_("requirement"))
    kind = models.CharField(_("kind"), max_length=20)
    text = models.JSONField(_("text"))

    class Meta(Part.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    @property
    def title(self):
        return in_reader_language(self.text)


class Lever(Part):
    """A lever: what the programme can do to raise requirements."""

    name = models.JSONField(_("name"))

    class Meta(Part.Meta):
        verbose_name = _("lever")
        verbose_name_plural = _("levers")
