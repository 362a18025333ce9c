"""The visit in a browser: the checklist on a phone with a line that comes and goes; every page, in both languages."""

from datetime import time

import pytest
from playwright.sync_api import expect

from assessments.models import AgendaItem, AgreedRating, Photo
from tests.browser.test_questionnaire import clean, until
from tests.files import pictures
from tests.visit.conftest import make_planned, make_reviewed, make_visit  # noqa: F401

PHOTO = {"name": "shelf.png", "mimeType": "image/png", "buffer": pictures.picture()}


@pytest.fixture
def planned(transactional_db, operator, expert, second):  # noqa: F811
    return make_planned(make_visit(make_reviewed(operator, expert, second), expert))


@pytest.fixture
def checklist(visit, planned):
    """Return a function that opens the checklist: checklist(expert, width=360)."""

    def opened(user, **options):
        page = visit(user, **{"width": 360} | options)
        page.goto(f"/assessments/{planned.assessment_id}/visit/checklist/")
        return page

    return opened


def site():
    """Return {question: (value, observation, how often it was written)} of what was rated on the spot."""
    rows = AgreedRating.objects.filter(track="site").select_related("question")
    return {row.question.code: (row.value, row.observation, row.history.count()) for row in rows}


def offline_work(page):
    """Cut the line, rate, write, and take a photo."""
    page.context.set_offline(True)
    page.check("#R1a-value-2")
    page.fill("#R1a-remark", "Seen at the counter")
    page.set_input_files("#R1c-photo", PHOTO)
    expect(page.locator("#question-R1a [data-state]")).to_contain_text("Not saved yet")
    expect(page.locator("[data-photos=R1c] [data-photo-list]")).to_contain_text("kept on this device")
    assert site() == {} and not Photo.objects.exists()


def test_what_is_done_without_a_line_arrives_once_when_it_is_back(checklist, expert, planned):
    page = checklist(expert)
    offline_work(page)
    page.context.set_offline(False)
    expect(page.locator("#question-R1a [data-state]")).to_contain_text("Saved", timeout=15000)
    expect(page.locator("[data-photos=R1c] [data-photo-list]")).to_contain_text("Saved", timeout=15000)
    assert site() == {"R1a": (2, "Seen at the counter", 2)}
    photo = Photo.objects.get()
    assert (photo.question.code, photo.name, photo.by) == ("R1c", "shelf.png", expert)
    page.reload()
    expect(page.locator("#R1a-remark")).to_have_value("Seen at the counter")
    expect(page.locator("[data-photos=R1c] [data-photo-list] li")).to_have_count(1)
    page.wait_for_timeout(500)
    assert (site()["R1a"][2], Photo.objects.count()) == (2, 1)


def test_a_tab_closed_without_a_line_keeps_text_and_photo(checklist, expert, planned):
    page = checklist(expert)
    offline_work(page)
    window, address = page.context, page.url
    page.close()
    window.set_offline(False)
    again = window.new_page()
    again.goto(address)
    expect(again.locator("#R1a-remark")).to_have_value("Seen at the counter")
    expect(again.locator("#R1a-value-2")).to_be_checked()
    assert until(lambda: site() == {"R1a": (2, "Seen at the counter", 2)} and Photo.objects.count() == 1, 15)


LOSE_TWO_ANSWERS = """() => {
  const real = window.fetch; let lost = 0;
  window.fetch = async (...how) => {
    const answer = await real(...how);
    if (lost++ < 2) throw new TypeError("lost");
    return answer;
  };
}"""


def test_an_answer_that_is_lost_is_no_conflict_and_no_second_photo(checklist, expert, planned):
    page = checklist(expert)
    page.evaluate(LOSE_TWO_ANSWERS)
    page.fill("#R1a-remark", "Seen")
    page.set_input_files("#R1a-photo", PHOTO)
    expect(page.locator("#question-R1a [data-state]")).to_contain_text("Saved", timeout=20000)
    expect(page.locator("[data-photos=R1a] [data-photo-list]")).to_contain_text("Saved", timeout=20000)
    assert site() == {"R1a": (None, "Seen", 1)} and Photo.objects.count() == 1


def test_two_experts_on_one_item_choose(checklist, expert, second, planned):  # noqa: F811
    one, two = checklist(expert), checklist(second)
    one.fill("#R1a-remark", "First")
    expect(one.locator("#question-R1a [data-state]")).to_contain_text("Saved", timeout=15000)
    two.fill("#R1a-remark", "Second")
    expect(two.locator("#R1a-conflict-remark")).to_contain_text("The observation was changed meanwhile", timeout=15000)
    two.click("#R1a-conflict-remark button[name=keep]")
    assert until(lambda: site() == {"R1a": (None, "Second", 2)})


@pytest.fixture
def two_days(planned):
    """Have a question seen on the last day, too."""
    AgendaItem.objects.create(visit=planned, kind="meeting", day=3, start=time(9), minutes=30, questions=["R2b"], position=9)


