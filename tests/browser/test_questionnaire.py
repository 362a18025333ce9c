"""The questionnaire as a respondent meets it. The numbers are the rows of docs/forms.md."""

import re
import time

import pytest
from django.conf import settings
from playwright.sync_api import expect

from assessments import workflow
from assessments.models import Assessment, Evidence, Response
from readiness.publish import publish
from tests.browser.axe import violations
from tests.files import pdfs
from tests.questionnaire.conftest import draft, kept, kinds, save  # noqa: F401  (fixtures)

SAVE = "**/questions/**"


@pytest.fixture
def opened(visit, draft):  # noqa: F811
    """Return a function that opens a requirement's page: opened(lead, "R2", width=360)."""

    def page(user, code="R2", **options):
        window = visit(user, **options)
        window.goto(f"/assessments/{draft.pk}/requirements/{code}/")
        return window

    return page


def state(page, code):
    return page.locator(f"#question-{code} [data-state]")


def until(check, seconds=8):
    """Wait until check() holds, and return what it gave last."""
    end = time.monotonic() + seconds
    while not (found := check()) and time.monotonic() < end:
        time.sleep(0.1)
    return found


def held(page, routes, seconds=8):
    """Return the first request that a route of the test holds, once there is one."""
    end = time.monotonic() + seconds
    while not routes and time.monotonic() < end:
        page.wait_for_timeout(20)
    return routes[0]


