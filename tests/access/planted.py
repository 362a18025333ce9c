"""Holes as they are made by mistake, each switched on alone: in the access functions, the views, the templates, the settings.

A hole is (what was done wrong, where it is looked for, a function that plants it, words of what has to be found). It is
looked for on the pages it concerns, by the same code that tries the whole product.
"""

import sys
from dataclasses import replace

from allauth.core import context
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404

from assessments import access, mail, new_password, sign_in, views
from assessments.cycles import views as cycle_pages
from assessments.models import (
    Assessment,
    Evidence,
    Finding,
    IssuedDocument,
    Kind,
    Membership,
    Operator,
    Rating,
    Report,
    Response,
    Thread,
    User,
)
from assessments.people import team as team_pages
from assessments.questionnaire import autosave, evidence, posting, saving
from assessments.report import make, papers
from assessments.report import views as report_views
from assessments.urls import urlpatterns  # and with it every view, before any of it is changed
from readiness import errors, urls
from tests.access import foreign
from tests.access import papers as found_in
from tests.access.walk import QUICK, Walk


def pages(only, actors=None):
    """Return a look at the pages whose address holds this text, in the ways that people have."""

    def look(world, browsers):
        chosen = {actor: browsers[actor] for actor in actors or browsers}
        return Walk(world, chosen, only=only, ways=QUICK).wrong()

    return look


