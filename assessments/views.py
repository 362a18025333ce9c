"""The pages of no stage: the list of one's assessments."""

from django.shortcuts import render

from assessments.access import can_run_programme, can_see_desk, policy, visible_assessments


@policy(get="signed in")
def assessments(request):
    """List the assessments that exist for this person."""
    rows = visible_assessments(request.user).select_related("operator", "framework").defer("framework__text")
    context = {"assessments": rows, "runs_programme": can_run_programme(request.user), "desk": can_see_desk(request.user)}
    return render(request, "assessments.html", context)