def clean(page):
    assert violations(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, page.url


# The path


def test_1_finishing_a_requirement_changes_status_and_count(visit, lead, draft):  # noqa: F811
    page = visit(lead)
    page.goto(f"/assessments/{draft.pk}/")
    link = page.get_by_role("link", name="R2 Answers to type")
    assert "Not started" in link.evaluate("link => document.getElementById(link.getAttribute('aria-describedby')).textContent")
    save(draft, "R2a", lead, value="5")
    page.reload()
    assert "Complete" in link.evaluate("link => document.getElementById(link.getAttribute('aria-describedby')).textContent")
    expect(page.locator("#way")).to_have_text("1 of 2 requirements complete")


def test_2_continue_lands_on_the_first_open_question_from_another_browser(opened, visit, lead, draft):  # noqa: F811
    page = opened(lead, "R1")
    page.check("#R1a-value-2")
    expect(state(page, "R1a")).to_contain_text("Saved")
    other = visit(lead)
    other.goto(f"/assessments/{draft.pk}/")
    other.click("#continue")
    other.wait_for_url("**/requirements/R1/#question-R1b")
    expect(other.locator("#question-R1b")).to_be_focused()
    expect(other.locator("#R1a-value-2")).to_be_checked()


def test_3_a_page_is_light_and_what_pages_share_travels_once(as_served, chromium, browse, lead, operator):
    framework, _created = publish((settings.PACKS / "dre.yaml").read_bytes())
    dre = Assessment.objects.create(operator=operator, framework=framework, cycle="2026-2027")
    cookie = browse(lead).cookies[settings.SESSION_COOKIE_NAME]
    with chromium.new_context(base_url=as_served, locale="fr") as window:
        window.add_cookies([{"name": cookie.key, "value": cookie.value, "url": as_served}])
        page = window.new_page()
        line = Line(window, page)
        page.goto(f"/assessments/{dre.pk}/requirements/F2/", wait_until="networkidle")
        expect(page.locator("[data-question]")).to_have_count(7)
        first = line.taken()
        page.click("a[rel=next]")
        page.wait_for_url("**/requirements/P1.1/")
        page.wait_for_load_state("networkidle")
        second = line.taken()
    assert [kind for kind, _size in first] == ["Document", "Stylesheet", "Stylesheet", "Script", "Script", "Script"]
    assert sum(size for _kind, size in first) < 60_000
    assert [kind for kind, _size in second] == ["Document"]
    assert sum(size for _kind, size in second) < 12_000


class Line:
    """What travels to a page: [(kind, bytes with headers)] in the order of asking, without what the browser had kept."""

    def __init__(self, window, page):
        self.kinds, self.sizes, self.kept = {}, {}, set()
        self.devtools = window.new_cdp_session(page)
        self.devtools.on("Network.requestWillBeSent", lambda event: self.kinds.update({event["requestId"]: event["type"]}))
        self.devtools.on("Network.requestServedFromCache", lambda event: self.kept.add(event["requestId"]))
        self.devtools.on("Network.responseReceived", self.received)
        self.devtools.on("Network.loadingFinished", self.finished)
        self.devtools.send("Network.enable")

    def received(self, event):
        if event["response"].get("fromDiskCache"):
            self.kept.add(event["requestId"])

    def finished(self, event):
        self.sizes[event["requestId"]] = event["encodedDataLength"]

    def taken(self):
        """Return what has travelled since the last call; icons, which are asked for at any time, left out."""
        found = [(kind, self.sizes[key]) for key, kind in self.kinds.items() if key in self.sizes and key not in self.kept]
        self.kinds.clear()
        return [(kind, size) for kind, size in found if kind != "Other"]


@pytest.mark.parametrize("javascript", [True, False])
def test_4_back_and_next_keep_answers(opened, lead, javascript):
    page = opened(lead, "R1", java_script_enabled=javascript)
    page.check("#R1b-value-yes")
    page.click("text=Save and continue")
    page.wait_for_url("**/requirements/R2/")
    page.go_back()
    expect(page.locator("#R1b-value-yes")).to_be_checked()
    page.click("a[rel=next]")
    expect(page).to_have_url(re.compile(re.escape("/requirements/R2/") + "$"))
    page.click("a[rel=prev]")
    expect(page.locator("#R1b-value-yes")).to_be_checked()


def test_10_hints_open_with_enter_and_are_tied_to_the_field(opened, lead):
    page = opened(lead, "R1")
    expect(page.locator("#R1a-guidance")).to_be_visible()
    page.focus("#question-R1a summary")
    page.keyboard.press("Enter")
    expect(page.locator("#R1a-hints")).to_be_visible()
    tied = page.get_attribute("#question-R1a fieldset", "aria-describedby").split()
    assert {"R1a-guidance", "R1a-hints"} <= set(tied)


def test_11_levels_are_radios_that_arrows_move_and_save(opened, lead, draft):  # noqa: F811
    page = opened(lead, "R1")
    assert page.get_by_role("group", name=re.compile("How far is it")).get_by_role("radio").count() == 3
    page.focus("#R1a-value-1")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#R1a-value-2")).to_be_checked()
    assert until(lambda: (kept(draft, "R1a") or [None])[0] == 2)


def test_12_not_applicable_asks_for_a_reason(opened, lead, draft, visit):  # noqa: F811
    page = opened(lead, "R1")
    page.check("#R1a-na")
    expect(page.locator("#R1a-reason")).to_be_focused()
    expect(state(page, "R1a")).to_have_text("Not saved yet: write why it does not apply.")
    time.sleep(1)
    assert kept(draft, "R1a") is None
    page.keyboard.type("We have none.")
    assert until(lambda: kept(draft, "R1a"))[:2] == (None, "We have none.")
    expect(page.locator("#R1a-na-note")).to_contain_text("The score then leaves this question out")
    page.check("#R1a-value-1")
    expect(page.locator("#R1a-na")).not_to_be_checked()
    assert until(lambda: kept(draft, "R1a")[:2] == (1, ""))


def test_13_20_21_22_submitting_lists_what_is_missing_then_gives_a_receipt(visit, lead, draft):  # noqa: F811
    page = visit(lead)
    page.goto(f"/assessments/{draft.pk}/check/")
    page.click("main nav >> text=Submit")
    expect(page.locator("#submit")).to_be_in_viewport()
    beside = "([box, words]) => box.right <= words.left && box.top >= words.top - 2 && box.bottom <= words.bottom + 2"
    boxes = "['#id_confirmed', 'label[for=id_confirmed]'].map((each) => document.querySelector(each).getBoundingClientRect())"
    assert page.evaluate(f"({beside})({boxes})")
    page.click("text=Submit the assessment")
    expect(page).to_have_title(re.compile("^Error:"))
    expect(page.locator("#errors")).to_be_focused()
    page.click("#errors >> text=Write your function.")
    expect(page.locator("#id_function")).to_be_focused()
    page.click("#missing >> text=R1b")
    expect(page.locator("#question-R1b")).to_be_focused()
    page.check("#R1b-value-yes")
    page.click("text=Save and go back to the check")
    page.wait_for_url("**/check/#row-R1b")
    expect(page.locator("#row-R1b")).to_be_focused()
    page.fill("#id_function", "Director of strategy")
    page.check("#id_incomplete")
    page.check("#id_confirmed")
    page.click("text=Submit the assessment")
    expect(page.locator("h1")).to_have_text("The assessment was submitted")
    expect(page.locator(".receipt")).to_contain_text("Director of strategy")
    page.goto(f"/assessments/{draft.pk}/requirements/R1/")
    expect(page.locator("main input, main textarea")).to_have_count(0)


def test_21_an_error_is_told_in_the_summary_and_beside_the_field(opened, lead):
    page = opened(lead, java_script_enabled=False)
    page.fill("#R2a-value", "120")
    page.click("text=Save and check the answers")
    expect(page).to_have_title(re.compile("^Error:"))
    words = page.inner_text("#errors li")
    assert words in page.inner_text("#R2a-messages")
    page.click("#errors li a")
    expect(page.locator("#R2a-value")).to_have_value("120")


def test_files_that_are_too_large_together_are_told_before_they_are_sent(opened, lead, tmp_path):
    page = opened(lead, "R1")
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.7 " + b"0" * 8_000_000)
    for code in ("R1a", "R1b", "R1c"):
        page.click(f"#question-{code} summary:has-text('Add evidence')")
        page.set_input_files(f"#{code}-file", tmp_path / "plan.pdf")
    expect(page.locator("#question-R1c [data-upload]")).to_contain_text("together they may have at most 20 MB")
    assert [page.input_value(f"#{code}-file") != "" for code in ("R1a", "R1b", "R1c")] == [True, True, False]


def test_14_15_each_kind_of_evidence_and_a_named_error(opened, lead, draft, tmp_path, visit, expert):  # noqa: F811
    page = opened(lead)
    page.click("#question-R2a summary:has-text('Add evidence')")
    expect(page.locator("#R2a-file-rules")).to_contain_text("At most 10 MB")
    (tmp_path / "program.pdf").write_bytes(b"MZ not a pdf")
    (tmp_path / "plan.pdf").write_bytes(pdfs.large(200_000))
    (tmp_path / "large.pdf").write_bytes(b"%PDF-1.7 " + b"0" * 10_500_000)
    page.set_input_files("#R2a-file", tmp_path / "large.pdf")
    expect(page.locator("#question-R2a [data-upload]")).to_contain_text("too large")
    page.set_input_files("#R2a-file", tmp_path / "program.pdf")
    page.click("#question-R2a button[name=add]")
    expect(page.locator("#question-R2a .refusal")).to_contain_text("“program.pdf” is not that of a .pdf file")
    page.fill("#R2b-value", "Typed meanwhile")
    for field, value in (("link", "https://www.example.org/"), ("on-site", "The vault")):
        page.fill(f"#R2a-{field}", value)
        page.click("#question-R2a button[name=add]")
        expect(page.locator("#question-R2a .evidence")).to_contain_text(value)
        if page.locator("#R2a-file").is_hidden():
            page.click("#question-R2a summary:has-text('Add evidence')")
    page.set_input_files("#R2a-file", tmp_path / "plan.pdf")
    page.click("#question-R2a button[name=add]")
    expect(page.locator("#question-R2a .evidence")).to_contain_text("plan.pdf", timeout=20_000)
    expect(page.locator("#R2b-value")).to_have_value("Typed meanwhile")
    assert Evidence.objects.count() == 3
    workflow.advance(draft, "submit", by=lead)
    seen = visit(expert)
    seen.goto(f"/assessments/{draft.pk}/requirements/R2/")
    for words in ("plan.pdf", "https://www.example.org/", "The vault"):
        expect(seen.locator("#question-R2a .evidence")).to_contain_text(words)


# Saving


def test_5_the_state_stands_beside_the_answer(opened, lead, draft):  # noqa: F811
    page = opened(lead)
    page.route(SAVE, lambda route: (time.sleep(0.8), route.continue_()))
    page.fill("#R2b-value", "Some words")
    expect(state(page, "R2b")).to_have_text("Saving…")
    expect(state(page, "R2b")).to_have_text(re.compile(r"Saved \d\d:\d\d"))
    page.unroute(SAVE)
    page.route(SAVE, lambda route: route.abort())
    page.fill("#R2b-value", "More words")
    expect(state(page, "R2b")).to_contain_text("Not saved yet")
    page.unroute(SAVE)
    page.click("#question-R2b [data-retry]")
    expect(state(page, "R2b")).to_have_text(re.compile(r"Saved \d\d:\d\d"))
    assert kept(draft, "R2b")[0] == "More words"


def test_6_what_is_typed_during_a_slow_save_is_kept(opened, lead, draft):  # noqa: F811
    page = opened(lead)
    page.route(SAVE, lambda route: (time.sleep(1.5), route.continue_()))
    page.focus("#R2b-value")
    page.keyboard.type("first")
    time.sleep(1)
    page.keyboard.type(" second")
    expect(state(page, "R2b")).to_have_text(re.compile(r"Saved"), timeout=10_000)
    expect(page.locator("#R2b-value")).to_have_value("first second")
    assert until(lambda: kept(draft, "R2b")[0] == "first second")


def test_6_a_tab_closed_offline_is_restored(opened, lead, draft):  # noqa: F811
    page = opened(lead)
    page.context.set_offline(True)
    page.fill("#R2b-value", "Typed on the train")
    page.fill("#R2a-value", "12,5")
    expect(state(page, "R2b")).to_contain_text("Not saved yet")
    page.close()
    window = page.context
    window.set_offline(False)
    again = window.new_page()
    again.goto(f"/assessments/{draft.pk}/requirements/R2/")
    expect(again.locator("#R2b-value")).to_have_value("Typed on the train")
    assert until(lambda: kept(draft, "R2b") and kept(draft, "R2a"))
    assert (kept(draft, "R2b")[0], kept(draft, "R2a")[0]) == ("Typed on the train", "12.5")
    assert until(lambda: again.evaluate("Object.keys(localStorage).length") == 0)


def test_6_drafts_of_another_page_are_sent_from_the_task_list(opened, lead, draft):  # noqa: F811
    page = opened(lead)
    page.context.set_offline(True)
    page.fill("#R2b-value", "Typed on the train")
    page.wait_for_timeout(300)
    page.context.set_offline(False)
    page.route(SAVE, lambda route: route.abort())
    page.goto(f"/assessments/{draft.pk}/")
    page.unroute(SAVE)
    page.reload()
    assert until(lambda: (kept(draft, "R2b") or [None])[0] == "Typed on the train")


def test_7_a_save_whose_answer_was_lost_is_sent_again_and_counts_once(opened, lead, draft):  # noqa: F811
    page = opened(lead)
    lost = []

    def lose(route):
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch())
            route.abort()

    page.route(SAVE, lose)
    page.fill("#R2b-value", "Once")
    expect(state(page, "R2b")).to_have_text(re.compile("Saved"), timeout=10_000)
    assert (kept(draft, "R2b")[3], Response.objects.get().history.count()) == (1, 1)