def test_another_day_without_a_line_is_told_and_not_opened(checklist, expert, planned, two_days):
    page = checklist(expert)
    here, other = page.url, page.locator("nav.days a:not([aria-current])").first
    page.context.set_offline(True)
    page.fill("#R1a-remark", "Seen at the counter")
    for link in (other, page.get_by_role("link", name="Back to the visit")):
        link.click()
        expect(page.get_by_role("status").filter(has_text="No line: this page stays open")).to_be_visible()
        assert page.url == here and page.input_value("#R1a-remark") == "Seen at the counter"
    page.context.set_offline(False)
    expect(page.locator("#no-line")).to_be_empty()
    expect(page.locator("#question-R1a [data-state]")).to_contain_text("Saved", timeout=15000)
    other.click()
    page.wait_for_url("**?day=*")


def test_a_line_that_does_not_answer_is_told_too(checklist, expert, planned, two_days):
    page = checklist(expert)
    here = page.url
    page.route("**/icon*.svg", lambda route: route.abort())
    page.locator("nav.days a:not([aria-current])").first.click()
    expect(page.locator("#no-line")).to_contain_text("No line: this page stays open")
    assert page.url == here


def test_a_photo_that_is_refused_says_why_and_goes_when_told(checklist, expert, planned):
    page = checklist(expert)
    page.set_input_files("#R1a-photo", {"name": "shelf.png", "mimeType": "image/png", "buffer": b"no picture"})
    line = page.locator("[data-photos=R1a] [data-photo-list] li")
    expect(line).to_contain_text("Not taken.", timeout=15000)
    expect(line).to_contain_text("shelf.png")
    line.get_by_role("button").click()
    expect(line).to_have_count(0)
    page.reload()
    page.wait_for_timeout(500)
    expect(page.locator("[data-photos=R1a] [data-photo-list] li")).to_have_count(0)


def test_a_large_photo_is_made_smaller_on_the_phone(checklist, expert, planned):
    from io import BytesIO

    from PIL import Image

    page = checklist(expert)
    large = pictures.picture("JPEG", (4000, 3000))
    page.set_input_files("#R1a-photo", {"name": "wall.jpeg", "mimeType": "image/jpeg", "buffer": large})
    expect(page.locator("[data-photos=R1a] [data-photo-list]")).to_contain_text("Saved", timeout=20000)
    from assessments import evidence_files

    with evidence_files.opened(Photo.objects.get().file) as kept:
        assert max(Image.open(BytesIO(kept.read())).size) <= 4000


def test_signing_out_tells_that_a_photo_is_unsent(checklist, expert, planned):
    page = checklist(expert)
    page.route("**/photos/", lambda route: route.abort())
    page.set_input_files("#R1a-photo", PHOTO)
    expect(page.locator("[data-photos=R1a] [data-photo-list]")).to_contain_text("kept on this device")
    page.click("form[data-sign-out] button")
    expect(page.locator("#unsent")).to_be_visible()
    expect(page.locator("#unsent-codes")).to_have_text("R1a")
    page.click("#unsent-leave")
    page.wait_for_url("**/account/sign-in/**")
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('levier/')).length") == 0


def test_without_scripts_the_form_keeps_it(visit, expert, planned):
    page = visit(expert, width=360)
    cookies = page.context.cookies()
    plain = visit(None, width=360, java_script_enabled=False)
    plain.context.add_cookies(cookies)
    plain.goto(f"/assessments/{planned.assessment_id}/visit/checklist/")
    plain.check("#R1a-value-3")
    plain.fill("#R1a-remark", "Seen")
    plain.set_input_files("#R1a-photo", PHOTO)
    plain.click("#question-R1a button[name=question]")
    plain.wait_for_url("**#question-R1a")
    assert site() == {"R1a": (3, "Seen", 1)} and Photo.objects.count() == 1


def test_on_a_phone_what_is_known_of_a_question_is_folded_but_for_the_first(checklist, expert, planned):
    for width, shown in ((360, [True, False]), (1280, [True, True])):
        page = checklist(expert, width=width)
        cards = page.locator(".card-on-site")
        claims = [cards.nth(at).get_by_text("Not answered").first.is_visible() for at in (0, 1)]
        assert claims == shown, width
    page = checklist(expert)
    second = page.locator(".card-on-site").nth(1)
    second.locator("details.known > summary").click()
    expect(second.get_by_text("Not answered").first).to_be_visible()


PAGES = ["visit/", "visit/plan/", "visit/commitment/", "visit/agenda/add/", "visit/checklist/"]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(visit, expert, lead, planned, language, width):
    for user, pages in ((expert, PAGES), (lead, ["visit/", "visit/commitment/"])):
        page = visit(user, language=language, width=width)
        for name in pages:
            page.goto(f"/assessments/{planned.assessment_id}/{name}")
            clean(page)
        if user == expert:
            page.goto(f"/agenda-items/{planned.agenda.first().pk}/")
            clean(page)
        assert page.complaints == []
