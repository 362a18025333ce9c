"""Somebody asks for a new password: the request writes a row, the worker finds out who it is and writes to them.

Whether there is such an account is looked up by the worker alone: the request does the same for everybody, so that
neither its answer nor the time it takes tells who has one.
"""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.mail import EmailMessage
from django.dispatch import receiver
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from django_tasks import task
from django_tasks.signals import task_finished

from assessments.models import User
from readiness.outbox import FIRST


@task(priority=FIRST)
def write_about_new_password(email, language, home):
    """Send a link to who has an account, and word that there is none to who has not; `home` is the address of the site."""
    user = User.objects.filter(email=email.lower(), is_active=True).first()
    template = "password_reset_key" if user else "unknown_account"
    context = {"email": email, "password_reset_url": user and home + path_of_key(user)}
    with override(language):
        subject = render_to_string(f"account/email/{template}_subject.txt", context).strip()
        body = render_to_string(f"account/email/{template}_message.txt", context).strip()
    EmailMessage(subject, body, to=[user.email if user else email]).send()


def path_of_key(user):
    """Return the path of a link that works once, for an hour."""
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return reverse("account_reset_password_from_key", kwargs=key)


@receiver(task_finished)
def forget_who_asked(task_result, **kwargs):
    """Remove the row once the message is written: who asked is nobody's business."""
    if task_result.task.module_path == write_about_new_password.module_path and not task_result.errors:
        task_result.db_result.delete()
