"""An address that a person no longer has opens nothing: it may be somebody else's by now."""

from allauth.account.models import EmailAddress

from assessments.models import User
from assessments.new_password import path_of_key
from tests.conftest import PASSWORD
from tests.sign_in.test_sign_in import sign_in


def move(user, address):
    """Change the address as the back office does, after a new password was asked for: then the library writes it down."""
    link = path_of_key(user)
    assert EmailAddress.objects.filter(user=user).exists()
    user = User.objects.get(pk=user.pk)
    user.email = address
    user.save()
    return link


def test_the_old_address_no_longer_signs_in(browse, lead):
    move(lead, "new@example.org")
    assert sign_in(browse(), "lead@example.org").status_code == 200
    assert sign_in(browse(), "new@example.org").status_code == 302


def test_who_has_the_address_now_gets_into_their_own_account(browse, lead):
    move(lead, "new@example.org")
    successor = User.objects.create_user("lead@example.org", PASSWORD)
    browser = browse()
    sign_in(browser, "lead@example.org")
    assert browser.session["_auth_user_id"] == str(successor.pk)


def test_what_was_written_down_before_goes_when_the_address_is_given_to_somebody(browse, lead):
    EmailAddress.objects.create(user=lead, email="role@example.org")  # of a time when it was left there
    successor = User.objects.create_user("role@example.org", PASSWORD)
    browser = browse()
    sign_in(browser, "role@example.org")
    assert browser.session["_auth_user_id"] == str(successor.pk)


def test_a_link_mailed_before_is_void(browse, lead):
    link = move(lead, "new@example.org")
    assert b"This link no longer works" in browse().get(link).content


def test_of_two_links_the_second_is_void_once_the_first_was_used(browse, lead):
    browsers, links = [browse(), browse()], [path_of_key(lead), path_of_key(lead)]
    pages = [browser.get(link, follow=True).redirect_chain[-1][0] for browser, link in zip(browsers, links, strict=True)]
    new = ["another long password for tests", "yet another long password for tests"]
    for browser, page, password in zip(browsers, pages, new, strict=True):
        browser.post(page, {"password1": password, "password2": password})
    lead.refresh_from_db()
    assert (lead.check_password(new[0]), lead.check_password(new[1])) == (True, False)


def test_a_new_password_ends_every_session(browse, lead):
    elsewhere, browser = browse(lead), browse()
    page = browser.get(path_of_key(lead), follow=True).redirect_chain[-1][0]
    new = "another long password for tests"
    browser.post(page, {"password1": new, "password2": new})
    assert elsewhere.get("/assessments/").status_code == browser.get("/assessments/").status_code == 302


def test_a_browser_that_signs_in_takes_no_more_questions_of_the_database(lead, django_assert_num_queries):
    with django_assert_num_queries(1):
        lead.save(update_fields=["last_login"])
