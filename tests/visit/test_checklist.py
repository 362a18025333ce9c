"""The checklist: ratings in the question's own kind, observations and photos, each kept once, none overwritten unseen."""

from uuid import uuid4

import pytest
from django.urls import reverse

from assessments import evidence_files
from assessments.models import AgreedRating, Photo, Rating, Response
from assessments.scorecard import ratings
from readiness.scoring.tracks import Track
from tests.files import pictures
from tests.visit.conftest import in_state, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(planned):
    return reverse("checklist", args=[planned.assessment.pk])


@pytest.fixture
def send(browse, planned):
    """Return a function that sends one field as the script does, and returns (status, state, version)."""

    def sent(user, code="R1a", field="value", value="2", version=0, **more):
        body = {
            "field": field,
            "value": value,
            "version": version,
            "page": str(uuid4()),
            "key": str(uuid4()),
            "sequence": 1,
        } | more
        address = reverse("save_site_rating", args=[planned.assessment.pk, code])
        answer = browse(user).post(address, body | more, headers={"accept": "application/json"})
        told = answer.json() if answer.headers["Content-Type"] == "application/json" else {}
        return answer.status_code, told.get("state"), told.get("version")

    return sent


def kept(code="R1a"):
    row = AgreedRating.objects.filter(track="site", question__code=code).first()
    return row and (row.verdict, row.value, row.observation, row.version)


def photo_of(planned, code="R1a"):
    return reverse("add_photo", args=[planned.assessment.pk, code])


def test_it_shows_what_was_claimed_what_to_ask_and_what_the_desk_said(browse, expert, planned, page):
    question = planned.assessment.framework.questions.get(code="R1a")
    Response.objects.create(assessment=planned.assessment, question=question, value=3)
    Rating.objects.create(
        assessment=planned.assessment, question=question, expert=expert, verdict="rated", value=2, note="Look twice."
    )
    told = browse(expert).get(page).content.decode()
    for words in ("How far is it?", "3 – In use.", "2 – Written.", "Look twice.", "10:00–10:55"):
        assert words in told, words


def test_a_rating_is_of_the_questions_own_kind_and_counts_on_site(send, expert, planned):
    assert send(expert) == (200, "saved", 1)
    assert send(expert, "R1c", value="12,5") == (200, "saved", 1)
    assert send(expert, "R1c", value="many") == (200, "refused", 0)
    assert send(expert, "R1a", value="9")[1] == "refused"
    assert ratings(planned.assessment)[Track.SITE].keys() == {"R1a", "R1c"}
    assert ratings(planned.assessment)[Track.SITE]["R1c"].value == "12.5"


def test_what_was_claimed_and_is_seen_is_accepted(send, expert, planned):
    question = planned.assessment.framework.questions.get(code="R1a")
    Response.objects.create(assessment=planned.assessment, question=question, value=2, version=4)
    send(expert)
    row = AgreedRating.objects.get(track="site")
    assert (row.verdict, row.answer_version, row.updated_by) == ("accepted", 4, expert)
    send(expert, value="1", version=1)
    send(expert, value="", version=2)
    assert kept() == ("", None, "", 3)
    assert [each.verdict for each in AgreedRating.history.order_by("version")] == ["accepted", "rated", ""]


def test_not_applicable_takes_its_reason_and_no_value(send, expert):
    assert send(expert, "R1b", value="yes")[1] == "saved"
    assert send(expert, "R1b", "not_applicable", "No law here.", version=1, ticked="yes")[1] == "saved"
    row = AgreedRating.objects.get(track="site")
    assert (row.value, row.not_applicable, row.verdict) == (None, "No law here.", "rated")


def test_the_same_key_is_kept_once_and_answered_alike(send, expert, second):
    same = {"page": str(uuid4()), "key": str(uuid4())}
    first = send(expert, field="remark", value="Seen", **same)
    assert send(expert, field="remark", value="Seen", **same) == first == (200, "saved", 1)
    assert send(expert, field="remark", value="Other", **same) == (422, "malformed", None)
    assert send(second, field="remark", value="Seen", **same) == (422, "malformed", None)


def test_a_late_save_is_ignored_and_a_lost_answer_is_no_conflict(send, expert):
    opening = str(uuid4())
    assert send(expert, field="remark", value="Second", page=opening, sequence=2)[1] == "saved"
    assert send(expert, field="remark", value="First", page=opening, sequence=1)[1] == "late"
    assert send(expert, field="remark", value="Third", page=opening, sequence=3)[1] == "saved"  # it still says version 0
    assert kept() == ("", None, "Third", 2)


def test_two_experts_on_one_item_see_a_conflict_field_by_field(send, expert, second):
    assert send(expert, value="2")[1] == "saved"
    assert send(second, field="remark", value="Theirs")[1] == "saved"
    status, state, _version = send(second, value="3")
    assert (status, state) == (409, "conflict")
    assert kept() == ("rated", 2, "Theirs", 2)


@pytest.mark.parametrize("status", ["reviewed", "report_issued", "in_review"])
def test_outside_the_visit_nothing_is_rated(browse, expert, planned, page, status):
    in_state(planned.assessment, status)
    address = reverse("save_site_rating", args=[planned.assessment.pk, "R1a"])
    assert browse(expert).post(address, {"field": "value", "value": "2"}).status_code == 403
    assert browse(expert).post(page, {"R1a-version": "0", "R1a-value": "2"}).status_code == 403
    assert (
        browse(expert).post(photo_of(planned), {"photo": upload("a.png", pictures.picture()), "key": uuid4()}).status_code == 403
    )
    assert kept() is None and not Photo.objects.exists()


