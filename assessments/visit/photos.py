"""Photos taken on the spot: added once each, handed out as attachments, taken away."""

from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from assessments import evidence_files
from assessments.access import ON_SITE, can_rate_on_site, can_see_checklist, policy, visible_photos
from assessments.found import question_of
from assessments.kept_files import hand_out, refused_file
from assessments.models import Assessment, Photo, Visit
from assessments.scorecard import question_key
from assessments.typed import read_uuid
from assessments.visit.planning import found_visit
from readiness.uploads.names import extension, file_name

PICTURES = ("jpg", "jpeg", "png")
MOST_PHOTOS = 20  # of one question


def key_of(page: UUID, code: str, upload: object) -> UUID:
    """Return the key of a photo that a form sends: sent again from the same page, it is the same photo."""
    return uuid5(NAMESPACE_URL, f"{page}/{code}/{file_name(upload.name)}/{upload.size}")


def keep(visit: Visit, code: str, upload: object, key: UUID, by: object) -> str:
    """Keep a photo of a question, once per key; return why not, "" when it is kept."""
    name = file_name(upload.name)
    if extension(name) not in PICTURES:
        return _("“%(name)s” is not a photo that can be kept. Choose a JPEG or PNG picture.") % {"name": name}
    if why := refused_file(upload):
        return why
    with transaction.atomic():
        status = Assessment.objects.select_for_update(no_key=True).values_list("status", flat=True).get(pk=visit.assessment_id)
        if status not in ON_SITE:
            raise PermissionDenied
        if (there := Photo.objects.filter(key=key).first()) is not None:
            mine = there.by_id == by.pk and there.visit_id == visit.pk
            return "" if mine else _("This photo was not taken: reload the page, then choose it again.")
        if visit.pk is None:
            visit.save()
        place = {"visit": visit, "question_id": question_key(visit.assessment, code)}
        if Photo.objects.filter(**place).count() >= MOST_PHOTOS:
            return _("There are %(most)s photos here already. Take one away first.") % {"most": MOST_PHOTOS}
        photo = Photo.objects.create(**place, file=uuid4(), name=name, key=key, by=by)
        evidence_files.write(photo.file, upload)
    return ""


@policy(post="rate on site")
def add(request, pk, code):
    """Keep a photo that a script sends, under the key it gave it."""
    assessment, visit = found_visit(request, pk, can_see_checklist)
    question_of(assessment, code)
    if not can_rate_on_site(request.user, assessment):
        raise PermissionDenied
    upload, key = request.FILES.get("photo"), read_uuid(request.POST.get("key"))
    if upload is None or key is None:
        return JsonResponse({"state": "malformed"}, status=422)
    if why := keep(visit, code, upload, key, request.user):
        return JsonResponse({"state": "refused", "message": why})
    photo = Photo.objects.get(key=key)
    return JsonResponse({"state": "saved", "url": f"/photos/{photo.file}/", "name": photo.name})


@policy(get="checklist", post="rate on site")
def photo(request, file):
    """Hand out a photo; by POST, take it away."""
    row = get_object_or_404(visible_photos(request.user).select_related("visit__assessment", "question"), file=file)
    assessment = row.visit.assessment
    may = can_rate_on_site if request.method == "POST" else can_see_checklist
    if not may(request.user, assessment):
        raise PermissionDenied
    if request.method != "POST":
        return hand_out(row.file, row.name)
    with transaction.atomic():
        row.delete()
        transaction.on_commit(lambda: evidence_files.remove(row.file))
    messages.success(request, _("The photo is taken away."))
    return redirect("checklist", pk=assessment.pk)
