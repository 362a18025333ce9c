"""What the pages of the questionnaire share: how they are shown, how far one has come, and that nothing more is taken."""

from django.conf import settings
from django.shortcuts import render

from assessments.questionnaire.progress import Path
from assessments.scorecard import answer_set, pack_of


def show(request, template, context, status=200):
    """Answer with a page of the questionnaire; the script needs to know where the token is when it sends."""
    return render(request, template, context | {"csrf_cookie": settings.CSRF_COOKIE_NAME}, status=status)


def path_of(assessment):
    return Path(pack_of(assessment), answer_set(assessment).responses)


def closed_page(request, assessment, texts):
    """Say that the questions cannot be answered any more; `texts` are [(what was asked, [what was typed])]."""
    return show(request, "questionnaire/closed.html", {"assessment": assessment, "texts": texts}, status=403)