@pytest.mark.parametrize("status", ["visit_planned", "visited"])
def test_reviewers_rate_and_nobody_else(send, cast, second, planned, status):
    in_state(planned.assessment, status)
    people = cast | {"second": second}
    may = {role for role, user in people.items() if send(user, field="remark", value=role, version=99)[0] == 200}
    assert may == {"expert", "second"}


def test_a_visit_that_is_called_off_meanwhile_tells_the_script(browse, expert, planned, monkeypatch):
    from assessments.visit import checklist

    monkeypatch.setattr(checklist, "can_rate_on_site", lambda user, assessment: True)  # it was so a moment ago
    in_state(planned.assessment, "reviewed")
    body = {"field": "remark", "value": "x", "version": 0, "page": uuid4(), "key": uuid4(), "sequence": 1}
    answer = browse(expert).post(reverse("save_site_rating", args=[planned.assessment.pk, "R1a"]), body)
    assert (answer.status_code, answer.json()["state"]) == (403, "closed") and "no longer open" in answer.json()["html"]


# Without a script


def test_the_form_saves_everything_at_once(browse, expert, page):
    form = {"R1a-version": "0", "R1a-value": "2", "R1a-remark": "Seen", "R1c-version": "0", "R1c-value": "7", "question": "R1c"}
    form |= {"R1a-photo": upload("shelf.png", pictures.picture()), "page": str(uuid4()), "day": "1"}
    answer = browse(expert).post(page, form)
    assert answer.headers["Location"] == f"{page}?day=1#question-R1c"
    assert (kept(), kept("R1c")) == (("rated", 2, "Seen", 1), ("rated", "7", "", 1))
    assert Photo.objects.get().name == "shelf.png"


def test_the_form_tells_what_it_cannot_keep_and_loses_nothing(browse, expert, page):
    form = {"R1a-version": "0", "R1a-remark": "Seen", "R1c-version": "0", "R1c-value": "many", "R1c-remark": "On the wall"}
    told = browse(expert).post(page, form | {"R1a-photo": upload("a.pdf"), "day": "1"}).content.decode()
    assert "“many” is not a number." in told and "On the wall" in told and "JPEG or PNG" in told
    assert kept() == ("", None, "Seen", 1)


def test_the_form_meets_a_conflict_and_either_choice_is_carried_out(browse, expert, second, page, send):
    send(expert, field="remark", value="Theirs")
    form = {"R1a-version": "0", "R1a-remark": "Mine", "day": "1", "page": str(uuid4())}
    answer = browse(second).post(page, form)
    told = answer.content.decode()
    assert answer.status_code == 409 and "The observation was changed meanwhile" in told and "Mine" in told and "Theirs" in told
    browse(second).post(page, form | {"take": "R1a:remark", "R1a-shown": "1"})
    assert kept() == ("", None, "Theirs", 1)
    browse(second).post(page, form | {"keep": "R1a:remark", "R1a-shown": "1"})
    assert kept() == ("", None, "Mine", 2)


def test_a_rating_can_be_cleared(browse, expert, page, send):
    send(expert)
    browse(expert).post(page, {"R1a-version": "1", "R1a-value": "2", "R1a-remark": "", "clear": "R1a", "day": "1"})
    assert kept() == ("", None, "", 2)


@pytest.mark.parametrize("day", ["", "1", "3", "99", "x", "²", "-1", "1" * 400])
def test_a_day_may_be_anything(browse, expert, page, day):
    assert browse(expert).get(page, {"day": day}).status_code == 200


# Photos


def test_a_photo_is_kept_once_per_key_and_handed_out_as_an_attachment(browse, expert, second, planned):
    body = {"key": str(uuid4())}
    for _time in range(2):
        answer = browse(expert).post(photo_of(planned), body | {"photo": upload("shelf.png", pictures.picture())})
        assert (answer.status_code, answer.json()["state"]) == (200, "saved")
    photo = Photo.objects.get()
    assert (photo.question.code, photo.name, photo.by) == ("R1a", "shelf.png", expert)
    handed = browse(second).get(f"/photos/{photo.file}/")
    assert (
        handed.headers["Content-Disposition"].startswith("attachment") and "sandbox" in handed.headers["Content-Security-Policy"]
    )
    assert b"".join(handed) == pictures.picture()
    other = browse(second).post(photo_of(planned), body | {"photo": upload("shelf.png", pictures.picture())})
    assert other.json()["state"] == "refused" and Photo.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf", None), ("a.png", b"not a picture"), ("a.jpg", pictures.picture()), ("a.svg", b"<svg/>"), ("a.png", b"")],
)
def test_what_is_no_photo_is_refused_with_the_reason(browse, expert, planned, name, content):
    answer = browse(expert).post(photo_of(planned), {"photo": upload(name, content), "key": uuid4()})
    assert (answer.status_code, answer.json()["state"]) == (200, "refused") and answer.json()["message"]
    assert not Photo.objects.exists()


def test_a_photo_without_a_key_or_a_file_is_malformed(browse, expert, planned):
    assert browse(expert).post(photo_of(planned), {"key": uuid4()}).status_code == 422
    assert browse(expert).post(photo_of(planned), {"photo": upload("a.png", pictures.picture())}).status_code == 422


def test_a_photo_is_taken_away_with_its_file(browse, expert, lead, planned, django_capture_on_commit_callbacks):
    browse(expert).post(photo_of(planned), {"photo": upload("shelf.png", pictures.picture()), "key": uuid4()})
    photo = Photo.objects.get()
    assert browse(lead).get(f"/photos/{photo.file}/").status_code == 403
    with django_capture_on_commit_callbacks(execute=True):
        browse(expert).post(f"/photos/{photo.file}/")
    assert not Photo.objects.exists() and not (evidence_files.folder() / photo.file.hex).exists()
