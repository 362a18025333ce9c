"""People and the posts they work for: who someone is, and in which role."""

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

SESSIONS = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"  # Django's own: sessions outlive an upgrade


class UserManager(BaseUserManager):
    """Makes accounts and finds them by e-mail, whatever its case."""

    def create_user(self, email, password=None, **fields):
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True} | fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. The e-mail address is the name of the account and is kept in lower case."""

    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("There is an account with this e-mail address already.")},
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, blank=True)
    daily_digest = models.BooleanField(_("one mail a day"), default=False, help_text=_("Instead of one for each event."))
    digest_at = models.DateTimeField(_("last daily mail at"), null=True, blank=True, editable=False)
    is_active = models.BooleanField(_("active"), default=True, help_text=_("Untick to close the account."))
    is_staff = models.BooleanField(_("back office"), default=False, help_text=_("May open the back office."))
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    session_round = models.PositiveIntegerField(_("round of sessions"), default=0, editable=False)  # raised to end them all

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_account_per_email",
                violation_error_message=_("There is an account with this e-mail address already."),
            )
        ]

    def __str__(self):
        return self.name or self.email

    def save(self, *args, update_fields=None, **kwargs):
        self.email = self.email.lower()
        super().save(*args, update_fields=update_fields, **kwargs)
        if update_fields is None or "email" in update_fields:
            self._have_one_address()

    def _have_one_address(self):
        """Forget what the sign-in library wrote down: it goes on letting people in by addresses they had before."""
        written = self.emailaddress_set.model.objects
        written.filter(Q(user=self) & ~Q(email=self.email) | Q(email=self.email) & ~Q(user=self)).delete()

    def get_full_name(self):
        return str(self)

    get_short_name = get_full_name

    def _get_session_auth_hash(self, secret=None):
        """Return what a session has to carry to go on: it changes with the password, and when the person ends the others."""
        carried = f"{self.password}{self.session_round or ''}"
        return salted_hmac(SESSIONS, carried, secret=secret, algorithm="sha256").hexdigest()


class Operator(models.Model):
    """A national post."""

    class Region(models.TextChoices):
        """The geographical groups of the Universal Postal Union."""

        AMERICAS = "americas", _("Americas")
        EASTERN_EUROPE = "eastern_europe", _("Eastern Europe and Northern Asia")
        WESTERN_EUROPE = "western_europe", _("Western Europe")
        SOUTHERN_ASIA = "southern_asia", _("Southern Asia and Oceania")
        AFRICA = "africa", _("Africa")

    name = models.CharField(_("name"), max_length=200, unique=True)
    country = models.CharField(
        _("country"),
        max_length=2,
        validators=[RegexValidator(r"^[A-Z]{2}\Z", _("Write the two capital letters of ISO 3166, for example SN."))],
        help_text=_("Two letters of ISO 3166. Codes from XA to XZ belong to no country."),
    )
    region = models.CharField(_("UPU region"), max_length=20, choices=Region, blank=True)
    fictitious = models.BooleanField(_("fictitious"), default=False, help_text=_("A demonstration, not a real post."))
    people = models.ManyToManyField(User, through="Membership", related_name="operators")

    class Meta:
        verbose_name = _("operator")
        verbose_name_plural = _("operators")
        ordering = ["name"]

    def __str__(self):
        return self.name


class Membership(models.Model):
    """The role of a person in an operator's team."""

    class Role(models.TextChoices):
        LEAD = "lead", _("lead")
        CONTRIBUTOR = "contributor", _("contributor")
        OBSERVER = "observer", _("observer")

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("person"))
    operator = models.ForeignKey(Operator, models.CASCADE, related_name="memberships", verbose_name=_("operator"))
    role = models.CharField(_("role"), max_length=20, choices=Role)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["user", "operator"], name="one_role_per_operator")]

    def __str__(self):
        return f"{self.user}, {self.get_role_display()}, {self.operator}"


class Appointment(models.Model):
    """The role of a person in the programme, across operators."""

    class Role(models.TextChoices):
        FACILITATOR = "facilitator", _("facilitator")
        EXPERT = "expert", _("expert")
        SECRETARIAT = "secretariat", _("secretariat")

    user = models.ForeignKey(User, models.CASCADE, related_name="appointments", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=20, choices=Role)

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = [models.UniqueConstraint(fields=["user", "role"], name="one_appointment_per_role")]

    def __str__(self):
        return f"{self.user}, {self.get_role_display()}"
