"""What people say about a question: reading it, adding to it, settling it, and telling those who should know."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.access import may_read_thread, people_who_see, visible_threads
from assessments.models import Assessment, Comment, Membership, Thread, User
from assessments.scorecard import question_key
from assessments.together.mails import write_about_comment

LONGEST = 5000  # characters


def threads(user: object, assessment: Assessment, code: str) -> list[Thread]:
    """Return the threads of a question that this person may read, each with its comments; three queries."""
    comments = Comment.objects.select_related("by").prefetch_related("told")
    rows = visible_threads(user, assessment).filter(question__code=code).select_related("resolved_by")
    return list(rows.order_by("team_only").prefetch_related(Prefetch("comments", comments)))


def spoken_last(said: list[Thread]) -> Thread | None:
    """Return the thread with the newest comment, None where nobody has said anything."""
    spoken = [(comment.at, comment.pk, thread) for thread in said for comment in thread.comments.all()]
    return max(spoken, key=lambda each: each[:2])[2] if spoken else None


class CommentForm(forms.Form):
    """What is said, who may read it, and who gets an e-mail about it.

    `among_themselves`: the team spoke last, to itself; an answer then stays there unless one chooses otherwise.
    """

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
        choices=[("no", _("everybody who sees this assessment")), ("yes", _("the operator’s team only, its observers included"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who reads it."), "invalid_choice": _("Choose who reads it.")},
    )
    tell = forms.TypedMultipleChoiceField(
        label=_("Tell by e-mail"),
        coerce=int,
        required=False,
        help_text=_("Whoever has spoken in this conversation before is told in any case."),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"invalid_choice": _("Somebody you ticked does not read this assessment any more. Tick anew.")},
    )

    def __init__(self, *args, assessment, user, readers, among_themselves, **kwargs):
        super().__init__(*args, **kwargs)
        self.readers = {reader.person.pk: reader for reader in readers}
        self.fields["tell"].choices = [(pk, str(reader)) for pk, reader in self.readers.items()]
        if may_read_thread(user, assessment, team_only=True):
            self.fields["team_only"].initial = "yes" if among_themselves else "no"
        else:
            del self.fields["team_only"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("team_only") and (others := [reader.person for reader in self.told if not reader.in_team]):
            who = {"who": ", ".join(map(str, others))}
            told = _(
                "%(who)s: not in the operator’s team, and does not read what it says among itself. "
                "Untick, or let everybody read it."
            )
            self.add_error("tell", told % who)
        return cleaned

    @property
    def told(self):
        return [self.readers[pk] for pk in self.cleaned_data.get("tell", [])]

    @property
    def team_size(self):
        """Return how many of the boxes are for the team: the programme's come after them."""
        return sum(reader.in_team for reader in self.readers.values())


def say(assessment: Assessment, code: str, form: CommentForm, by: User, home: str) -> Comment:
    """Add a comment to its thread, which is open again then, and write to those who should know, each once.

    These are who was ticked, and who spoke in the thread before and still reads it.
    """
    with transaction.atomic():
        thread, _created = Thread.objects.select_for_update().get_or_create(
            assessment=assessment,
            question_id=question_key(assessment, code),
            team_only=form.cleaned_data.get("team_only", False),
        )
        if thread.resolved_at:
            settle(thread, None)
        comment = Comment.objects.create(thread=thread, by=by, text=form.cleaned_data["text"])
        asked = {reader.person for reader in form.told}
        told = asked | spoke_before(thread, form.readers.values())
        comment.told.set(told)
        for person in sorted(told, key=lambda each: each.pk):
            write_about_comment(comment, person, home, asked=person in asked)
    return comment


def settle(thread: Thread, by: User | None) -> None:
    """Mark a thread as settled by a person, or, with None, open it again."""
    thread.resolved_at, thread.resolved_by = (timezone.now(), by) if by else (None, None)
    thread.save(update_fields=["resolved_at", "resolved_by"])


@dataclass(frozen=True)
class Reader:
    """Somebody who can be told, in the operator's team or in the programme with their roles there."""

    person: User
    roles: tuple[str, ...]
    in_team: bool

    def __str__(self):
        return f"{self.person} ({', '.join(self.roles)})" if self.roles and not self.in_team else str(self.person)


def readers(assessment: Assessment, but: User) -> list[Reader]:
    """Return who can be told, the team first: everybody who sees the assessment; two queries.

    Who is not of the team reads what is said for everybody, and that alone.
    """
    team = Membership.objects.filter(user=OuterRef("pk"), operator=assessment.operator_id)
    people = people_who_see(assessment).exclude(pk=but.pk).annotate(in_team=Exists(team)).prefetch_related("appointments")
    return [
        Reader(person, tuple(row.get_role_display() for row in person.appointments.all()), person.in_team)
        for person in people.order_by("-in_team", "name", "email")
    ]


def spoke_before(thread: Thread, may_be_told: Iterable[Reader]) -> set[User]:
    """Return who said something in this thread and still reads it."""
    spoke = set(thread.comments.values_list("by", flat=True))
    return {reader.person for reader in may_be_told if reader.person.pk in spoke and (reader.in_team or not thread.team_only)}


def read_key(text: str) -> int | None:
    """Return a number that a form sends back, None where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