def everywhere(patch, function, instead):
    """Replace a function in every module of the product that has it by name."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("assessments", "readiness")):
            for attribute in [key for key, value in vars(module).items() if value is function]:
                patch.setattr(module, attribute, instead)


def of_role(*roles, states=("draft", "submitted")):
    return lambda user, assessment: access._role(user, assessment) in roles and assessment.status in states


# Pages of the record


def all_assessments(patch):
    everywhere(patch, access.visible_assessments, lambda user: Assessment.objects.all())


def drafts_for_experts(patch):
    kept = access.visible_assessments
    everywhere(patch, kept, lambda user: Assessment.objects.all() if access._appointments(user) else kept(user))


def all_reports(patch):
    everywhere(patch, access.visible_reports, lambda user: Report.objects.all())


def reports_of_drafts(patch):
    kept = access.visible_reports
    everywhere(patch, kept, lambda user: Report.objects.all() if access._appointments(user) else kept(user))


def all_files(patch):
    everywhere(patch, access.visible_files, lambda user: Evidence.objects.filter(file__isnull=False))


def the_list_shows_all(patch):
    patch.setattr(views, "visible_assessments", lambda user: Assessment.objects.all())


def the_observer_answers(patch):
    may = of_role("lead", "contributor", "observer", states=["draft"])
    everywhere(patch, access.answerable, lambda user, assessment, roles=(): access.Answerable(every=may(user, assessment)))


def targets_after_submitting(patch):
    everywhere(patch, access.can_answer, of_role("lead", "contributor"))


def any_member_saves(patch):
    def found(user, pk, code, roles):
        return Assessment.objects.filter(pk=pk, status="draft", operator__memberships__user=user).first()

    everywhere(patch, access.answerable_assessment, found)


def anybody_saves(patch):
    def found(user, pk, code, roles):
        return Assessment.objects.filter(pk=pk, status="draft").first()

    everywhere(patch, access.answerable_assessment, found)


def the_contributor_submits(patch):
    everywhere(patch, access.can_submit, access.can_answer)


def the_contributor_widens(patch):
    everywhere(patch, access.can_widen, access.can_answer)


def the_contributor_shares(patch):
    everywhere(patch, access.can_share, access.can_answer)


def everybody_sees_the_review(patch):
    everywhere(patch, access.can_see_review, lambda user, assessment: assessment.status != "draft")
    every_kind(patch)


def the_others_ratings_are_seen_at_once(patch):
    everywhere(patch, access.visible_ratings, lambda user, assessment: Rating.objects.filter(assessment=assessment))
    everywhere(patch, access.visible_notes, lambda user, assessment: Rating.objects.filter(assessment=assessment))


def every_expert_rates(patch):
    may = lambda user, assessment: assessment.status in access.RATEABLE and "expert" in access._appointments(user)  # noqa: E731
    everywhere(patch, access.can_rate, may)
    everywhere(patch, access.can_see_review, may)


def the_expert_assigns(patch):
    everywhere(patch, access.can_assign, lambda user, assessment: bool(access._appointments(user)))


def what_is_asked_is_locked_no_more_for_observers(patch):
    kept = access.answerable
    everywhere(patch, kept, lambda user, assessment, roles=(): kept(user, assessment, access.REMARKERS))


def everybody_reads_the_teams_thread(patch):
    everywhere(patch, access.may_read_thread, lambda user, assessment, team_only: True)


def a_thread_is_found_by_its_key(patch):
    everywhere(patch, access.visible_threads, lambda user, assessment: Thread.objects.all())


def everybody_can_be_told(patch):
    everywhere(patch, access.people_who_see, lambda assessment: User.objects.filter(is_active=True))


def cycles_for_everybody(patch):
    patch.setattr(cycle_pages, "only_the_secretariat", lambda request: None)


def the_expert_returns(patch):
    everywhere(patch, access.can_return, lambda user, row: row.status != "draft" and bool(access._appointments(user)))


def the_lead_returns(patch):
    everywhere(patch, access.can_return, of_role("lead", states=["submitted"]))


def the_observer_asks_for_reports(patch):
    everywhere(patch, access.can_ask_for_report, lambda user, assessment: True)


def foreign_is_forbidden(patch):
    def found(request, pk):
        if access.visible_assessments(request.user).filter(pk=pk).exists():
            return Assessment.objects.get(pk=pk)
        raise PermissionDenied if Assessment.objects.filter(pk=pk).exists() else Http404

    patch.setattr(report_views, "_visible", found)


def a_404_with_a_header(patch):
    kept = report_views._visible

    def found(request, pk):
        request.exists = Assessment.objects.filter(pk=pk).exists()
        return kept(request, pk)

    def not_found(request, exception=None):
        response = errors.not_found(request, exception)
        response.headers["X-Seen"] = str(getattr(request, "exists", ""))
        return response

    patch.setattr(report_views, "_visible", found)
    patch.setattr(urls, "handler404", not_found)


def a_report_of_somebody_else(patch):
    def newest(request, pk):
        get_object_or_404(access.visible_reports(request.user), pk=pk)
        last = Report.objects.order_by("requested_at").last()
        return FileResponse((settings.REPORTS / last.file).open("rb"), as_attachment=True, filename="report.pdf")

    swap_in_urls(patch, "report", access.policy(get="see")(newest))


def swap_in_urls(patch, name, view):
    """Serve another view at an address that has a name."""
    pattern = next(each for each in urlpatterns if each.name == name)
    patch.setattr(pattern, "callback", view)


def every_issued_document(patch):
    everywhere(patch, access.visible_documents, lambda user: IssuedDocument.objects.all())
    everywhere(patch, access.can_read_document, lambda user, document: True)


def the_exit_list_waits_for_nobody(patch):
    everywhere(patch, access.can_read_document, lambda user, document: True)


def drafts_for_the_operator(patch):
    everywhere(patch, access.can_see_review, lambda user, assessment: assessment.status != "draft")
    every_kind(patch)


def every_kind(patch):
    """Take away the second lock, so that the first alone is tried."""
    everywhere(patch, access.readable_kinds, lambda user, assessment: set(Kind))


def findings_before_they_are_handed_over(patch):
    everywhere(patch, access.visible_findings, lambda user, assessment: Finding.objects.filter(assessment=assessment))


def the_observer_replies(patch):
    everywhere(patch, access.can_reply, of_role("lead", "contributor", "observer", states=["visit_planned", "report_issued"]))


def any_expert_issues(patch):
    everywhere(patch, access.can_issue, lambda user, row: row.status in access.ISSUING and bool(access._appointments(user)))
    every_kind(patch)


def calibration_before_it_is_told(patch):
    everywhere(patch, access.can_see_calibration, lambda user, assessment: True)


def papers_of_everybody(patch):
    def every(assessment, case):
        rows = list(Report.objects.all())
        return [papers.Paper("en", row.number, row, None, 0, False, None) for row in rows]

    patch.setattr(report_views, "papers", every)


def results_kept_by_edition(patch):
    honest, cases = make.case_of, {}

    def case_of(assessment, language):
        return cases.setdefault((assessment.framework_id, language), honest(assessment, language))

    everywhere(patch, honest, case_of)


def evidence_of_the_edition(patch):
    """A question's sheet gathers by the question instead of by the response."""
    kept = posting.sheets

    def sheets(assessment, pack, questions, language):
        found = kept(assessment, pack, questions, language)
        for sheet in found:
            if sheet.row:
                sheet.pieces = list(Evidence.objects.filter(response__question=sheet.row.question))
        return found

    everywhere(patch, kept, sheets)


