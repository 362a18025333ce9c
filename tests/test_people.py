"""Accounts, operators and roles."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from assessments.models import Appointment, Membership, Operator, User


def test_an_address_is_one_account_whatever_its_case(db):
    first = User.objects.create_user("Lead@Example.org", "x")
    assert first.email == "lead@example.org"
    assert User.objects.get_by_natural_key("LEAD@example.ORG") == first
    with pytest.raises(IntegrityError):
        User.objects.create_user("LEAD@example.org", "x")


def test_the_database_itself_refuses_a_second_case(db):
    User.objects.create_user("lead@example.org", "x")
    with pytest.raises(IntegrityError):
        User.objects.bulk_create([User(email="LEAD@example.org")])


def test_a_person_is_called_by_name_or_by_address(db):
    assert str(User(email="a@example.org", name="Awa")) == "Awa"
    assert str(User(email="a@example.org")) == "a@example.org"


def test_one_role_per_operator(lead, operator):
    with pytest.raises(IntegrityError):
        Membership.objects.create(user=lead, operator=operator, role="observer")


def test_one_appointment_of_a_kind(expert):
    with pytest.raises(IntegrityError):
        Appointment.objects.create(user=expert, role="expert")


@pytest.mark.parametrize("country", ["sn", "SEN", "S", "S1", "SN\n"])
def test_a_country_is_two_capital_letters(country):
    with pytest.raises(ValidationError, match="two capital letters|at most 2"):
        Operator(name="Post", country=country).full_clean(validate_unique=False, validate_constraints=False)
