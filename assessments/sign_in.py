"""Sign-in, as this programme wants it from django-allauth: no signing up, and the reader's language at once."""

from urllib.parse import urlsplit

from allauth.account import forms
from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.known_browser import CountsKnownBrowsersApart, remember_browser
from assessments.language import remember_language
from assessments.mail import home_of
from assessments.new_password import write_about_new_password
from assessments.security_mails import write_about_change


class SignInRequired(LoginRequiredMiddleware):
    """Every page is private unless it says otherwise. A script gets 401: it would take the sign-in page for an answer.

    A script also says whose page it runs on (`person`): where somebody else has signed in since in the same browser, what
    it sends is not kept in their name.
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        person = request.POST.get("person") if request.user.is_authenticated and from_script(request) else None
        if person is not None and person != str(request.user.pk):
            return JsonResponse({"state": "someone_else"}, status=401)
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request, view_func):
        if from_script(request):
            return JsonResponse({"state": "signed_out"}, status=401)
        if request.method != "GET" and (sender := page_of_ours(request)):
            return redirect_to_login(sender, self.get_login_url(view_func), self.get_redirect_field_name(view_func))
        return super().handle_no_permission(request, view_func)


def from_script(request):
    return request.headers.get("Accept") == "application/json"


def page_of_ours(request):
    """Return the path of our page that sent this form, None where it is not told: an address may take posts only."""
    sender = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(sender, {request.get_host()}, require_https=request.is_secure()):
        return None
    return urlsplit(sender)._replace(scheme="", netloc="", fragment="").geturl()


class Adapter(CountsKnownBrowsersApart, DefaultAccountAdapter):
    """Accounts are made by the secretariat and by leads."""

    def is_open_for_signup(self, request):
        return False

    def is_reauthentication_required(self, *, app, **kwargs):
        """Ask for the password again before a second factor is changed, but not right after signing in."""
        from assessments.second_factor import signed_in_lately

        return not signed_in_lately(self.request) and super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user):
        """The password alone: who only holds the device that is signed in does not know it."""
        return [{"id": "reauthenticate", "description": "", "url": reverse("account_reauthenticate")}]

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        """Say nothing on signing in or out: the page that follows says it."""
        if message_template not in ("account/messages/logged_in.txt", "account/messages/logged_out.txt"):
            super().add_message(request, level, message_template, *args, **kwargs)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Tell the person what changed about how they sign in, in a mail of ours: the library's would tell from where."""
        write_about_change(template_prefix, user, home_of(self.request))

    def get_password_change_redirect_url(self, request):
        """Return the page of the account, where one also ends what is signed in elsewhere."""
        return reverse("account")

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        if user.language and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            remember_language(response, user.language)
        remember_browser(request, response, user)
        return response


class PlainFields:
    """Fields named by their label, not by a text that goes when one types; an address is called the same everywhere."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in ("login", "email"):
                field.label = _("E-mail address")
            if name in ("login", "password", "oldpassword"):
                field.help_text = ""  # the way to a new password stands beside the button


class SignInForm(PlainFields, forms.LoginForm):
    pass


class ChangeForm(PlainFields, forms.ChangePasswordForm):
    pass


class SetForm(PlainFields, forms.SetPasswordForm):
    pass


class ResetForm(PlainFields, forms.ResetPasswordForm):
    """Looks nobody up: the worker does, so that the request takes the same time for everybody."""

    def clean_email(self):
        return self.cleaned_data["email"]

    def save(self, request, **kwargs):
        write_about_new_password.enqueue(email=self.cleaned_data["email"], language=get_language(), home=home_of(request))


class ResetFromKeyForm(PlainFields, forms.ResetPasswordKeyForm):
    pass


class ConfirmForm(PlainFields, forms.ReauthenticateForm):
    pass