def a_header_with_a_name(patch):
    def listing(request):
        response = HttpResponse()
        response.headers["X-Operator"] = Operator.objects.filter(name__contains="other").first().name
        return response

    swap_in_urls(patch, "assessments", access.policy(get="signed in")(listing))


def everybody_is_let_in(patch):
    patch.setattr(sign_in.SignInRequired, "process_view", lambda self, *args: None)


def a_closed_account_goes_on(patch):
    from django.contrib.auth.backends import ModelBackend

    patch.setattr(ModelBackend, "user_can_authenticate", lambda self, user: True)


def writes_before_it_asks(patch):
    kept = autosave.save

    def early(request, pk, code):
        Response.objects.filter(assessment=pk).update(remark="changed")
        return kept(request, pk=pk, code=code)

    swap_in_urls(patch, "save_answer", access.policy(post="answer")(early))


def a_page_without_a_policy(patch):
    def page(request, pk):
        return HttpResponse()

    swap_in_urls(patch, "receipt", page)


def a_page_that_breaks(patch):
    def page(request, pk):
        raise KeyError(pk)

    swap_in_urls(patch, "receipt", access.policy(get="see")(page))


def no_content_security_policy(patch):
    patch.setattr("csp.middleware.CSPMiddleware.process_response", lambda self, request, response: response)


def an_inline_script(patch):
    kept = views.render

    def render(request, template, context):
        response = kept(request, template, context)
        response.content = response.content.replace(b"</body>", b"<script>go()</script></body>")
        return response

    patch.setattr(views, "render", render)


# The back office


def any_person_in_the_back_office(patch):
    patch.setattr(admin.AdminSite, "has_permission", lambda self, request: request.user.is_active)


def staff_see_assessments(patch):
    for model in (Assessment, Report):
        kind = type(admin.site._registry[model])
        for name in ("has_view_permission", "has_module_permission"):
            patch.setattr(kind, name, lambda self, request, obj=None: request.user.is_staff)


def filters_by_anything(patch):
    patch.setattr(admin.ModelAdmin, "lookup_allowed", lambda self, *args: True)


# People


def all_teams(patch):
    everywhere(patch, access.visible_operators, lambda user: Operator.objects.all())


def the_contributor_runs_the_team(patch):
    everywhere(patch, access.can_run_team, lambda user, operator: access._role_at(user, operator.pk) in ("lead", "contributor"))


def the_expert_runs_the_programme(patch):
    everywhere(patch, access.can_run_programme, lambda user: bool(access._appointments(user)))


def invitations_for_all_to_see(patch):
    patch.setattr(team_pages, "can_run_team", lambda user, operator: True)


def a_member_by_their_number_alone(patch):
    patch.setattr(
        team_pages, "get_object_or_404",
        lambda rows, **keys: get_object_or_404(Membership if "member" in str(rows.model._meta) else rows, **keys),
    )  # fmt: skip


def an_invitation_with_a_name(patch):
    kept = mail.render_to_string

    def render(template, context):
        names = Operator.objects.values_list("name", flat=True) if "message" in template else []
        return kept(template, context) + " ".join(names)

    patch.setattr(mail, "render_to_string", render)


# Ids in bodies and query strings


def evidence_by_its_number_alone(patch):
    def remove(assessment, pk, by):
        piece = Evidence.objects.filter(pk=pk).first()
        if piece:
            piece.delete()

    patch.setattr(evidence, "remove", remove)


def a_file_is_given_again_by_its_number_alone(patch):
    patch.setattr(evidence, "given_before", lambda assessment, file: Evidence.objects.filter(file=file).first())


def a_key_answers_anybody(patch):
    patch.setattr(saving, "checksum_of", lambda *args: "0" * 64)


def the_assessment_of_the_body(patch):
    def target(request, pk):
        pk = request.POST.get("assessment", pk)
        assessment = get_object_or_404(Assessment, pk=pk)
        Response.objects.filter(assessment=assessment).update(remark="changed")
        return HttpResponse()

    swap_in_urls(patch, "choices", access.policy(post="answer")(target))


def a_filter_by_any_field(patch):
    def listed(user):
        return Assessment.objects.all() if "filter" in context.request.GET else access.visible_assessments(user)

    patch.setattr(views, "visible_assessments", listed)


def a_sort_key_from_the_address(patch):
    kept = access.visible_assessments

    def listed(user):
        return kept(user).order_by(context.request.GET.get("sort", "date"))

    patch.setattr(views, "visible_assessments", listed)


# The visit


def the_operator_sees_doubts(patch):
    everywhere(patch, access.can_see_checklist, access.can_see_visit)


def the_observer_commits(patch):
    everywhere(patch, access.can_commit, access.can_see_visit)


# Papers


def a_report_with_all_remarks(patch):
    kept = make.answer_set

    def answers(assessment):
        found = kept(assessment)
        code, first = next(iter(found.responses.items()))
        words = " ".join(Response.objects.values_list("remark", flat=True))
        return replace(found, responses={**found.responses, code: replace(first, remark=words)})

    patch.setattr(make, "answer_set", answers)


def a_message_with_a_name(patch):
    kept = new_password.render_to_string

    def render(template, context):
        names = Operator.objects.values_list("name", flat=True) if "message" in template else []
        return kept(template, context) + " ".join(names)

    patch.setattr(new_password, "render_to_string", render)


HOLES = [
    (
        "the operator sees what experts doubt",
        pages("/visit/"),
        the_operator_sees_doubts,
        "by lead on mark-own-visit_planned: shows review-own-visit_planned",
    ),  # fmt: skip
    (
        "the observer commits the operator",
        pages("/visit/commitment/"),
        the_observer_commits,
        "by observer on mark-own-visit_planned: in (302) instead of refused",
    ),  # fmt: skip
    (
        "every page finds every assessment",
        pages("/results/plan/"),
        all_assessments,
        "by neighbour on mark-own-draft: in (200) instead of absent",
    ),  # fmt: skip
    (
        "experts see drafts",
        pages("/results/what-if/"),
        drafts_for_experts,
        "by facilitator on mark-own-draft: in (200) instead of absent",
    ),  # fmt: skip
    (
        "every report is handed out",
        pages("/reports/"),
        all_reports,
        "by neighbour on mark-own-draft: in (200) instead of absent",
    ),  # fmt: skip
    (
        "experts get the reports of drafts",
        pages("/reports/"),
        reports_of_drafts,
        "by facilitator on mark-own-draft: in (200) instead of absent",
    ),  # fmt: skip
    (
        "every file is handed out",
        pages("/evidence/"),
        all_files,
        "by neighbour on mark-own-draft: in (200) instead of absent",
    ),  # fmt: skip
    (
        "the list shows everything",
        pages("/assessments/"),
        the_list_shows_all,
        "by lead on None: shows mark-other-draft",
    ),  # fmt: skip
    (
        "the observer answers",
        pages("/requirements/"),
        the_observer_answers,
        "by observer on mark-own-draft: in (302) instead of refused",
    ),  # fmt: skip
    (
        "a target is set after submitting",
        pages("/choices/"),
        targets_after_submitting,
        "on mark-own-submitted: in (302) instead of refused",
    ),  # fmt: skip
    (
        "the observer saves as a script",
        pages("/questions/"),
        any_member_saves,
        "by observer on mark-own-draft: in (200) instead of refused",
    ),  # fmt: skip
    (
        "anybody saves as a script",
        pages("/questions/"),
        anybody_saves,
        "by neighbour on mark-own-draft: in (200) instead of absent",
    ),  # fmt: skip
    (
        "the contributor submits",
        pages("/check/"),
        the_contributor_submits,
        "by contributor on mark-own-draft: in (302) instead of refused",
    ),  # fmt: skip
    (
        "the contributor widens",
        pages("/widen/"),
        the_contributor_widens,
        "by contributor on mark-own-draft: in (302) instead of refused",
    ),  # fmt: skip
    (
        "the expert gives back",
        pages("/return/"),
        the_expert_returns,
        "by expert on mark-own-submitted: in (302) instead of refused",
    ),  # fmt: skip
    (
        "the lead gives back",
        pages("/return/"),
        the_lead_returns,
        "by lead on mark-own-submitted: in (302) instead of refused",
    ),  # fmt: skip
    (
        "the observer asks for reports",
        pages("/report/"),
        the_observer_asks_for_reports,
        "by observer on mark-own-draft: in (302) instead of refused",
    ),  # fmt: skip
    (
        "foreign is forbidden, not absent",
        pages("/results/plan/"),
        foreign_is_forbidden,
        "by neighbour on mark-own-draft: refused (403) instead of absent",
    ),  # fmt: skip
    (
        "a header tells foreign from absent",
        pages("/results/plan/"),
        a_404_with_a_header,
        "tells what is foreign from what does not exist",
    ),  # fmt: skip
    (
        "a download is somebody else's",
        pages("/reports/"),
        a_report_of_somebody_else,
        "by lead on mark-own-draft: shows mark-other-report_issued",
    ),  # fmt: skip
    (
        "a page lists everybody's reports",
        pages("/report/"),
        papers_of_everybody,
        "by lead on mark-own-draft: shows mark-other-",
    ),  # fmt: skip
    ("results are kept by edition", found_in.wrong_in_reports, results_kept_by_edition, "shows mark-"),
    (
        "evidence is gathered by question",
        pages("/requirements/"),
        evidence_of_the_edition,
        "by lead on mark-own-draft: shows mark-other-",
    ),  # fmt: skip
    (
        "a header holds a name",
        pages("/assessments/"),
        a_header_with_a_name,
        "by lead on None: shows mark-other-who",
    ),  # fmt: skip
    ("the review is shown to the operator", pages("/review/"), everybody_sees_the_review, "by lead on mark-own-in_review: shows"),
    (
        "an expert sees the others’ ratings first",
        pages("/review/differences/", actors=["expert"]),
        the_others_ratings_are_seen_at_once,
        "shows blind-",
    ),
    ("every expert rates", pages("/review/questions/", actors=["bystander"]), every_expert_rates, "by bystander"),
    ("an expert assigns", pages("/reviewers/", actors=["expert"]), the_expert_assigns, "by expert"),
    (
        "an observer answers what is asked again",
        pages("/requirements/", actors=["observer"]),
        what_is_asked_is_locked_no_more_for_observers,
        "by observer on mark-own-clarification: in",
    ),
    ("a contributor shares the work", pages("/sharing/"), the_contributor_shares, "by contributor"),
    (
        "what the team says is shown to experts",
        pages("/questions/"),
        everybody_reads_the_teams_thread,
        "shows team-own-submitted",
    ),
    ("a thread is found by its key alone", foreign.wrong_with_bodies, a_thread_is_found_by_its_key, "discussion with"),
    (
        "who does not see an assessment is offered to be told of it",
        pages("/discussion/", ["lead", "contributor"]),
        everybody_can_be_told,
        "by lead on mark-own-draft: shows mark-other-who",
    ),
    (
        "the cycles are everybody's",
        pages("/programme/cycles/", ["lead", "expert"]),
        cycles_for_everybody,
        "by lead on None: in (200) instead of refused",
    ),
    ("nobody has to sign in", pages("/assessments/"), everybody_is_let_in, "by nobody"),
    (
        "a closed account goes on",
        pages("/assessments/"),
        a_closed_account_goes_on,
        "by closed on None: in (200) instead of sign in",
    ),  # fmt: skip
    ("a save writes before it asks", pages("/questions/"), writes_before_it_asks, "although it refuses"),
    (
        "a page declares no policy",
        pages("/receipt/"),
        a_page_without_a_policy,
        "/receipt/ declares no policy",
    ),  # fmt: skip
    ("a page breaks", pages("/receipt/"), a_page_that_breaks, "breaks (500)"),
    (
        "there is no content security policy",
        pages("/account/sign-in/"),
        no_content_security_policy,
        "its content security policy is {}",
    ),  # fmt: skip
    ("a page has an inline script", pages("/assessments/"), an_inline_script, "has inline <script"),
    (
        "everybody opens the back office",
        pages("/back-office/assessments/assessment/"),
        any_person_in_the_back_office,
        "lets in",
    ),  # fmt: skip
    (
        "staff see without permission",
        pages("/back-office/assessments/assessment/"),
        staff_see_assessments,
        "by staff on None: shows mark-",
    ),  # fmt: skip
    (
        "the back office filters by anything",
        foreign.wrong_in_the_back_office,
        filters_by_anything,
        "filters by what nobody may look through",
    ),  # fmt: skip
    (
        "every issued document is handed out",
        pages("/documents/%(pk)s/"),
        every_issued_document,
        "by neighbour on mark-own-draft: in (200) instead of absent",
    ),  # fmt: skip
    (
        "the exit list is for everybody who sees the assessment",
        pages("/documents/%(pk)s/"),
        the_exit_list_waits_for_nobody,
        "by facilitator on mark-own-submitted: in (200) instead of refused",
    ),  # fmt: skip
    (
        "the operator gets drafts",
        pages("/drafts/"),
        drafts_for_the_operator,
        "by lead on mark-own-submitted: in (200) instead of refused",
    ),  # fmt: skip
    (
        "findings are seen before they are handed over",
        pages("/findings/"),
        findings_before_they_are_handed_over,
        "by lead on mark-own-in_review: shows review-own-in_review",
    ),  # fmt: skip
    (
        "the observer replies",
        pages("/reply/"),
        the_observer_replies,
        "by observer on mark-own-visit_planned: in (302) instead of refused",
    ),  # fmt: skip
    (
        "any expert issues",
        pages("/issue/"),
        any_expert_issues,
        "by bystander on mark-own-visit_planned: in (302) instead of refused",
    ),  # fmt: skip
    (
        "calibration is shown before it is told",
        pages("/calibration/"),
        calibration_before_it_is_told,
        "by lead on mark-own-submitted: in (200) instead of refused",
    ),  # fmt: skip
    (
        "evidence is removed by its number alone",
        foreign.wrong_with_bodies,
        evidence_by_its_number_alone,
        "is not the same as with one that does not exist",
    ),  # fmt: skip
    (
        "a file of another assessment is given again",
        foreign.wrong_with_bodies,
        a_file_is_given_again_by_its_number_alone,
        "is not the same as with one that does not exist",
    ),  # fmt: skip
    ("a key answers anybody", foreign.wrong_with_bodies, a_key_answers_anybody, "mark-other-"),
    (
        "the body names the assessment",
        foreign.wrong_with_bodies,
        the_assessment_of_the_body,
        "is not the same as with one that does not exist",
    ),  # fmt: skip
    ("the address filters", foreign.wrong_with_queries, a_filter_by_any_field, "shows mark-other-"),
    ("the address sorts", foreign.wrong_with_queries, a_sort_key_from_the_address, "answers 500"),
    ("a report holds all remarks", found_in.wrong_in_reports, a_report_with_all_remarks, "shows mark-other-"),
    (
        "a message holds a name",
        found_in.wrong_in_mails,
        a_message_with_a_name,
        "the message to lead@example.org shows mark-other-who",
    ),  # fmt: skip
    (
        "every team is shown",
        pages("/team/"),
        all_teams,
        "by neighbour on mark-own-invited: in (200) instead of absent",
    ),  # fmt: skip
    (
        "the contributor runs the team",
        pages("/team/"),
        the_contributor_runs_the_team,
        "by contributor on mark-own-invited: in (302) instead of refused",
    ),  # fmt: skip
    (
        "the expert runs the programme",
        pages("/programme/"),
        the_expert_runs_the_programme,
        "by expert on None: in (200) instead of refused",
    ),  # fmt: skip
    (
        "invitations are shown to the team",
        pages("/team/"),
        invitations_for_all_to_see,
        "by observer on mark-own-invited: shows mark-own-invited",
    ),  # fmt: skip
    (
        "a member is changed by their number alone",
        foreign.wrong_with_nested,
        a_member_by_their_number_alone,
        "member of the neighbour",
    ),  # fmt: skip
    (
        "an invitation holds a name",
        found_in.wrong_in_mails,
        an_invitation_with_a_name,
        "the message to by-lead@example.org shows mark-other-who",
    ),  # fmt: skip
]
