"""The index of an assessment's evidence, and the page on which one piece is described."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page

from assessments.access import answerable, can_answer, policy
from assessments.evidence_index import evidence_rows
from assessments.evidence_words import date_in_words, language_choices
from assessments.found import found
from assessments.models import Assessment, Evidence
from assessments.questionnaire.evidence import DESCRIBED, describe, refused_words, state, unreadable_date
from assessments.questionnaire.page import closed_page, show
from assessments.questionnaire.saving import Closed
from assessments.questionnaire.typed_dates import read_date
from assessments.scorecard import pack_of
from assessments.typed import tidy
from readiness.pack import wording


@policy(get="see")
@gzip_page
def index(request, pk):
    """List every piece of evidence; of one pillar or one kind where that is asked for."""
    assessment = found(request, pk)
    pack = pack_of(assessment)
    rows = evidence_rows(assessment, pack)
    pillars = [(pillar.code, wording(pillar.name, get_language())) for pillar in pack.pillars]
    pillar = next((code for code, _name in pillars if code == request.GET.get("pillar")), "")
    kind = next((code for code in Evidence.Kind.values if code == request.GET.get("kind")), "")
    shown = [row for row in rows if (not pillar or pillar in row.pillars) and (not kind or row.kind == kind)]
    context = {
        "assessment": assessment,
        "rows": shown,
        "all": len(rows),
        "pillars": pillars,
        "kinds": [pair for pair in Evidence.Kind.choices if pair[0] in {row.kind for row in rows} | {kind}],
        "pillar": pillar,
        "kind": kind,
        "editable": can_answer(request.user, assessment),
    }
    return show(request, "questionnaire/evidence.html", context)


class Description(forms.Form):
    """What is known of a piece of evidence; nothing is asked for. `about` comes out as it is kept."""

    title = forms.CharField(label=gettext_lazy("Title"), required=False, help_text=gettext_lazy("What a reader would call it."))
    about = forms.CharField(
        label=gettext_lazy("Date it is about"), required=False,
        help_text=gettext_lazy("A year, a month or a day: 2024, 03/2024 or 15/03/2024."),
    )  # fmt: skip
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", _("Not said")), *language_choices()]
        self.fields["title"].widget.attrs["dir"] = "auto"

    @property
    def typed(self):
        """Return [(what was asked, [what was typed])], to be shown where it could not be kept."""
        return [(field.label, [field.data]) for field in self.visible_fields() if field.data]

    def changed_meanwhile(self, piece):
        """Say what a colleague wrote; sent once more, what is typed here takes its place."""
        self.data = self.data.copy()
        self.data["seen"] = state(piece)
        told = {"now": piece}
        self.add_error(None, _("Somebody changed this meanwhile. It reads now: %(now)s. Save again to write yours.") % told)

    def clean_title(self):
        title = tidy(self.cleaned_data["title"])
        if why_not := refused_words(title):
            raise forms.ValidationError(why_not)
        return title

    def clean_about(self):
        typed = tidy(self.cleaned_data["about"])
        if typed and not read_date(typed):
            raise forms.ValidationError(unreadable_date(typed))
        return read_date(typed)


@policy(get="answer", post="answer")
def description(request, pk, piece):
    """Show and write the title, the date and the language of one piece."""
    assessment = found(request, pk)
    row = Evidence.objects.select_related("response__question__requirement").filter(pk=piece, response__assessment=pk).first()
    if row is None:
        raise Http404
    form = Description(request.POST if request.method == "POST" else None, initial=shown(row))
    if row.response.question.code not in answerable(request.user, assessment):
        if request.method == "POST" and assessment.status != Assessment.Status.DRAFT:
            return closed_page(request, assessment, form.typed)
        raise PermissionDenied
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in DESCRIBED}
        try:
            other = describe(assessment, row.pk, form.cleaned_data["seen"], told, request.user)
        except Closed:
            return closed_page(request, assessment, form.typed)
        except Evidence.DoesNotExist:
            raise Http404 from None
        if other is None:
            messages.success(request, _("Saved."))
            return redirect(back(assessment, row))
        form.changed_meanwhile(other)
    shared = Evidence.objects.filter(file=row.file).exclude(pk=row.pk) if row.file else Evidence.objects.none()
    context = {
        "assessment": assessment,
        "piece": row,
        "form": form,
        "back": back(assessment, row),
        "shared": [each.response.question.code for each in shared.select_related("response__question")],
        "editable": True,
    }
    return show(request, "questionnaire/description.html", context)


def shown(piece):
    """Return what the form holds at first; the date as the reader writes it."""
    return {"title": piece.title, "about": date_in_words(piece.about), "language": piece.language, "seen": state(piece)}


def back(assessment, piece):
    """Return the address of the question it stands beside."""
    question = piece.response.question
    return reverse("requirement", args=[assessment.pk, question.requirement.code]) + f"#question-{question.code}"
