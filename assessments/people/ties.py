"""The pages on which an expert, or the secretariat for them, declares what keeps them from reviewing."""

from babel import Locale
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from assessments.access import EXPERT, can_declare_ties, can_run_programme, policy
from assessments.alphabet import alphabetical
from assessments.mail import home_of
from assessments.models import Operator, Tie, User
from assessments.people.countries import country_name
from assessments.ties import declare

NO_COUNTRY = {"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"}


class TieForm(forms.Form):
    """One country, or one operator with why: each has a button of its own."""

    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    operator = forms.ModelChoiceField(Operator.objects.all(), label=gettext_lazy("Operator"), required=False)
    reason = forms.CharField(label=gettext_lazy("What the conflict is"), max_length=2000, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["operator"].empty_label = _("Choose an operator")
        self.fields["country"].choices = [("", _("Choose a country")), *countries()]

    def clean(self):
        cleaned = super().clean()
        if self.data.get("add") == "country" and not cleaned.get("country"):
            self.add_error("country", _("Choose a country."))
        if self.data.get("add") == "operator":
            if not cleaned.get("operator"):
                self.add_error("operator", _("Choose an operator."))
            if not cleaned.get("reason"):
                self.add_error("reason", _("Write in a few words what the conflict is."))
        return cleaned


def countries():
    """Return [(code, name)] of the countries there are, and of those that operators stand under, by name."""
    known = Locale.parse(get_language(), sep="-").territories
    codes = {code for code in known if len(code) == 2 and code.isalpha()} - NO_COUNTRY
    codes |= set(Operator.objects.values_list("country", flat=True))
    return sorted(((code, country_name(code, get_language())) for code in codes), key=lambda pair: alphabetical(pair[1]))


@policy(get="own ties", post="own ties")
def own_ties(request):
    """Show what an expert declared, and take what they declare."""
    if not can_declare_ties(request.user):
        raise PermissionDenied
    return ties(request, request.user, "own_ties", [])


@policy(get="run programme", post="run programme")
def expert_ties(request, expert):
    """The same of one expert, for the secretariat, who may also take a tie back."""
    if not can_run_programme(request.user):
        raise PermissionDenied
    person = get_object_or_404(User.objects.filter(appointments__role=EXPERT), pk=expert)
    if request.method == "POST" and "remove" in request.POST:
        key = request.POST["remove"]
        gone = key.isascii() and key.isdigit() and Tie.objects.filter(person=person, pk=key[:18]).delete()[0]
        messages.success(request, _("Taken back.")) if gone else messages.info(request, _("It was taken back already."))
        return redirect("expert_ties", expert)
    return ties(request, person, "expert_ties", [expert])


def ties(request, person, page, arguments):
    form = TieForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        kept = given(request.POST.get("add"), form.cleaned_data)
        if kept is None:
            messages.info(request, _("Nothing was changed."))
        elif declare(person, request.user, home_of(request), **kept):
            messages.success(request, _("Declared. The secretariat sees it, and assigns accordingly."))
        else:
            messages.info(request, _("This was declared already."))
        return redirect(page, *arguments)
    rows = Tie.objects.filter(person=person).select_related("operator", "declared_by")
    context = {
        "person": person,
        "own": page == "own_ties",
        "form": form,
        "countries": [(row, country_name(row.country, get_language())) for row in rows if row.country],
        "conflicts": [row for row in rows if row.operator],
    }
    return render(request, "people/ties.html", context)


def given(pressed, cleaned):
    """Return what the button that was pressed declares, None for no button of this page."""
    if pressed == "country":
        return {"country": cleaned["country"]}
    return {"operator": cleaned["operator"], "reason": cleaned["reason"]} if pressed == "operator" else None
