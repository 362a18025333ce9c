"""The address book: the back office here, everything else in the record's own list."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

admin.site.login = secure_admin_login(admin.site.login)  # the throttled sign-in of everyone else
admin.site.site_header = admin.site.site_title = _("Levier, back office")

urlpatterns = [
    path("back-office/", admin.site.urls),
    path("", include("assessments.urls")),
]

handler400 = "readiness.errors.bad_request"
handler403 = "readiness.errors.forbidden"
handler404 = "readiness.errors.not_found"
handler429 = "readiness.errors.too_many"
handler500 = "readiness.errors.server_error"
