"""The back office of the record: people, operators and roles are edited; answers and history are only read."""

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseInlineFormSet
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from assessments.cycles import open_cycle
from assessments.mail import home_of
from assessments.models import Appointment, Assessment, Cycle, Membership, Operator, Printout, Report, StatusChange, User
from assessments.people.countries import country_name
from assessments.people.members import import_members
from assessments.people.roles import not_last
from assessments.scorecard import published_pack
from assessments.security_mails import write_about_change

LEAD = Membership.Role.LEAD

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

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        write_about_change("taken away", obj.user, home_of(request))

    def delete_queryset(self, request, queryset):
        people = list(User.objects.filter(pk__in=queryset.values("user")))
        super().delete_queryset(request, queryset)
        for user in people:
            write_about_change("taken away", user, home_of(request))


class TeamFormSet(BaseInlineFormSet):
    """Leaves no team without the lead it had, as on the pages of teams."""

    def clean(self):
        super().clean()
        if any(self.errors):
            return
        leads = [form.cleaned_data for form in self.forms if form.cleaned_data.get("role") == LEAD]
        led = {data["operator"] for data in leads if not data.get("DELETE")}
        here = Membership.objects.filter(pk__in=[form.instance.pk for form in self.initial_forms])
        for row in here.filter(role=LEAD).select_related("operator"):
            elsewhere = Membership.objects.filter(operator=row.operator, role=LEAD).exclude(pk__in=here)
            if row.operator not in led and not elsewhere.exists():
                raise ValidationError(not_last(LEAD))


class MembershipInline(admin.TabularInline):
    model = Membership
    formset = TeamFormSet
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

    def user_change_password(self, request, id, form_url=""):
        answer = super().user_change_password(request, id, form_url)
        if request.method == "POST" and answer.status_code == 302:  # a form with errors is shown again
            write_about_change("given", self.get_object(request, id), home_of(request))
        return answer


@admin.register(Operator)
class OperatorAdmin(admin.ModelAdmin):
    list_display = ["name", "country_in_words", "region", "fictitious"]
    list_filter = ["region", "fictitious"]
    search_fields = ["name", "country"]
    inlines = [MembershipInline]

    @admin.display(description=_("country"), ordering="country")
    def country_in_words(self, operator):
        return country_name(operator.country, get_language())

    def get_urls(self):
        view = self.admin_site.admin_view(self.import_members)
        return [path("members/", view, name="assessments_operator_members"), *super().get_urls()]

    def import_members(self, request):
        """Create the operators of the UPU's member countries that are missing."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            said = {"count": import_members(get_language())}
            messages.success(request, _("Operators made: %(count)s. Those that were there before were kept.") % said)
        return redirect("admin:assessments_operator_changelist")


class CycleForm(forms.ModelForm):
    class Meta:
        model = Cycle
        fields = ["name", "framework", "reading", "opens_at", "closes_at", "time_zone", "operators"]

    def clean(self):
        given = super().clean()
        framework, reading = given.get("framework"), given.get("reading")
        known = [row.code for row in published_pack(framework.checksum).readings] if framework else []
        if reading and framework and reading not in known:
            told = _("This edition has no such reading. It has: %(known)s.") % {"known": ", ".join(known) or "–"}
            self.add_error("reading", told)
        return given


@admin.register(Cycle)
class CycleAdmin(admin.ModelAdmin):
    """A round; from its opening on, saving it makes the drafts of who was invited, and `manage.py daily` does."""

    form = CycleForm
    list_display = ["name", "framework", "reading", "opens_at", "closes_at", "time_zone"]
    list_filter = ["framework"]
    list_select_related = ["framework"]
    filter_horizontal = ["operators"]

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        return ["framework", "reading"] if obj and obj.assessments.exists() else []

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if opened := open_cycle(form.instance):
            told = ngettext("%(count)d assessment was opened.", "%(count)d assessments were opened.", len(opened))
            messages.success(request, told % {"count": len(opened)})


class History(admin.TabularInline):
    model = StatusChange
    can_delete = False
    extra = 0

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_add_permission


class AssessmentForm(forms.ModelForm):
    """Takes a reading that the framework has: with another one no page of the assessment could be shown."""

    def clean(self):
        cleaned = super().clean()
        framework, reading = cleaned.get("framework"), cleaned.get("reading")
        if framework and reading:
            known = [row.code for row in published_pack(framework.checksum).readings]
            if reading not in known:
                told = {"codes": ", ".join(known) or "–"}
                self.add_error("reading", _("This framework has no such reading. It has: %(codes)s.") % told)
        return cleaned


@admin.register(Assessment)
class AssessmentAdmin(admin.ModelAdmin):
    """Opens an assessment for an operator; its status and its reading move in the workflow only."""

    form = AssessmentForm

    list_display = ["operator", "framework", "cycle", "date", "status"]
    list_filter = ["status", "framework"]
    list_select_related = ["operator", "framework"]
    readonly_fields = ["status", "opened_by", "previous"]
    inlines = [History]

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        kept = ["operator", "framework", "reading"] if obj else []
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
