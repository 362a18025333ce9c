"""The pages on which a visit is planned: when and who, the operator's commitment, the agenda."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page

from assessments import evidence_files
from assessments.access import (
    can_commit,
    can_plan,
    can_rate_on_site,
    can_see_checklist,
    can_see_visit,
    can_step,
    policy,
    visible_agenda_items,
)
from assessments.found import found
from assessments.kept_files import hand_out
from assessments.models import AgendaItem, Assessment, Visit
from assessments.scorecard import pack_of
from assessments.visit.agenda import told
from assessments.visit.drafting import draft
from assessments.visit.forms import CommitmentForm, ItemForm, PlanForm, experts_of
from assessments.visit.must_see import must_see
from assessments.visit.steps import begins_later, missing
from readiness.uploads import LARGEST_FILE
from readiness.uploads.names import file_name
from readiness.uploads.words import ACCEPTED

STEPS = ("plan_visit", "cancel_visit", "end_visit")


def found_visit(request, pk, may):
    """Return (the assessment, its visit, a new one where there is none yet); 404 and 403 as access says."""
    assessment = found(request, pk)
    if not may(request.user, assessment):
        raise PermissionDenied
    return assessment, Visit.objects.filter(assessment=assessment).first() or Visit(assessment=assessment)


@policy(get="visit")
@gzip_page
def visit(request, pk):
    """Show the visit: when and who, what is still missing, the commitment, the workshop, the agenda."""
    assessment, plan = found_visit(request, pk, can_see_visit)
    expert = can_see_checklist(request.user, assessment)
    shows_agenda = expert or assessment.status != Assessment.Status.REVIEWED
    seen = must_see(assessment) if expert else None
    agenda = told(plan, pack_of(assessment), get_language(), seen) if plan.pk and shows_agenda else None
    context = {
        "assessment": assessment,
        "plan": plan,
        "team": plan.team.order_by("name", "email") if plan.pk else [],
        "agenda": agenda,
        "expert": expert,
        "reviewing": expert,
        "by_hand": any(row.item.by_hand for row in agenda.rows) if agenda else False,
        "missing": missing(assessment) if expert and assessment.status == Assessment.Status.REVIEWED else [],
        "can_plan": can_plan(request.user, assessment),
        "can_commit": can_commit(request.user, assessment),
        "can_rate": can_rate_on_site(request.user, assessment),
        "begins_later": begins_later(plan),
        "steps": {action for action in STEPS if can_step(request.user, assessment, action)},
    }
    return render(request, "visit/visit.html", context)


@policy(get="plan", post="plan")
def plan_form(request, pk):
    """Change when and who, the host, the plan and the workshop."""
    assessment, plan = found_visit(request, pk, can_plan)
    with transaction.atomic():
        plan = held(assessment, plan)
        form = PlanForm(request.POST or None, instance=plan, experts=experts_of(assessment))
        if request.method == "POST" and form.is_valid():
            row = form.save(commit=False)
            row._history_user = request.user
            row.save()
            form.save_m2m()
            messages.success(request, _("The plan of the visit is saved."))
            return redirect("visit", pk=pk)
    return render(
        request, "visit/plan.html", {"assessment": assessment, "form": form, "has_agenda": plan.pk and plan.agenda.exists()}
    )


def held(assessment, plan):
    """Return the visit as it is now, its assessment's row held: two who write it do so one after the other."""
    Assessment.objects.select_for_update(no_key=True).get(pk=assessment.pk)
    return Visit.objects.filter(assessment=assessment).first() or plan


@policy(get="commit", post="commit")
def commitment(request, pk):
    """Write who commits the operator, when, and the document."""
    assessment, plan = found_visit(request, pk, can_commit)
    form = CommitmentForm(request.POST or None, request.FILES or None, visit=plan)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            plan = held(assessment, plan)
            keep_commitment(plan, form.cleaned_data, request.user)
        messages.success(request, _("The commitment is saved."))
        return redirect("visit", pk=pk)
    limits = {"accepted": ACCEPTED, "megabytes": LARGEST_FILE // 1024 // 1024}
    return render(request, "visit/commitment.html", {"assessment": assessment, "form": form, "plan": plan} | limits)


def keep_commitment(plan, given, by):
    """Write it, and the document under a random name; one that it replaces goes."""
    plan.committed_by, plan.committed_on = given["committed_by"], given["committed_on"]
    if upload := given["document"]:
        before = plan.commitment
        plan.commitment, plan.commitment_name = uuid4(), file_name(upload.name)
        evidence_files.write(plan.commitment, upload)
        if before:
            transaction.on_commit(lambda: evidence_files.remove(before))
    plan._history_user = by
    plan.save()


@policy(get="visit")
def commitment_file(request, pk):
    """Hand out the document in which the operator commits itself."""
    _assessment, plan = found_visit(request, pk, can_see_visit)
    if plan.commitment is None:
        raise Http404
    return hand_out(plan.commitment, plan.commitment_name)


@policy(post="plan")
def draft_agenda(request, pk):
    """Have the program draft the agenda; what was changed by hand stays."""
    _assessment, plan = found_visit(request, pk, can_plan)
    if not plan.days:
        messages.error(request, _("Set the first and the last day first: the agenda is fitted into them."))
        return redirect("visit", pk=pk)
    draft(plan, request.user)
    messages.success(request, _("The agenda is drafted. What was changed by hand has stayed."))
    return redirect("visit", pk=pk)


@policy(get="plan", post="plan")
def add_item(request, pk):
    """Add an item to the agenda."""
    assessment, plan = found_visit(request, pk, can_plan)
    if not plan.days:
        messages.error(request, _("Set the first and the last day first: the agenda is fitted into them."))
        return redirect("visit", pk=pk)
    asked = [code for code in request.GET.get("questions", "").split() if code in pack_of(assessment).questions]
    return item_page(request, assessment, plan, AgendaItem(visit=plan, minutes=30, questions=asked))


@policy(get="plan", post="plan")
def agenda_item(request, pk):
    """Change, move or remove an item of the agenda."""
    item = get_object_or_404(visible_agenda_items(request.user), pk=pk)
    assessment, plan = found_visit(request, item.visit.assessment_id, can_plan)
    if request.method == "POST" and request.POST.get("do") == "remove":
        item._history_user = request.user
        item.delete()
        messages.success(request, _("It is taken off the agenda."))
        return redirect("visit", pk=assessment.pk)
    return item_page(request, assessment, plan, item)


def item_page(request, assessment, plan, item):
    given = {"visit": plan, "pack": pack_of(assessment), "language": get_language()}
    form = ItemForm(request.POST or None, instance=item, **given)
    if request.method == "POST" and form.is_valid():
        row = form.save(commit=False)
        row.questions, row.by_hand, row.unfit = form.codes, True, None
        row._history_user = request.user
        row.save()
        messages.success(request, _("The agenda is changed."))
        return redirect("visit", pk=assessment.pk)
    return render(request, "visit/item.html", {"assessment": assessment, "form": form, "item": item})
