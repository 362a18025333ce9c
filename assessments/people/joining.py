"""The link of an invitation: it shows who invites and to what, and takes a button to be used up.

A mail scanner that opens the link changes nothing.
"""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import EmailAddress, Login
from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from assessments.access import policy
from assessments.language import remember_language
from assessments.models import User
from assessments.people.forms import JoiningForm
from assessments.people.inviting import Gone, accept, open_invitation
from assessments.people.roles import what_they_do


@policy(get="anyone", post="anyone")
@sensitive_post_parameters("password", "again")
def invitation(request, key):
    """Show an invitation, and accept it on POST: as who is signed in, or with a new account."""
    found = open_invitation(key)
    if found is None:
        return gone(request)
    if not request.user.is_authenticated and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(found.language)
    try:
        if request.user.is_authenticated:
            return as_oneself(request, found)
        if User.objects.filter(email=found.email).exists():
            return to_sign_in(request, found)
        return with_new_account(request, found)
    except (Gone, IntegrityError):  # the same link was used in another window
        return gone(request)


def gone(request):
    return render(request, "people/gone.html", status=410)


def show(request, found, **context):
    return render(request, "people/invitation.html", {"invitation": found, "does": what_they_do(found.role)} | context)


def as_oneself(request, found):
    if request.user.email != found.email:
        return render(request, "people/other_address.html")
    if request.method != "POST":
        return show(request, found, way="accept")
    accept(found, request.user)
    messages.success(request, welcome(found))
    return redirect("assessments")


def to_sign_in(request, found):
    if request.method != "POST":
        return show(request, found, way="sign in")
    return redirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")


def with_new_account(request, found):
    given = request.POST if request.method == "POST" else None
    form = JoiningForm(given, email=found.email, initial={"language": translation.get_language()})
    if request.method != "POST" or not form.is_valid():
        return show(request, found, way="new account", form=form)
    typed = form.cleaned_data
    with transaction.atomic():
        user = User.objects.create_user(found.email, typed["password"], name=typed["name"], language=typed["language"])
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)  # the link went there
        accept(found, user)
    with translation.override(user.language):
        messages.success(request, welcome(found))
    login = Login(user=user, redirect_url=reverse("assessments"))
    response = perform_password_login(request, {"email": user.email}, login)
    remember_language(response, user.language)
    return response


def welcome(found):
    role = found.get_role_display()
    if found.operator:
        return _("Welcome to the team of %(operator)s. Your role: %(role)s.") % {"operator": found.operator, "role": role}
    return _("Welcome to the programme. Your role: %(role)s.") % {"role": role}
