"""What each kind of answer is worth, and what is said of one that cannot be read."""

from decimal import Decimal

import pytest

from readiness.scoring import Answer, AnswerError, Kind, Method, Question, check, credit

from .builders import F

METHOD = Method()
LEVEL = Question("q", Kind.LEVEL)
YES_NO = Question("q", Kind.YES_NO)
PARTLY = Question("q", Kind.YES_NO, partly=True)
CHOICE = Question("q", Kind.CHOICE, options={"monthly": F(1), "yearly": F(1, 4)})
CHECKLIST = Question("q", Kind.CHECKLIST, options={"mail": F(1, 2), "sms": F(1, 4), "web": F(3, 4)})
RISING = Question("q", Kind.NUMBER, points=((F(0), F(0)), (F(50), F(1, 2)), (F(95), F(1))))
FALLING = Question("q", Kind.NUMBER, points=((F(2), F(1)), (F(10), F(0))))
LIMITED = Question("q", Kind.NUMBER, points=((F(0), F(0)), (F(100), F(1))), minimum=F(0), maximum=F(100))
TEXT = Question("q", Kind.TEXT)
DATE = Question("q", Kind.DATE)


def refusal(question, value) -> str:
    with pytest.raises(AnswerError) as error:
        credit(question, value, METHOD)
    assert str(error.value) == error.value.message % error.value.params
    return str(error.value)


@pytest.mark.parametrize(
    ("question", "value", "worth"),
    [
        (LEVEL, 1, F(0)),
        (LEVEL, 2, F(1, 4)),
        (LEVEL, 5, F(1)),
        (Question("q", Kind.LEVEL, credits=(F(0), F(1, 10), F(1))), 2, F(1, 10)),
        (YES_NO, "yes", F(1)),
        (YES_NO, "no", F(0)),
        (PARTLY, "partly", F(1, 2)),
        (CHOICE, "monthly", F(1)),
        (CHOICE, "yearly", F(1, 4)),
        (CHECKLIST, ["mail"], F(1, 2)),
        (CHECKLIST, ["sms", "mail"], F(3, 4)),
        (CHECKLIST, ["mail", "sms", "web"], F(1)),
        (CHECKLIST, ["none"], F(0)),
        (RISING, -3, F(0)),
        (RISING, 25, F(1, 4)),
        (RISING, 50, F(1, 2)),
        (RISING, Decimal("72.5"), F(3, 4)),
        (RISING, "72,5", F(3, 4)),
        (RISING, " 72.5 ", F(3, 4)),
        (RISING, Decimal("1E+2"), F(1)),
        (RISING, "0.1", F(1, 1000)),
        (FALLING, 1, F(1)),
        (FALLING, 4, F(3, 4)),
        (FALLING, 10, F(0)),
        (FALLING, 11, F(0)),
        (LIMITED, 0, F(0)),
        (LIMITED, "100", F(1)),
        (TEXT, "as we did in 2024", None),
        (DATE, "2026-11-20", None),
    ],
)
def test_worth(question, value, worth):
    assert credit(question, value, METHOD) == worth


def test_a_checklist_is_worth_at_most_the_best_credit():
    assert credit(CHECKLIST, ["mail", "web"], Method(best_credit=F(3))) == F(5, 4)


@pytest.mark.parametrize("value", [0, 6, -1, True, "3", "", 3.0, Decimal(3), None, [3], {}])
def test_a_level_is_a_whole_number_in_range(value):
    assert refusal(LEVEL, value).startswith("write a whole number from 1 to 5, found ")


@pytest.mark.parametrize("value", ["Yes", "partly", True, False, 1, None, ["yes"]])
def test_yes_no_offers_partly_only_where_the_pack_does(value):
    assert refusal(YES_NO, value).startswith("write one of yes, no, found ")


def test_partly_is_named_where_it_is_offered():
    assert refusal(PARTLY, "maybe") == 'write one of yes, partly, no, found "maybe"'


@pytest.mark.parametrize("value", ["weekly", "none", 1, ["monthly"], None, {"monthly": 1}])
def test_a_choice_is_one_known_code(value):
    assert refusal(CHOICE, value).startswith("write one of monthly, yearly, found ")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ([], 'write a list of one or more of mail, sms, web, or ["none"], found []'),
        ("mail", 'write a list of one or more of mail, sms, web, or ["none"], found "mail"'),
        (["fax"], 'write only codes among mail, sms, web, or ["none"] alone, found "fax"'),
        ([["mail"]], "write only codes among mail, sms, web, or [\"none\"] alone, found ['mail']"),
        (["none", "mail"], "write [\"none\"] alone or leave \"none\" out, found ['none', 'mail']"),
        (["none", "none"], "write [\"none\"] alone or leave \"none\" out, found ['none', 'none']"),
        (["mail", "mail"], "write each code once, found mail, mail"),
    ],
)
def test_a_checklist_is_distinct_known_codes_or_none_alone(value, said):
    assert refusal(CHECKLIST, value) == said


@pytest.mark.parametrize(
    "value",
    [True, None, "", "many", "1 000", "1_000", "1,000.5", "12%", "1e3", "٣", ".5", "NaN", [1], 0.5]
    + [Decimal(name) for name in ("NaN", "sNaN", "Infinity", "-Infinity")],
)
def test_a_number_is_plain(value):
    assert refusal(RISING, value).startswith("write a number such as 12 or 12.5, found ")


TOO_LONG = ["9" * 31, "1" * 5000, 10**30, -(10**30), 10**9000]
TOO_LONG += [Decimal(text) for text in ("1E+31", "1E-31", "1E+999999", "1." + "1" * 30)]


@pytest.mark.parametrize("place", range(len(TOO_LONG)))
def test_a_number_has_a_sensible_size(place):
    assert refusal(RISING, TOO_LONG[place]).startswith("write a number of at most 30 digits, found ")


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (F(0), F(100), "write a number from 0 to 100, found 101"),
        (None, F(25, 2), "write a number of at most 12.5, found 101"),
        (F(1000, 3), None, "write a number of at least 1000/3, found 101"),
    ],
)
def test_a_number_stays_in_its_limits(low, high, said):
    assert refusal(Question("q", Kind.NUMBER, points=RISING.points, minimum=low, maximum=high), 101) == said


@pytest.mark.parametrize("value", ["20/11/2026", "2026-13-01", "2026-02-30", "20261120", "2026-W01-1", "", 20261120, None])
def test_a_date_is_iso(value):
    assert refusal(DATE, value).startswith("write a date such as 2026-11-20, found ")


@pytest.mark.parametrize("value", [3, None, ["a"]])
def test_a_text_is_text(value):
    assert refusal(TEXT, value).startswith("write a text, found ")


@pytest.mark.parametrize("value", ["x" * 10_000, ["x" * 10_000], list(range(10_000)), {"a": "x" * 500}])
def test_what_was_found_is_shortened(value):
    with pytest.raises(AnswerError) as error:
        credit(LEVEL, value, METHOD)
    assert len(error.value.params["found"]) <= 40


def test_not_applicable_only_where_the_pack_allows_it():
    with pytest.raises(AnswerError, match="it cannot be marked as not applicable"):
        check(LEVEL, Answer(not_applicable=True), METHOD)
    check(Question("q", Kind.LEVEL, may_be_not_applicable=True), Answer(not_applicable=True), METHOD)


def test_check_reads_the_value():
    check(LEVEL, Answer(5), METHOD)
    check(LEVEL, Answer(), METHOD)
    with pytest.raises(AnswerError):
        check(LEVEL, Answer(6), METHOD)