def test_8_an_ended_session_eats_nothing(opened, lead, draft, visit):  # noqa: F811
    page = opened(lead)
    window = page.context
    window.clear_cookies(name="sessionid")
    page.fill("#R2b-value", "Typed after lunch")
    expect(page.locator("#notice")).to_contain_text("You are signed out")
    with window.expect_page() as tab:
        page.click("#notice a")
    other = tab.value
    other.fill("[name=login]", lead.email)
    other.fill("[name=password]", "a long password for tests")
    other.press("[name=password]", "Enter")
    other.wait_for_url("**/assessments/")
    other.close()
    expect(state(page, "R2b")).to_have_text(re.compile("Saved"), timeout=15_000)
    expect(page.locator("#notice")).to_have_count(0)
    assert kept(draft, "R2b")[0] == "Typed after lunch"
    page.click("text=Save and check the answers")  # the token of the page is that of the session before
    page.wait_for_url("**/check/")


@pytest.mark.parametrize("choice", ["Keep mine", "Take the other one"])
def test_9_two_colleagues_on_one_question_choose(opened, lead, contributor, draft, choice):  # noqa: F811
    one, two = opened(lead), opened(contributor)
    one.fill("#R2b-value", "The text of the lead")
    expect(state(one, "R2b")).to_have_text(re.compile("Saved"))
    two.fill("#R2b-value", "The text of the contributor")
    conflict = two.locator("#question-R2b .conflict")
    expect(conflict).to_contain_text("The text of the lead")
    expect(conflict).to_contain_text("The text of the contributor")
    assert kept(draft, "R2b")[0] == "The text of the lead"
    clean(two)
    two.click(f"text={choice}")
    kept_text = "The text of the contributor" if choice == "Keep mine" else "The text of the lead"
    expect(two.locator("#R2b-value")).to_have_value(kept_text)
    assert until(lambda: kept(draft, "R2b")[0] == kept_text)
    two.fill("#R2b-value", "Agreed")
    assert until(lambda: kept(draft, "R2b")[0] == "Agreed")


