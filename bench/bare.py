"""The floor of saving: the row of an answer read and written by the ORM, behind the same middleware, nothing checked."""

from django.http import JsonResponse
from django.urls import include, path

from assessments.models import Response


def save(request, pk):
    """Save the row as anybody would; the model adds one version of its history."""
    row = _changed(request, pk)
    row.save()
    return JsonResponse({"version": row.version})


def save_alone(request, pk):
    """Save the row and nothing else, not even its history."""
    row = _changed(request, pk)
    row.save_without_historical_record()
    return JsonResponse({"version": row.version})


def _changed(request, pk):
    row = Response.objects.get(pk=pk)
    row.value = int(request.POST["value"])
    row.version += 1
    row.updated_by = request.user
    return row


urlpatterns = [
    path("bare/<int:pk>/", save),
    path("bare/<int:pk>/alone/", save_alone),
    path("", include("readiness.urls")),
]
