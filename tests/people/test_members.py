"""The member countries of the UPU: how many, in which region, called by their name in the reader's language."""

from io import StringIO

import pytest
from django.core.management import call_command

from assessments.models import Membership, Operator, User
from assessments.people.countries import TERRITORIES, country_name
from assessments.people.members import GROUPS, REGION_OF
from tests.conftest import PASSWORD, with_app


def imported(**options):
    out = StringIO()
    call_command("import_members", stdout=out, **options)
    return out.getvalue().strip()


def test_there_are_192_each_once():
    codes = " ".join(GROUPS.values()).split()
    assert len(codes) == len(set(codes)) == len(REGION_OF) == 192


def test_who_is_no_member_is_not_among_them():
    """In the United Nations and not in the UPU; and some that are in neither."""
    assert {"AD", "MH", "FM", "PW", "TW", "XK", "PS"}.isdisjoint(REGION_OF)
    assert "VA" in REGION_OF


@pytest.mark.parametrize(("code", "region"), [
    ("AF", "southern_asia"), ("ZA", "africa"), ("AL", "western_europe"), ("US", "americas"), ("SA", "southern_asia"),
    ("AM", "eastern_europe"), ("AZ", "eastern_europe"), ("BH", "southern_asia"), ("BA", "eastern_europe"),
])  # fmt: skip
def test_the_regions_that_were_read_in_the_list(code, region):
    assert REGION_OF[code] == region


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_has_a_name_of_its_own(language):
    names = [country_name(code, language) for code in REGION_OF]
    assert len(set(names)) == 192
    assert not [name for name in names if len(name) <= 3 or len(name) > 200]


def test_names_are_in_the_readers_language():
    assert [country_name("SN", language) for language in ("en", "fr")] == ["Senegal", "Sénégal"]
    assert country_name("AW", "fr") == "Aruba, Curaçao, Saint-Martin (partie néerlandaise)"
    assert country_name("XA", "fr") == "XA"  # belongs to no country
    assert "AI" in TERRITORIES and country_name("AI", "en").endswith(" …")


def test_the_command_makes_them_once(db):
    assert imported() == "192 operators made"
    assert imported() == "0 operators made"
    assert Operator.objects.get(country="SN").region == "africa"
    assert set(Operator.objects.filter(region="").values_list("country", flat=True)) == set(GROUPS[""].split())


def test_what_is_there_is_kept(db, operator):
    post = Operator.objects.create(name="La Poste", country="SN")
    assert imported(language="fr") == "191 operators made"
    post.refresh_from_db()
    assert (post.name, post.region) == ("La Poste", "africa")
    Operator.objects.filter(pk=post.pk).update(region="americas")
    imported()
    post.refresh_from_db()
    assert post.region == "americas"  # written by somebody
    assert Operator.objects.filter(fictitious=True).get() == operator


def test_the_back_office_has_a_button_for_it(browse, db):
    owner = with_app(User.objects.create_superuser("owner@example.org", PASSWORD))
    browser = browse(owner, headers={"accept-language": "fr"})
    address = "/back-office/assessments/operator/"
    assert f'action="{address}members/"' in browser.get(address).content.decode()
    assert browser.get(f"{address}members/").status_code == 302 and not Operator.objects.exists()
    page = browser.post(f"{address}members/", follow=True).content.decode()
    assert Operator.objects.count() == 192
    assert "Operators made: 192" in page or "192" in page
    assert Operator.objects.get(country="CI").name == "Côte d’Ivoire"


def test_only_who_may_add_operators_may_press_it(browse, secretariat, lead):
    staff = with_app(User.objects.create_user("staff@example.org", PASSWORD, is_staff=True))
    for user in (staff, secretariat, lead):
        assert browse(user).post("/back-office/assessments/operator/members/").status_code in (302, 403)
    assert not Operator.objects.exclude(fictitious=True).exists()


def test_the_teams_tell_country_and_region(browse, lead, operator):
    post = Operator.objects.create(name="La Poste", country="SN", region="africa")
    Membership.objects.create(user=lead, operator=post, role="observer")
    page = browse(lead, headers={"accept-language": "fr"}).get("/operators/").content.decode()
    assert "Sénégal · Afrique" in page