def test_a_refused_value_is_told_beside_the_field_and_stays(opened, lead, draft):  # noqa: F811
    page = opened(lead)
    page.fill("#R2a-value", "120")
    expect(page.locator("#R2a-messages")).to_contain_text("Write a number from 0 to 100")
    expect(page.locator("#R2a-value")).to_have_value("120")
    assert page.get_attribute("#R2a-value", "aria-invalid") == "true"
    expect(page.locator("#question-R2a [data-live]")).to_contain_text("Write a number from 0 to 100")
    page.fill("#R2a-value", "1,200")
    expect(page.locator("#R2a-messages")).to_contain_text("can be read as 1200 or as 1.2")
    expect(page.locator("#R2a-value")).to_have_value("1,200")
    page.fill("#R2a-value", "12")
    expect(state(page, "R2a")).to_have_text(re.compile("Saved"))
    expect(page.locator("#R2a-messages")).to_have_text("")
    assert page.get_attribute("#R2a-value", "aria-invalid") is None


def test_what_the_page_said_was_wrong_goes_once_it_is_mended(opened, lead):
    page = opened(lead)
    page.fill("#R2a-value", "120")
    page.click("text=Save and check the answers")
    expect(page.locator("#errors")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    page.fill("#R2a-value", "12")
    expect(page.locator("#errors")).to_have_count(0)
    expect(page).to_have_title(re.compile("^R2 "))
    assert "is-invalid" not in page.get_attribute("#R2a-value", "class")


def test_a_submitted_assessment_is_told_to_who_goes_on_typing(opened, lead, draft):  # noqa: F811
    page = opened(lead)
    workflow.advance(draft, "submit", by=lead)
    page.fill("#R2b-value", "Too late")
    expect(page.locator("#R2b-messages")).to_contain_text("was submitted meanwhile")
    expect(page.locator("#R2b-value")).to_have_value("Too late")
    page.fill("#R2a-value", "40")  # and beside each further question, which would else look as if it were kept
    expect(state(page, "R2a")).to_have_text("Not saved: the assessment was submitted.")


def test_what_waits_when_the_assessment_is_submitted_is_told_as_well(opened, lead, draft):  # noqa: F811
    page = opened(lead)
    page.fill("#R2a-value", "40")
    expect(state(page, "R2a")).to_have_text(re.compile("Saved"))
    workflow.advance(draft, "submit", by=lead)
    page.fill("#R2b-value", "Too late")
    page.fill("#R2a-value", "41")
    for code in ("R2a", "R2b"):
        expect(state(page, code)).to_have_text("Not saved: the assessment was submitted.")


@pytest.mark.parametrize("status", [400, 404, 413, 422])
def test_a_save_that_is_never_taken_says_so_and_keeps_back_no_other(opened, lead, draft, status):  # noqa: F811
    page = opened(lead)
    page.route("**/questions/R2b/", lambda route: route.fulfill(status=status, body="<p>No</p>"))
    page.fill("#R2b-value", "Never taken")
    page.fill("#R2a-value", "40")
    expect(state(page, "R2b")).to_have_text("Not saved, and not sent again: copy what you wrote, then reload the page.")
    expect(state(page, "R2a")).to_have_text(re.compile("Saved"))
    expect(page.locator("#R2b-value")).to_have_value("Never taken")


def test_a_browser_that_keeps_no_drafts_does_not_say_it_does(opened, lead, draft):  # noqa: F811
    page = opened(lead)
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error(); }; }")
    page.route(SAVE, lambda route: route.abort())
    page.fill("#R2b-value", "Only here")
    expect(state(page, "R2b")).to_contain_text("this browser does not let it be kept")
    page.unroute(SAVE)
    page.click("#question-R2b [data-retry]")
    expect(state(page, "R2b")).to_have_text(re.compile("Saved"))


