"""The pages of no stage: the list of one's assessments."""

from django.shortcuts import render

from assessments.access import policy, visible_assessments


@policy(get="signed in")
def assessments(request):
    """List the assessments that exist for this person."""
    rows = visible_assessments(request.user).select_related("operator", "framework").defer("framework__text")
    return render(request, "assessments.html", {"assessments": rows})
