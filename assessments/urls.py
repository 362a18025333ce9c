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
from assessments.calibration import views as calibration
from assessments.cycles import views as cycles
from assessments.documents import steps as document_steps
from assessments.documents import views as documents
from assessments.findings import views as findings
from assessments.framework import views as framework
from assessments.people import account, joining, programme, team, ties
from assessments.questionnaire import all_evidence, autosave, files, on_paper, requirement, steps, submitting, task_list
from assessments.report import views as report
from assessments.review import desk, home, questions, reviewers, settling
from assessments.review import steps as review_steps
from assessments.together import views as together
from assessments.visit import checklist, photos, planning
from assessments.visit import steps as visit_steps

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
    path("account/ties/", ties.own_ties, name="own_ties"),
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
    path("programme/experts/<int:expert>/ties/", ties.expert_ties, name="expert_ties"),
    path("programme/invitations/<uuid:invitation>/", programme.programme_invitation, name="programme_invitation"),
    path("programme/cycles/", cycles.cycles, name="cycles"),
    path("programme/cycles/new/", cycles.new_cycle, name="new_cycle"),
    path("programme/cycles/<int:cycle>/", cycles.cycle, name="cycle"),
    path("programme/cycles/<int:cycle>/change/", cycles.edit_cycle, name="edit_cycle"),
    path("assessments/", views.assessments, name="assessments"),
    path("assessments/<uuid:pk>/", task_list.tasks, name="assessment"),
    path("assessments/<uuid:pk>/requirements/<str:code>/", requirement.requirement, name="requirement"),
    path("assessments/<uuid:pk>/requirements/<str:code>/remarks/", requirement.remarks, name="remarks"),
    path("assessments/<uuid:pk>/questions/<str:code>/", autosave.save, name="save_answer"),
    path("assessments/<uuid:pk>/questions/<str:code>/discussion/", together.discussion, name="discussion"),
    path("assessments/<uuid:pk>/sharing/", together.sharing, name="sharing"),
    path("assessments/<uuid:pk>/questions/<str:code>/remark/", autosave.save_remark, name="save_remark"),
    path("assessments/<uuid:pk>/widen/", steps.widen, name="widen"),
    path("assessments/<uuid:pk>/return/", steps.give_back, name="return"),
    path("assessments/<uuid:pk>/check/", submitting.check, name="check"),
    path("assessments/<uuid:pk>/receipt/", submitting.receipt, name="receipt"),
    path("assessments/<uuid:pk>/evidence/", all_evidence.index, name="evidence_index"),
    path("assessments/<uuid:pk>/evidence/<int:piece>/", all_evidence.description, name="description"),
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
    path("desk/", desk.desk, name="desk"),
    path("assessments/<uuid:pk>/reviewers/", reviewers.reviewers, name="reviewers"),
    path("assessments/<uuid:pk>/review/", home.review, name="review"),
    path("assessments/<uuid:pk>/review/questions/<str:code>/", questions.review_question, name="review_question"),
    path("assessments/<uuid:pk>/review/differences/", settling.differences_page, name="differences"),
    path("assessments/<uuid:pk>/visit/", planning.visit, name="visit"),
    path("assessments/<uuid:pk>/visit/plan/", planning.plan_form, name="visit_plan"),
    path("assessments/<uuid:pk>/visit/commitment/", planning.commitment, name="commitment"),
    path("assessments/<uuid:pk>/visit/commitment/document/", planning.commitment_file, name="commitment_file"),
    path("assessments/<uuid:pk>/visit/agenda/draft/", planning.draft_agenda, name="draft_agenda"),
    path("assessments/<uuid:pk>/visit/agenda/add/", planning.add_item, name="add_agenda_item"),
    path("agenda-items/<int:pk>/", planning.agenda_item, name="agenda_item"),
    path("assessments/<uuid:pk>/visit/checklist/", checklist.checklist, name="checklist"),
    path("assessments/<uuid:pk>/visit/questions/<str:code>/", checklist.save, name="save_site_rating"),
    path("assessments/<uuid:pk>/visit/questions/<str:code>/photos/", photos.add, name="add_photo"),
    path("photos/<uuid:file>/", photos.photo, name="photo"),
    path("assessments/<uuid:pk>/findings/", findings.findings, name="findings"),
    path("assessments/<uuid:pk>/findings/new/", findings.new, name="new_finding"),
    path("assessments/<uuid:pk>/findings/<int:number>/", findings.finding, name="finding"),
    path("assessments/<uuid:pk>/findings/<int:number>/reply/", findings.reply, name="reply"),
    path("assessments/<uuid:pk>/documents/", documents.documents, name="documents"),
    path("assessments/<uuid:pk>/documents/<str:kind>/draft/", documents.draft, name="draft_document"),
    path("assessments/<uuid:pk>/documents/<str:kind>/issue/", documents.issue_document, name="issue_document"),
    path("documents/<uuid:pk>/", documents.download, name="document"),
    path("drafts/<uuid:pk>/", documents.download_draft, name="draft"),
    path("assessments/<uuid:pk>/calibration/", calibration.calibration, name="calibration"),
    path("assessments/<uuid:pk>/steps/begin-review/", review_steps.begin_review, name="begin_review"),
    path("assessments/<uuid:pk>/steps/ask-clarification/", review_steps.ask_clarification, name="ask_clarification"),
    path("assessments/<uuid:pk>/steps/answer-clarification/", review_steps.answer_clarification, name="answer_clarification"),
    path("assessments/<uuid:pk>/steps/stop-waiting/", review_steps.stop_waiting, name="stop_waiting"),
    path("assessments/<uuid:pk>/steps/finish-review/", review_steps.finish_review, name="finish_review"),
    path("assessments/<uuid:pk>/steps/reopen-review/", review_steps.reopen_review, name="reopen_review"),
    path("assessments/<uuid:pk>/steps/plan-visit/", visit_steps.plan_visit, name="plan_visit"),
    path("assessments/<uuid:pk>/steps/cancel-visit/", visit_steps.cancel_visit, name="cancel_visit"),
    path("assessments/<uuid:pk>/steps/end-visit/", visit_steps.end_visit, name="end_visit"),
    path("assessments/<uuid:pk>/steps/issue-report/", document_steps.issue_report, name="issue_report"),
    path("assessments/<uuid:pk>/steps/follow-up/", document_steps.follow_up, name="follow_up"),
    path("assessments/<uuid:pk>/steps/close/", document_steps.close, name="close"),
    path("assessments/<uuid:pk>/steps/reopen/", document_steps.reopen, name="reopen"),
]