def test_29_a_save_is_announced_once(opened, lead):
    page = opened(lead)
    page.evaluate("""() => { window.heard = []; new MutationObserver(() => window.heard.push(
        document.querySelector('#question-R2b [data-live]').textContent)).observe(
        document.querySelector('#question-R2b [data-live]'), {childList: true, characterData: true, subtree: true}); }""")
    page.fill("#R2b-value", "Some words")
    expect(state(page, "R2b")).to_have_text(re.compile("Saved"))
    page.wait_for_timeout(500)
    heard = page.evaluate("window.heard")
    assert len(heard) == 1 and heard[0].startswith("Saved")
    assert page.get_attribute("#question-R2b [data-live]", "role") == "status"


# For everybody


def test_28_a_whole_page_by_keyboard(opened, lead, draft):  # noqa: F811
    page = opened(lead, "R1")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.name || document.activeElement.id || ''"))
        style = "getComputedStyle(document.activeElement)"
        outline = page.evaluate(f"{style}.outlineStyle + {style}.boxShadow")
        assert outline != "nonenone", page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("document.activeElement.name") == "R1d-value":
            page.keyboard.press("Space")
            break
    assert {"R1a-value", "R1b-value", "R1c-value", "R1d-value", "R1a-na"} <= reached
    assert until(lambda: (kept(draft, "R1d") or [None])[0] == ["post"])


