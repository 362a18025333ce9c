"""What people say about a question: reading it, adding to it, settling it, and telling those who should know."""

from django import forms
from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.access import may_read_thread, visible_threads
from assessments.models import Assessment, Comment, Thread, User
from assessments.scorecard import question_key
from assessments.together.mails import write_about_comment

LONGEST = 5000  # characters


def threads(user: object, assessment: Assessment, code: str) -> list[Thread]:
    """Return the threads of a question that this person may read, each with its comments; three queries."""
    comments = Comment.objects.select_related("by").prefetch_related("told")
    rows = visible_threads(user, assessment).filter(question__code=code).select_related("resolved_by")
    return list(rows.order_by("team_only").prefetch_related(Prefetch("comments", comments)))


class CommentForm(forms.Form):
    """What is said, who may read it, and who gets an e-mail about it."""

    text = forms.CharField(
        label=_("Your comment"),
        max_length=LONGEST,
        widget=forms.Textarea,
        help_text=_("It cannot be changed afterwards."),
        error_messages={
            "required": _("Write what you want to say."),
            "max_length": _("This is too long: at most %(limit_value)d characters, and it has %(show_value)d."),
        },
    )
    team_only = forms.TypedChoiceField(
        label=_("Who reads it"),
        coerce=lambda value: value == "yes",
        choices=[("no", _("everybody who sees this assessment")), ("yes", _("the operator’s team only"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who reads it."), "invalid_choice": _("Choose who reads it.")},
    )
    tell = forms.TypedMultipleChoiceField(
        label=_("Tell by e-mail"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"invalid_choice": _("Somebody you ticked does not read this assessment any more. Tick anew.")},
    )

    def __init__(self, *args, assessment, user, readers, **kwargs):
        super().__init__(*args, **kwargs)
        self.readers = {person.pk: person for person in readers}
        self.fields["tell"].choices = [(person.pk, str(person)) for person in readers]
        if may_read_thread(user, assessment, team_only=True):
            self.fields["team_only"].initial = "no"
        else:
            del self.fields["team_only"]

    @property
    def told(self):
        return [self.readers[pk] for pk in self.cleaned_data.get("tell", [])]


def say(assessment: Assessment, code: str, form: CommentForm, by: User, home: str) -> Comment:
    """Add a comment to its thread, which is open again then, and write to those who should know, each once."""
    with transaction.atomic():
        thread, _created = Thread.objects.select_for_update().get_or_create(
            assessment=assessment,
            question_id=question_key(assessment, code),
            team_only=form.cleaned_data.get("team_only", False),
        )
        if thread.resolved_at:
            settle(thread, None)
        comment = Comment.objects.create(thread=thread, by=by, text=form.cleaned_data["text"])
        comment.told.set(form.told)
        for person in form.told:
            write_about_comment(comment, person, home)
    return comment


def settle(thread: Thread, by: User | None) -> None:
    """Mark a thread as settled by a person, or, with None, open it again."""
    thread.resolved_at, thread.resolved_by = (timezone.now(), by) if by else (None, None)
    thread.save(update_fields=["resolved_at", "resolved_by"])


def readers(assessment: Assessment, but: User) -> list[User]:
    """Return who can be told: the operator's team, all of whom read both threads."""
    team = User.objects.filter(memberships__operator=assessment.operator_id, is_active=True).exclude(pk=but.pk)
    return list(team.order_by("name", "email"))


def read_key(text: str) -> int | None:
    """Return a number that a form sends back, None where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
