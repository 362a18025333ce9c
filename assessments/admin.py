"""The back office of the record: people, operators and roles are edited; answers and history are only read."""

from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from assessments.models import Appointment, Assessment, Membership, Operator, Printout, Report, StatusChange, User

admin.site.unregister(Group)  # roles are memberships and appointments


admin.site.unregister(Authenticator)  # whose page would show the keys


@admin.register(Authenticator)
class SecondFactorAdmin(admin.ModelAdmin):
    """Taken away from somebody who has lost it; what it holds is nobody's to see."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type"]
    list_select_related = ["user"]
    search_fields = ["user__email"]
    fields = readonly_fields = ["user", "type", "created_at", "last_used_at"]

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_add_permission


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 1


class AppointmentInline(admin.TabularInline):
    model = Appointment
    extra = 0


@admin.register(User)
class PersonAdmin(UserAdmin):
    add_form = AdminUserCreationForm
    ordering = ["email"]
    list_display = ["email", "name", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["email", "name"]
    filter_horizontal = []
    readonly_fields = ["last_login", "created_at"]
    fieldsets = [
        (None, {"fields": ["email", "password", "name", "language"]}),
        (_("Account"), {"fields": ["is_active", "is_staff", "is_superuser", "last_login", "created_at"]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["email", "name", "language", "usable_password", "password1", "password2"]})
    ]
    inlines = [MembershipInline, AppointmentInline]


@admin.register(Operator)
class OperatorAdmin(admin.ModelAdmin):
    list_display = ["name", "country", "fictitious"]
    search_fields = ["name", "country"]
    inlines = [MembershipInline]


class History(admin.TabularInline):
    model = StatusChange
    can_delete = False
    extra = 0

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_add_permission


@admin.register(Assessment)
class AssessmentAdmin(admin.ModelAdmin):
    """Opens an assessment for an operator; its status moves in the workflow only."""

    list_display = ["operator", "framework", "cycle", "date", "status"]
    list_filter = ["status", "framework"]
    list_select_related = ["operator", "framework"]
    readonly_fields = ["status"]
    inlines = [History]

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        kept = ["operator", "framework"] if obj else []
        submitted = ["cycle", "date"] if obj and obj.status != Assessment.Status.DRAFT else []
        return [*self.readonly_fields, *kept, *submitted]


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    list_display = ["number", "language", "status", "requested_at", "made_at"]
    list_filter = ["status"]

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Printout)
class PrintoutAdmin(ReportAdmin):
    list_display = ["__str__", "answered", "status", "requested_at", "made_at"]
    list_select_related = ["assessment__operator"]