def test_32_switching_language_keeps_place_and_text(opened, lead, draft):  # noqa: F811
    page = opened(lead)
    page.fill("#R2b-value", "Un texte à garder")
    page.click("text=Français")
    page.wait_for_selector("html[lang=fr]")
    expect(page).to_have_url(re.compile(re.escape("/requirements/R2/") + "$"))
    expect(page.locator("#R2b-value")).to_have_value("Un texte à garder")
    assert until(lambda: (kept(draft, "R2b") or [None])[0] == "Un texte à garder")


def test_a_save_that_the_next_page_was_made_before_is_on_it_all_the_same(opened, lead, draft):  # noqa: F811
    page, saves, pages = opened(lead), [], []
    page.route(SAVE, lambda route: route.continue_() if saves else saves.append(route))
    page.route("**/requirements/R2/", lambda route: pages.append(route))
    page.fill("#R2b-value", "Typed at the last moment")
    save_on_its_way = held(page, saves)
    page.evaluate("setTimeout(() => location.reload(), 1)")
    made_before_the_save = held(page, pages).fetch()
    with page.expect_response(SAVE):
        save_on_its_way.continue_()
    page.wait_for_timeout(200)  # the old page, still there, takes note
    assert kept(draft, "R2b")[0] == "Typed at the last moment"
    with page.expect_navigation():
        pages[0].fulfill(response=made_before_the_save)
    expect(page.locator("#R2b-value")).to_have_value("Typed at the last moment")
    assert until(lambda: page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('levier/'))") == [])
    assert kept(draft, "R2b")[0] == "Typed at the last moment"


