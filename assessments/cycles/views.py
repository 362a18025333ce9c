"""The cycles on pages of their own: the list, one with how far each operator is, and the form that makes or changes one."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page

from assessments.access import policy
from assessments.cycles.forms import ClosingForm, CycleForm
from assessments.cycles.invited import NONE, regions, typed
from assessments.cycles.keeping import Changed, NameTaken, keep, move_closing, stamp
from assessments.cycles.standing import WAITING, standings
from assessments.models import Assessment, Cycle, Operator
from assessments.people.programme import only_the_secretariat
from assessments.scorecard import published_pack
from readiness.pack import wording


@policy(get="run programme")
def cycles(request):
    """List the cycles, the newest first, with how many operators are invited and how many have submitted."""
    only_the_secretariat(request)
    rows = Cycle.objects.select_related("framework").defer("framework__text").annotate(invited=Count("operators"))
    handed_in = Assessment.objects.filter(opened_by__isnull=False).exclude(status=Assessment.Status.DRAFT).order_by()
    submitted = dict(handed_in.values_list("opened_by").annotate(Count("pk")))
    listed = [(row, reading_of(row), submitted.get(row.pk, 0)) for row in rows]
    return render(request, "cycles/cycles.html", {"cycles": listed, "now": timezone.now()})


@policy(get="run programme", post="run programme")
def cycle(request, cycle):
    """Show one cycle with how far each operator is; on POST move its closing, or close it now."""
    only_the_secretariat(request)
    row = found(cycle)
    closes_now = request.POST.get("do") == "close"
    form = ClosingForm(request.POST if request.method == "POST" and not closes_now else None, cycle=row)
    if closes_now and row.opens_at < timezone.now() < row.closes_at:
        return moved(request, row, timezone.now())
    if closes_now:
        messages.error(request, _("Only an open cycle can be closed. Nothing was changed."))
        return redirect("cycle", cycle=cycle)
    if form.is_valid():
        return moved(request, row, form.cleaned_data["closes_at"])
    return render(request, "cycles/cycle.html", shown(request, row, form))


def found(pk):
    return get_object_or_404(Cycle.objects.select_related("framework").defer("framework__text"), pk=pk)


def reading_of(cycle):
    """Return the name of what a cycle asks, None where its edition has no readings."""
    reading = published_pack(cycle.framework.checksum).reading(cycle.reading)
    return reading and wording(reading.name, get_language())


def moved(request, cycle, closes_at):
    move_closing(cycle, closes_at)
    messages.success(request, _("The closing was moved.") if closes_at > timezone.now() else _("The cycle is closed."))
    return redirect("cycle", cycle=cycle.pk)


def shown(request, cycle, form):
    """Return what the page of a cycle shows: the figures of all its operators, the rows of those of one region if asked."""
    rows = standings(cycle)
    region = request.GET.get("region", "")
    there = {row.operator.region or NONE for row in rows}
    names = [*Operator.Region.choices, (NONE, _("Without a region yet"))]
    drafts, waiting = (sum(row.state == state for row in rows) for state in (Assessment.Status.DRAFT, WAITING))
    return {
        "cycle": cycle,
        "reading": reading_of(cycle),
        "form": form,
        "now": timezone.now(),
        "rows": [row for row in rows if region not in there or (row.operator.region or NONE) == region],
        "region": region,
        "regions": [(code, name) for code, name in names if code in there],
        "figures": [
            (len(rows), _("Invited")),
            (waiting, _("Not opened")),
            (drafts, _("Drafts")),
            (len(rows) - drafts - waiting, pgettext("assessments", "Submitted")),
            (sum(row.late for row in rows), _("Late")),
            (sum(not row.led for row in rows), _("Without a lead")),
        ],
    }


@policy(get="run programme", post="run programme")
@gzip_page
def new_cycle(request):
    """Make a cycle."""
    only_the_secretariat(request)
    return written(request, None)


@policy(get="run programme", post="run programme")
@gzip_page
def edit_cycle(request, cycle):
    """Change a cycle; what its assessments ask stays once they are there."""
    only_the_secretariat(request)
    return written(request, found(cycle))


def written(request, cycle):
    """Save what was typed about a cycle, or show it, with what is wrong, and after a button of a region with its boxes."""
    stay = set(cycle.assessments.values_list("operator", flat=True)) if cycle else set()
    ticked, region, shown = set(cycle.operators.values_list("pk", flat=True)) if cycle else set(), "", stamp(cycle)
    posted = request.POST if request.method == "POST" else None
    if posted is not None:
        ticked, region = typed(posted, list(Operator.objects.values_list("pk", "region")))
        shown = posted.get("shown", "")
    saves = posted is not None and not region
    again = posted.dict() if region else {}
    form = CycleForm(posted if saves else None, cycle=cycle, opened=bool(stay), typed=again)
    if saves and form.is_valid():
        try:
            row, opened = keep(cycle, form.cleaned_data, ticked, shown)
        except Changed:
            shown = stamp(cycle)
            form.add_error(None, _("A colleague changed this cycle meanwhile. Save again to keep instead what you typed."))
        except NameTaken:
            form.add_error("name", _("There is a cycle of this name with the same edition. Choose another name."))
        else:
            messages.success(request, said(row, opened))
            return redirect("cycle", cycle=row.pk)
    context = {"cycle": cycle, "form": form, "shown": shown, "regions": regions(ticked, stay, region)}
    context["errors"] = [pair for name, texts in form.errors.items() for pair in told(form, name, texts)]
    return render(request, "cycles/form.html", context)


def told(form, name, texts):
    """Return [(where it is, what is wrong)] for the summary, which names the field."""
    if name == "__all__":
        return [("cycle-form", text) for text in texts]
    label, colon = form.fields[name].label, _(": ")
    first = "_0" if name == "edition" else ""  # of several radios the first
    return [(f"id_{name}{first}", f"{label}{colon}{text}") for text in texts]


def said(cycle, opened):
    """Return what saving came to: how many drafts were opened, or when they will be."""
    if opened:
        told = ngettext("Saved. %(count)d assessment was opened.", "Saved. %(count)d assessments were opened.", len(opened))
        return told % {"count": len(opened)}
    if cycle.opens_at > timezone.now():
        return _("Saved. Nothing is open yet: the assessments are opened when the day has come.")
    return _("Saved.")
