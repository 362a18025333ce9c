"""The pages of findings: all of them, one to write, one to answer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page

from assessments.access import can_find, can_reply, can_see_review, policy, visible_findings
from assessments.findings.forms import FindingForm, ReplyForm
from assessments.findings.proposals import proposals
from assessments.findings.writing import held, remove, write
from assessments.found import found
from assessments.models import Finding
from assessments.scorecard import pack_of
from readiness.pack import wording


@policy(get="see")
@gzip_page
def findings(request, pk):
    """Show the findings that this person sees, with what the operator says to them."""
    assessment = found(request, pk)
    rows = visible_findings(request.user, assessment).select_related("requirement", "lever", "reply")
    may_find = can_find(request.user, assessment)
    context = {
        "assessment": assessment,
        "findings": [(row, *names(assessment, row)) for row in rows],
        "reviewing": can_see_review(request.user, assessment),
        "may_find": may_find,
        "may_reply": can_reply(request.user, assessment),
        "proposals": proposals(assessment, get_language()) if may_find else [],
    }
    return render(request, "findings/findings.html", context)


@policy(get="find", post="find")
def new(request, pk):
    """Write a finding; `from` begins it with what is known of a requirement."""
    assessment = writable(request, pk)
    started = next((each for each in proposals(assessment, get_language()) if each.code == request.GET.get("from")), None)
    return written(request, assessment, Finding(assessment=assessment), started)


@policy(get="find", post="find")
def finding(request, pk, number):
    """Change a finding, or take it away, while it was not handed over."""
    assessment = writable(request, pk)
    row = get_object_or_404(visible_findings(request.user, assessment), number=number)
    if row.issued_at:
        messages.error(request, _("This finding was handed over with an exit list and stays as it is. Write another one."))
        return redirect("findings", pk=pk)
    if request.method == "POST" and request.POST.get("do") == "remove":
        remove(row, request.user)
        messages.success(request, _("Finding %(number)s was taken away.") % {"number": number})
        return redirect("findings", pk=pk)
    return written(request, assessment, row)


def written(request, assessment, row, started=None):
    """Show the form of a finding, or write what was typed into it."""
    with transaction.atomic():
        if request.method == "POST":
            held(assessment)
            if row.pk:
                row.refresh_from_db()
        form = form_of(request, assessment, row, started)
        if request.method == "POST" and form.is_valid():
            kept = write(assessment, form, request.user)
            messages.success(request, _("Finding %(number)s is kept.") % {"number": kept.number})
            return redirect("findings", pk=assessment.pk)
    theirs = Finding.objects.get(pk=row.pk) if form.overtaken and row.pk else None
    return render(request, "findings/finding.html", {"assessment": assessment, "form": form, "row": row, "theirs": theirs})


def form_of(request, assessment, row, started):
    pack, language = pack_of(assessment), get_language()
    parts = {each.code: each for each in assessment.framework.requirements.filter(code__in=pack.requirements)}
    known = {each.code: each for each in assessment.framework.levers.all()}
    requirements = {parts[code]: wording(part.name, language).text for code, part in pack.requirements.items()}
    levers = {known[each.code]: wording(each.name, language).text for each in pack.levers}
    initial = None
    if started:
        initial = started.initial | {"requirement": parts[started.code].pk}
        initial["lever"] = known[started.initial["lever"]].pk if started.initial["lever"] else ""
    sent = request.POST if request.method == "POST" else None
    return FindingForm(sent, instance=row, initial=initial, requirements=requirements, levers=levers)


@policy(get="reply", post="reply")
def reply(request, pk, number):
    """Say what the operator makes of a finding, or change that."""
    assessment = found(request, pk)
    if not can_reply(request.user, assessment):
        raise PermissionDenied
    row = get_object_or_404(visible_findings(request.user, assessment).filter(issued_at__isnull=False), number=number)
    with transaction.atomic():
        held(assessment)
        kept = getattr(Finding.objects.select_related("reply").get(pk=row.pk), "reply", None)
        form = ReplyForm(request.POST if request.method == "POST" else None, instance=kept, finding=row)
        if request.method == "POST" and form.is_valid():
            form.store(request.user)
            messages.success(request, _("The reply to finding %(number)s is kept.") % {"number": number})
            return redirect("findings", pk=pk)
    theirs = type(kept).objects.get(pk=kept.pk) if form.overtaken and kept else None
    place, lever = names(assessment, row)
    context = {"assessment": assessment, "form": form, "row": row, "place": place, "lever": lever, "theirs": theirs}
    return render(request, "findings/reply.html", context)


def names(assessment, row):
    """Return what the requirement and the lever of a finding are called."""
    pack, language = pack_of(assessment), get_language()
    part = pack.requirements.get(row.requirement.code)
    levers = {each.code: wording(each.name, language).text for each in pack.levers}
    place = f"{row.requirement.code} {wording(part.name, language).text if part else ''}".strip()
    return place, f"{row.lever.code} {levers.get(row.lever.code, '')}".strip() if row.lever else ""


def writable(request, pk):
    assessment = found(request, pk)
    if not can_find(request.user, assessment):
        raise PermissionDenied
    return assessment
