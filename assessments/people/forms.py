"""What is typed about people: whom to invite, who accepts, and what one says of oneself."""

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.models import Appointment, Membership, User


class InvitationForm(forms.Form):
    """Whom to invite, as what, and in which language to write to them."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"))
    language = forms.ChoiceField(label=_("Language of the message"), choices=settings.LANGUAGES)
    kind = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = self.kind.choices
        self.fields["email"].widget.attrs["autocomplete"] = "off"

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class TeamInvitationForm(InvitationForm):
    """To an operator's team; who is in it already is seen on the same page."""

    kind = Membership.Role

    def __init__(self, *args, operator, **kwargs):
        super().__init__(*args, **kwargs)
        self.operator = operator
        led = operator.memberships.filter(role=Membership.Role.LEAD).exists()
        self.fields["role"].initial = Membership.Role.CONTRIBUTOR if led else Membership.Role.LEAD

    def clean_email(self):
        email = super().clean_email()
        if self.operator.memberships.filter(user__email=email).exists():
            raise ValidationError(_("This person is in the team already. Change their role in the list."))
        return email


class ProgrammeInvitationForm(InvitationForm):
    """To the programme."""

    kind = Appointment.Role

    def clean(self):
        cleaned = super().clean()
        if Appointment.objects.filter(user__email=cleaned.get("email"), role=cleaned.get("role")).exists():
            self.add_error("email", _("This person has this role already."))
        return cleaned


class RoleForm(forms.Form):
    """Another role in the same team."""

    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role.choices)


def one_line(text):
    """Return a name as it may stand in messages."""
    return " ".join(text.split())


class AccountForm(forms.ModelForm):
    """What a person says of themselves."""

    name = forms.CharField(label=_("Your name"), max_length=150)
    language = forms.ChoiceField(label=_("Language of your pages and messages"), choices=settings.LANGUAGES)
    daily_digest = forms.TypedChoiceField(
        label=_("Messages about the work"),
        coerce=lambda value: value == "yes",
        choices=[("no", _("one for each event, at once")), ("yes", _("one a day, with everything in it"))],
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "Comments for you, requirements given to you, days that are near, an assessment submitted or returned. "
            "Invitations, and whatever concerns your password or your second factor, always come at once."
        ),
    )

    class Meta:
        model = User
        fields = ["name", "language", "daily_digest"]

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        self.initial["language"] = instance.language or get_language()
        self.initial["daily_digest"] = "yes" if instance.daily_digest else "no"
        self.fields["name"].widget.attrs |= {"autocomplete": "name", "dir": "auto"}

    def clean_name(self):
        return one_line(self.cleaned_data["name"])

    def clean_daily_digest(self):
        """Return what was chosen; a page that did not ask leaves it as it is."""
        return self.cleaned_data["daily_digest"] if self.add_prefix("daily_digest") in self.data else self.instance.daily_digest


class JoiningForm(forms.Form):
    """Who accepts an invitation without having an account yet; `email` is the invited address."""

    name = forms.CharField(label=_("Your name"), max_length=150)
    language = forms.ChoiceField(label=_("Language of your pages and messages"), choices=settings.LANGUAGES)
    password = forms.CharField(label=_("Password"), strip=False, max_length=4096)
    again = forms.CharField(label=_("Password again"), strip=False, max_length=4096)

    def __init__(self, *args, email, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email
        self.fields["name"].widget.attrs |= {"autocomplete": "name", "dir": "auto"}
        self.fields["password"].help_text = password_validators_help_text_html()
        for name in ("password", "again"):
            self.fields[name].widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})

    def clean_name(self):
        return one_line(self.cleaned_data["name"])

    def clean_again(self):
        again = self.cleaned_data["again"]
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise ValidationError(_("The two passwords differ. Type the same one twice."))
        return again

    def clean(self):
        cleaned = super().clean()
        if "password" in cleaned:
            try:
                validate_password(cleaned["password"], User(email=self.email, name=cleaned.get("name", "")))
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned
