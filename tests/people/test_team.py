"""Teams and the programme's people: who sees them, who changes them, and that somebody always runs them."""

from functools import partial

import pytest

from assessments.models import Appointment, Membership, Response, User
from tests.at_once import at_once
from tests.conftest import PASSWORD, member, with_app


def place(user, operator):
    return f"/operators/{operator.pk}/team/members/{Membership.objects.get(user=user, operator=operator).pk}/"


def role_of(user, operator):
    return Membership.objects.filter(user=user, operator=operator).values_list("role", flat=True).first()


def test_a_team_shows_its_people_and_their_roles(browse, lead, contributor, observer, operator):
    page = browse(observer).get(f"/operators/{operator.pk}/team/").content.decode()
    for user in (lead, contributor, observer):
        assert user.name in page and user.email in page
    assert "Invite somebody" not in page and ">Change<" not in page


def test_a_team_without_a_lead_is_offered_one_first(browse, lead, secretariat, operator, other_operator):
    for place, role in ((operator, "contributor"), (other_operator, "lead")):
        page = browse(secretariat).get(f"/operators/{place.pk}/team/").content.decode()
        assert f'<option value="{role}" selected>' in page


@pytest.mark.parametrize("count", [1, 3])
def test_its_queries_do_not_grow_with_it(browse, lead, operator, count, django_assert_num_queries):
    for number in range(count):
        member("contributor", operator, name=f"contributor{number}")
    browser = browse(lead)
    with django_assert_num_queries(9):  # session, person, second factor, appointments, operator, role, lead, members, invitations
        browser.get(f"/operators/{operator.pk}/team/")


def test_the_list_of_teams_is_ones_own(browse, lead, operator, other_operator, secretariat):
    assert str(other_operator) not in browse(lead).get("/operators/").content.decode()
    page = browse(secretariat).get("/operators/").content.decode()
    assert str(operator) in page and str(other_operator) in page and "/programme/" in page


def test_who_has_two_operators_sees_both(browse, lead, operator, other_operator):
    Membership.objects.create(user=lead, operator=other_operator, role="observer")
    page = browse(lead).get("/operators/").content.decode()
    assert str(operator) in page and str(other_operator) in page
    assert browse(lead).post(f"/operators/{other_operator.pk}/team/", {"email": "a@example.org"}).status_code == 403


def test_a_lead_changes_a_role(browse, lead, observer, operator):
    answer = browse(lead).post(place(observer, operator), {"do": "role", "role": "contributor"})
    assert answer.headers["Location"] == f"/operators/{operator.pk}/team/"
    assert role_of(observer, operator) == "contributor"


def test_a_role_that_there_is_not_is_refused(browse, lead, observer, operator):
    assert browse(lead).post(place(observer, operator), {"do": "role", "role": "expert"}).status_code == 200
    assert role_of(observer, operator) == "observer"


def test_who_is_taken_out_leaves_their_answers_and_history(browse, lead, contributor, operator, assessment):
    row = Response.objects.get(assessment=assessment, question__code="P1.1a")
    row.remark, row.updated_by, row._history_user = "By the contributor", contributor, contributor
    row.version += 1
    row.save()
    browse(lead).post(place(contributor, operator), {"do": "remove"})
    assert role_of(contributor, operator) is None
    row.refresh_from_db()
    assert (row.remark, row.updated_by) == ("By the contributor", contributor)
    assert row.history.order_by("-version").first().history_user == contributor
    assert browse(contributor).get(f"/assessments/{assessment.pk}/").status_code == 404


def test_the_last_lead_stays(browse, lead, secretariat, operator):
    for browser in (browse(lead), browse(secretariat)):
        for fields in ({"do": "remove"}, {"do": "role", "role": "observer"}):
            page = browser.post(place(lead, operator), fields, follow=True).content.decode()
            assert "a team needs a lead" in page
    assert role_of(lead, operator) == "lead"


def test_a_lead_may_go_when_there_is_another(browse, lead, observer, operator):
    browser = browse(lead)
    browser.post(place(observer, operator), {"do": "role", "role": "lead"})
    assert browser.post(place(lead, operator), {"do": "remove"}).headers["Location"] == "/operators/"
    assert list(operator.memberships.values_list("user", "role")) == [(observer.pk, "lead")]


@pytest.mark.django_db(transaction=True)
def test_of_two_leads_that_go_at_once_one_stays(browse, lead, operator):
    other = member("lead", operator, name="second")
    both = [(browse(user), place(user, operator)) for user in (lead, other)]
    jobs = [partial(browser.post, path, {"do": "remove"}) for browser, path in both]
    assert [answer.status_code for answer in at_once(jobs)] == [302, 302]
    assert operator.memberships.filter(role="lead").count() == 1


@pytest.mark.parametrize("role", ["contributor", "observer", "facilitator", "expert"])
def test_nobody_else_changes_a_team(browse, request, operator, lead, observer, role):
    browser = browse(request.getfixturevalue(role))
    path = place(observer, operator)
    assert (browser.get(path).status_code, browser.post(path, {"do": "remove"}).status_code) == (403, 403)
    assert role_of(observer, operator) == "observer"


def test_the_neighbour_finds_nobody_there(browse, neighbour, observer, operator, other_operator):
    path = place(observer, operator)
    under_their_own = path.replace(f"/operators/{operator.pk}/", f"/operators/{other_operator.pk}/")
    browser = browse(neighbour)
    assert {browser.post(each, {"do": "remove"}).status_code for each in (path, under_their_own)} == {404}
    assert role_of(observer, operator) == "observer"


def test_the_secretariat_ends_a_role_in_the_programme(browse, secretariat, expert):
    row = Appointment.objects.get(user=expert)
    assert browse(secretariat).post(f"/programme/roles/{row.pk}/").headers["Location"] == "/programme/"
    assert not Appointment.objects.filter(user=expert).exists()


def test_the_last_secretariat_stays(browse, secretariat):
    row = Appointment.objects.get(user=secretariat)
    page = browse(secretariat).post(f"/programme/roles/{row.pk}/", follow=True).content.decode()
    assert "the programme needs a secretariat" in page
    assert Appointment.objects.filter(pk=row.pk).exists()


def test_a_secretariat_may_go_when_there_is_another(browse, secretariat, newcomer):
    Appointment.objects.create(user=newcomer, role="secretariat")
    row = Appointment.objects.get(user=secretariat)
    assert browse(secretariat).post(f"/programme/roles/{row.pk}/").headers["Location"] == "/assessments/"


def test_a_closed_account_is_said_to_be_closed(browse, lead, observer, operator):
    type(observer).objects.filter(pk=observer.pk).update(is_active=False)
    assert b"account closed" in browse(lead).get(f"/operators/{operator.pk}/team/").content


def posted(operator, rows):
    """Return what the back office sends for an operator with these memberships: [(row, role, whether to delete it)]."""
    body = {"name": operator.name, "country": operator.country, "region": "", "fictitious": "on"}
    body |= {"memberships-TOTAL_FORMS": len(rows), "memberships-INITIAL_FORMS": len(rows)}
    for at, (row, role, gone) in enumerate(rows):
        each = {"id": row.pk, "operator": operator.pk, "user": row.user_id, "role": role} | ({"DELETE": "on"} if gone else {})
        body |= {f"memberships-{at}-{name}": value for name, value in each.items()}
    return body


@pytest.mark.parametrize(("role", "gone", "left"), [("observer", False, 1), ("lead", True, 1), ("lead", False, 1)])
def test_the_back_office_leaves_no_team_without_its_lead(browse, lead, operator, role, gone, left):
    owner = with_app(User.objects.create_superuser("owner@example.org", PASSWORD))
    row = operator.memberships.get()
    answer = browse(owner).post(f"/back-office/assessments/operator/{operator.pk}/change/", posted(operator, [(row, role, gone)]))
    kept = role == "lead" and not gone
    assert answer.status_code == (302 if kept else 200)
    assert (b"a team needs a lead" in answer.content) == (not kept)
    assert operator.memberships.filter(role="lead").count() == left


def test_the_back_office_gives_the_lead_to_another(browse, lead, observer, operator):
    owner = with_app(User.objects.create_superuser("owner@example.org", PASSWORD))
    rows = [(operator.memberships.get(user=lead), "observer", False), (operator.memberships.get(user=observer), "lead", False)]
    browse(owner).post(f"/back-office/assessments/operator/{operator.pk}/change/", posted(operator, rows))
    assert (role_of(lead, operator), role_of(observer, operator)) == ("observer", "lead")


def test_names_are_text(browse, lead, operator):
    type(lead).objects.filter(pk=lead.pk).update(name="<script>alert(1)</script>")
    page = browse(lead).get(f"/operators/{operator.pk}/team/").content
    assert b"<script>alert" not in page and b"&lt;script&gt;alert(1)" in page
