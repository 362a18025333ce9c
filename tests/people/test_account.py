"""Your account: what one says of oneself, and what one's other sessions come to."""

import pytest
from django.core import mail

from assessments.models import User
from tests.conftest import PASSWORD, with_app


def signed_in(browse, user):
    browser = browse()
    browser.post("/account/sign-in/", {"login": user.email, "password": PASSWORD})
    return browser


def test_the_header_leads_to_it(browse, lead):
    assert b'<a class="person" href="/account/"' in browse(lead).get("/assessments/").content


def test_name_and_language_are_ones_own_to_say(browse, lead):
    browser = browse(lead)
    answer = browser.post("/account/", {"name": " Another \n name ", "language": "fr"})
    assert (answer.headers["Location"], browser.cookies["language"].value) == ("/account/", "fr")
    lead.refresh_from_db()
    assert (lead.name, lead.language) == ("Another name", "fr")
    page = browser.get("/account/").content.decode()
    assert "Enregistré." in page and "Another name" in page


@pytest.mark.parametrize("fields", [{"name": ""}, {"name": "x" * 151}, {"language": "xx"}, {"name": "  "}])
def test_what_cannot_be_is_refused_and_the_header_keeps_the_name(browse, lead, fields):
    answer = browse(lead).post("/account/", {"name": "Another", "language": "fr"} | fields)
    assert answer.status_code == 200 and b"<title>Error:" in answer.content
    assert b"<bdi>The lead</bdi>" in answer.content
    lead.refresh_from_db()
    assert (lead.name, lead.language) == ("The lead", "")


def test_it_changes_nothing_else(browse, lead):
    fields = {"email": "thief@example.org", "is_staff": "on", "is_superuser": "on", "is_active": "", "session_round": "9"}
    browse(lead).post("/account/", fields | {"name": "Another", "language": "en"})
    row = User.objects.get(pk=lead.pk)
    assert (row.email, row.is_staff, row.is_superuser, row.is_active, row.session_round) == (lead.email, False, False, True, 0)


def test_it_tells_what_is_set_up(browse, lead):
    assert b"None yet." in browse(lead).get("/account/").content
    with_app(lead)
    assert b"An authenticator app" in browse(lead).get("/account/").content
    assert mail.outbox == []


def test_sessions_elsewhere_end_and_this_one_goes_on(browse, lead, neighbour):
    here, elsewhere, other = signed_in(browse, lead), signed_in(browse, lead), signed_in(browse, neighbour)
    before = here.cookies["sessionid"].value
    assert here.post("/account/sign-out-elsewhere/").headers["Location"] == "/account/"
    assert here.cookies["sessionid"].value != before
    assert [browser.get("/assessments/").status_code for browser in (here, elsewhere, other)] == [200, 302, 200]
    again = signed_in(browse, lead)
    here.post("/account/sign-out-elsewhere/")
    assert [browser.get("/assessments/").status_code for browser in (here, again)] == [200, 302]


def test_a_changed_password_still_ends_the_others(browse, lead):
    here, elsewhere = signed_in(browse, lead), signed_in(browse, lead)
    here.post("/account/sign-out-elsewhere/")
    later = signed_in(browse, lead)
    new = "another long password for tests"
    here.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert [browser.get("/assessments/").status_code for browser in (here, elsewhere, later)] == [200, 302, 302]


def test_a_retired_secret_key_ends_no_session(browse, lead, settings):
    browser = signed_in(browse, lead)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new secret key " * 4
    assert browser.get("/assessments/").status_code == 200
