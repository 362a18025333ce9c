"""The back office of the reference: everything can be read, nothing changed."""

from django.contrib import admin

from readiness.models import Framework, Lever, Pillar, Question, Requirement


class ReadOnly(admin.ModelAdmin):
    """A published row, shown as it is."""

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Framework)
class FrameworkAdmin(ReadOnly):
    list_display = ["code", "edition", "title", "published_at", "checksum"]


@admin.register(Pillar, Requirement, Question, Lever)
class PartAdmin(ReadOnly):
    list_display = ["code", "title", "framework"]
    list_filter = ["framework"]
    list_select_related = ["framework"]
    search_fields = ["code"]
