"""The page that tells how far the operator's and the experts' ratings lie apart, round by round."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.gzip import gzip_page

from assessments.access import can_see_calibration, policy, visible_assessments
from assessments.calibration.sheet import pairs, rounds


@policy(get="calibrate")
@gzip_page
def calibration(request, pk):
    """Show it for all rounds of the operator under the same framework that this person may see it of, the newest first."""
    seen = visible_assessments(request.user).select_related("operator", "framework").defer("framework__text")
    assessment = get_object_or_404(seen, pk=pk)
    if not can_see_calibration(request.user, assessment):
        raise PermissionDenied
    same = seen.filter(operator=assessment.operator_id, framework__code=assessment.framework.code)
    shown = [each for each in same.order_by("-date", "-created_at") if can_see_calibration(request.user, each)]
    differing = "differs" in request.GET
    told = [each for each in rounds(shown, get_language(), differing) if each.rated]
    context = {"assessment": assessment, "rounds": told, "pairs": pairs(), "differing": differing}
    return render(request, "calibration/calibration.html", context)
