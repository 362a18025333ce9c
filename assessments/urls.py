"""The addresses of the record, in the order of the process."""

from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path, re_path
from django.views.generic import RedirectView

from assessments import language, views
from assessments.access import policy
from assessments.framework import views as framework
from assessments.people import account, joining, programme, team
from assessments.questionnaire import autosave, files, on_paper, steps, submitting
from assessments.questionnaire import views as questionnaire
from assessments.report import views as report
from assessments.together import views as together

anyone = policy(get="anyone", post="anyone")
signed_in = policy(get="signed in", post="signed in")
signing_in = policy(get="signing in", post="signing in")
setting_up = policy(get="setting up", post="setting up")

sign_in = [
    path("account/sign-in/", anyone(allauth.login), name="account_login"),
    path("account/sign-out/", anyone(allauth.logout), name="account_logout"),
    path("account/closed/", policy(get="anyone")(allauth.account_inactive), name="account_inactive"),
    path("account/sign-up/", anyone(allauth.signup), name="account_signup"),  # allauth names it; it says that it is closed
    path("account/password/", signed_in(allauth.password_change), name="account_change_password"),
    path("account/password/set/", signed_in(allauth.password_set), name="account_set_password"),
    path("account/confirm/", setting_up(allauth.reauthenticate), name="account_reauthenticate"),
    path("account/reset/", anyone(allauth.password_reset), name="account_reset_password"),
    path("account/reset/sent/", policy(get="anyone")(allauth.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^account/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        anyone(allauth.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "account/reset/done/",
        policy(get="anyone")(allauth.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]

codes = "account/second-factor/recovery-codes/"
own_account = [
    path("account/", account.account, name="account"),
    path("account/sign-out-elsewhere/", account.sign_out_elsewhere, name="sign_out_elsewhere"),
]
second_factor = [
    path("account/code/", signing_in(mfa.authenticate), name="mfa_authenticate"),
    path("account/sign-in/passkey/", signing_in(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("account/second-factor/", account.second_factor, name="mfa_index"),
    path("account/second-factor/app/", setting_up(totp.activate_totp), name="mfa_activate_totp"),
    path(
        "account/second-factor/app/remove/",
        policy(get="own factor", post="own factor")(totp.deactivate_totp),
        name="mfa_deactivate_totp",
    ),
    path("account/second-factor/passkeys/add/", setting_up(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path(
        "account/second-factor/passkeys/<int:pk>/remove/",
        policy(get="own passkey", post="own passkey")(webauthn.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path(
        "account/second-factor/passkeys/",
        policy(get="signed in")(RedirectView.as_view(pattern_name="mfa_index")),
        name="mfa_list_webauthn",
    ),
    path(codes, policy(get="own factor")(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(codes + "new/", signed_in(recovery_codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path(
        codes + "download/",
        policy(get="own factor")(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]

urlpatterns = [
    *sign_in,
    *own_account,
    *second_factor,
    path("language/", language.choose_language, name="choose_language"),
    path("", policy(get="signed in")(RedirectView.as_view(pattern_name="assessments")), name="home"),
    path("invitations/<str:key>/", joining.invitation, name="invitation"),
    path("operators/", team.teams, name="teams"),
    path("operators/<int:pk>/team/", team.team, name="team"),
    path("operators/<int:pk>/team/members/<int:member>/", team.member, name="member"),
    path("operators/<int:pk>/team/invitations/<uuid:invitation>/", team.team_invitation, name="team_invitation"),
    path("programme/", programme.programme, name="programme"),
    path("programme/roles/<int:appointment>/", programme.appointment, name="appointment"),
    path("programme/invitations/<uuid:invitation>/", programme.programme_invitation, name="programme_invitation"),
    path("assessments/", views.assessments, name="assessments"),
    path("assessments/<uuid:pk>/", questionnaire.tasks, name="assessment"),
    path("assessments/<uuid:pk>/requirements/<str:code>/", questionnaire.requirement, name="requirement"),
    path("assessments/<uuid:pk>/requirements/<str:code>/remarks/", questionnaire.remarks, name="remarks"),
    path("assessments/<uuid:pk>/questions/<str:code>/", autosave.save, name="save_answer"),
    path("assessments/<uuid:pk>/questions/<str:code>/discussion/", together.discussion, name="discussion"),
    path("assessments/<uuid:pk>/sharing/", together.sharing, name="sharing"),
    path("assessments/<uuid:pk>/questions/<str:code>/remark/", autosave.save_remark, name="save_remark"),
    path("assessments/<uuid:pk>/widen/", steps.widen, name="widen"),
    path("assessments/<uuid:pk>/return/", steps.give_back, name="return"),
    path("assessments/<uuid:pk>/check/", submitting.check, name="check"),
    path("assessments/<uuid:pk>/receipt/", submitting.receipt, name="receipt"),
    path("assessments/<uuid:pk>/on-paper/", on_paper.on_paper, name="on_paper"),
    path("printouts/<uuid:pk>/", on_paper.download, name="printout"),
    path("evidence/<uuid:file>/", files.file, name="evidence"),
    path("frameworks/<str:code>/<str:edition>/words/", framework.words, name="words"),
    path("frameworks/<str:code>/<str:edition>/help/", framework.help_from_others, name="help_from_others"),
    path("frameworks/<str:code>/<str:edition>/sources/", framework.sources, name="sources"),
    path("assessments/<uuid:pk>/results/", report.results, name="results"),
    path("assessments/<uuid:pk>/results/why/", report.why, name="why_overall"),
    path("assessments/<uuid:pk>/results/why/<str:code>/", report.why, name="why"),
    path("assessments/<uuid:pk>/results/levers/<str:code>/", report.why_one_lever, name="why_lever"),
    path("assessments/<uuid:pk>/results/plan/", report.why_the_plan, name="why_plan"),
    path("assessments/<uuid:pk>/results/choices/", report.choices, name="choices"),
    path("assessments/<uuid:pk>/results/what-if/", report.what_if, name="what_if"),
    path("assessments/<uuid:pk>/report/", report.reports, name="reports"),
    path("reports/<uuid:pk>/", report.download, name="report"),
]