def test_a_draft_whose_save_had_come_through_hides_nothing_newer(opened, lead, contributor, draft):  # noqa: F811
    page = opened(lead)
    saves = []
    page.route(SAVE, lambda route: route.abort() if saves else saves.append(route))
    page.fill("#R2b-value", "The lead's")
    held(page, saves).fetch()
    saves[0].abort()  # it was kept, and its answer is lost
    assert kept(draft, "R2b")[0] == "The lead's"
    page.goto("about:blank")
    save(draft, "R2b", contributor, version=1, value="The colleague's, later")
    page.unroute(SAVE)
    page.goto(f"/assessments/{draft.pk}/requirements/R2/")
    expect(state(page, "R2b")).to_have_text(re.compile("Saved"))
    expect(page.locator("#R2b-value")).to_have_value("The colleague's, later")
    assert kept(draft, "R2b")[0] == "The colleague's, later"


def test_34_an_answer_at_level_1_is_complete_and_scores_nothing(opened, lead, draft, visit):  # noqa: F811
    page = opened(lead, "R1")
    page.check("#R1a-value-1")
    expect(state(page, "R1a")).to_have_text(re.compile("Saved"))
    page.goto(f"/assessments/{draft.pk}/")
    expect(page.locator(".way")).to_contain_text("1 of 5 questions answered")
    from assessments.scorecard import answer_set, pack_of
    from readiness.pack.numbers import scoring_framework
    from readiness.scoring import assess

    assert assess(scoring_framework(pack_of(draft)), answer_set(draft).answers).scores.overall.score == 0


def test_35_the_whole_path_without_javascript(visit, lead, draft, tmp_path):  # noqa: F811
    page = visit(lead, java_script_enabled=False)
    page.click("tbody th a")
    page.click("#continue")
    page.check("#R1a-na")
    page.fill("#R1a-reason", "We have none.")
    page.check("#R1b-value-partly")
    page.check("#R1c-value-monthly")
    page.check("#R1d-value-none")
    page.click("#question-R1b summary:has-text('Add evidence')")
    (tmp_path / "plan.pdf").write_bytes(pdfs.plain())
    page.set_input_files("#R1b-file", tmp_path / "plan.pdf")
    page.click("#question-R1b button[name=add]")
    expect(page).to_have_url(re.compile(re.escape("#question-R1b") + "$"))
    page.click("text=Save and continue")
    page.fill("#R2a-value", "12,5")
    page.click("text=Save and check the answers")
    expect(page).to_have_url(re.compile(re.escape("/check/") + "$"))
    page.fill("#id_function", "Director")
    page.check("#id_confirmed")
    page.click("text=Submit the assessment")
    expect(page.locator("h1")).to_have_text("The assessment was submitted")
    assert [kept(draft, code)[0] for code in ("R1a", "R1b", "R1c", "R1d", "R2a")] == [None, "partly", "monthly", ["none"], "12.5"]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_30_36_every_page_for_lead_and_observer(visit, lead, observer, draft, language, width, scheme):  # noqa: F811
    save(draft, "R2b", lead, value="x" * 300, remark="Words")
    pages = [f"/assessments/{draft.pk}/{part}" for part in ("", "requirements/R1/", "requirements/R2/", "check/")]
    for person in (lead, observer):
        page = visit(person, language=language, width=width, color_scheme=scheme)
        for address in pages:
            page.goto(address)
            page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
            clean(page)
            small = page.evaluate("""() =>
                [...document.querySelectorAll('main button, main input:not([type=hidden]), main summary')]
                .filter((each) => each.offsetParent && !each.closest('.visually-hidden'))
                .map((each) => [each.outerHTML.slice(0, 80), each.getBoundingClientRect()])
                .filter(([, box]) => box.width && Math.min(box.width, box.height) < 24)
                .map(([html, box]) => [html, box.width, box.height])""")
            assert small == [], address
        assert page.complaints == []
    workflow.advance(draft, "submit", by=lead, note="The lead, Director")
    page.goto(f"/assessments/{draft.pk}/receipt/")
    clean(page)
