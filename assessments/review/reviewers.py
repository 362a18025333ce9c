"""The page on which the secretariat says who reviews an assessment."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from assessments.access import can_assign, policy
from assessments.found import found
from assessments.mail import home_of
from assessments.review.assigning import FEWEST, Choice, assign, candidates, shown
from assessments.typed import read_count


@policy(get="assign", post="assign")
def reviewers(request, pk):
    """Show every expert with what keeps them from it, and write the choice down on POST."""
    assessment = found(request, pk)
    if not can_assign(request.user, assessment):
        raise PermissionDenied
    rows, problems = candidates(assessment), []
    if request.method == "POST":
        choice = chosen(request.POST)
        problems = assign(assessment, choice, request.user, home_of(request))
        if not problems:
            tell(request, len(choice.experts))
            return redirect("reviewers", pk=pk)
        for row in rows:
            row.chosen, row.leads = row.person.pk in choice.experts, row.person.pk == choice.lead
    context = {
        "assessment": assessment,
        "candidates": rows,
        "problems": problems,
        "seen": shown(assessment),
        "nobody": all(row.obstacle for row in rows),
    }
    return render(request, "review/reviewers.html", context)


def chosen(data):
    experts = {read_count(text) for text in data.getlist("expert")} - {0}
    return Choice(experts, read_count(data.get("lead")) or None, data.get("seen", ""))


def tell(request, count):
    messages.success(request, _("Saved. Whoever is new gets an e-mail."))
    if count < FEWEST:
        messages.warning(
            request, _("One expert reviews it. The method asks for two or three, who rate without seeing each other.")
        )
