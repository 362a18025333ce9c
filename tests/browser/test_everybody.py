"""Every page for everybody: four times enlarged, from right to left, for the programme's people, and on a slow line.

The numbers are the rows of docs/forms.md.
"""

import pytest
from playwright.sync_api import expect

from assessments import workflow
from tests.browser.test_pages import look
from tests.browser.test_questionnaire import kept, opened  # noqa: F401  (fixtures)
from tests.browser.test_results import addresses
from tests.files import pdfs
from tests.questionnaire.conftest import draft, kinds, save  # noqa: F401  (fixtures)

ARABIC = "ما الذي يعيق ذلك؟ " * 20
SMALL = """() => {
    const alone = (link) => getComputedStyle(link).display !== 'inline' || link.closest('nav, .site-header');
    return [...document.querySelectorAll('button, input:not([type=hidden]), select, textarea, summary, a[href]')]
        .filter((each) => each.offsetParent && !each.closest('.visually-hidden, .skip-link'))
        .filter((each) => each.tagName !== 'A' || alone(each))
        .map((each) => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
        .filter(([, box]) => box.width && Math.min(box.width, box.height) < 23.9)
        .map(([html, box]) => [html, box.width, box.height]);
}"""


def questionnaire(assessment):
    return [f"/assessments/{assessment.pk}/{part}" for part in ("", "requirements/R1/", "requirements/R2/", "check/")]


def sideways(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def open_all(page):
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")


# Row 15


def test_15_an_upload_on_a_slow_line_shows_how_far_it_is(opened, lead, draft, tmp_path):  # noqa: F811
    page = opened(lead)
    (tmp_path / "plan.pdf").write_bytes(pdfs.large(1_500_000))
    page.fill("#R2b-value", "Typed before")
    page.click("#question-R2a summary:has-text('Add evidence')")
    page.evaluate("""() => { window.heard = []; const bar = document.querySelector('#question-R2a progress');
        new MutationObserver(() => { if (!bar.hidden) window.heard.push([bar.value, bar.max]); })
            .observe(bar, {attributes: true}); }""")
    line = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 100, "downloadThroughput": 500_000, "uploadThroughput": 500_000}
    line.send("Network.emulateNetworkConditions", slow)
    page.set_input_files("#R2a-file", tmp_path / "plan.pdf")
    page.click("#question-R2a button[name=add]")
    expect(page.locator("#question-R2a progress")).to_be_visible()
    expect(page.locator("#question-R2a [data-upload]")).to_have_text("Sending…")
    page.fill("#R2b-value", "Typed meanwhile")
    expect(page.locator("#question-R2a .evidence")).to_contain_text("plan.pdf", timeout=20_000)
    heard = page.evaluate("window.heard")
    assert [value for value, _of in heard] == sorted(value for value, _of in heard)
    assert any(0 < value < of for value, of in heard), heard
    expect(page.locator("#R2b-value")).to_have_value("Typed meanwhile")


def test_15_what_cannot_be_taken_is_told_by_its_name_and_nothing_typed_goes(opened, lead, draft, tmp_path):  # noqa: F811
    page = opened(lead)
    page.fill("#R2b-value", "Typed before")
    page.click("#question-R2a summary:has-text('Add evidence')")
    (tmp_path / "plan.exe").write_bytes(b"MZ")
    (tmp_path / "large.pdf").write_bytes(b"%PDF-1.7 " + b"0" * 10_500_000)
    page.set_input_files("#R2a-file", tmp_path / "plan.exe")
    page.click("#question-R2a button[name=add]")
    expect(page.locator("#question-R2a .refusal")).to_contain_text("“plan.exe” is not a file of an accepted type")
    expect(page.locator("#R2a-file")).to_be_focused()
    page.set_input_files("#R2a-file", tmp_path / "large.pdf")
    expect(page.locator("#question-R2a [data-upload]")).to_contain_text("“large.pdf” is too large")
    expect(page.locator("#R2a-file")).to_have_value("")
    expect(page.locator("#R2b-value")).to_have_value("Typed before")
    page.context.set_offline(True)
    (tmp_path / "plan.pdf").write_bytes(pdfs.plain())
    page.set_input_files("#R2a-file", tmp_path / "plan.pdf")
    page.click("#question-R2a button[name=add]")
    expect(page.locator("#question-R2a [data-upload]")).to_contain_text("Not sent. Check the connection")
    page.context.set_offline(False)
    page.click("#question-R2a button[name=add]")
    expect(page.locator("#question-R2a .evidence")).to_contain_text("plan.pdf", timeout=20_000)


# Row 30


@pytest.mark.parametrize("language", ["en", "fr"])
def test_30_four_times_enlarged(visit, lead, worked, draft, language):  # noqa: F811
    save(draft, "R2b", lead, value="x" * 300, remark="Words")
    page = visit(lead, language=language, width=320)
    page.set_viewport_size({"width": 320, "height": 256})  # 1280 by 1024 at 400 %
    small = {}
    for address in ("/assessments/", *questionnaire(draft), *addresses(worked)):
        page.goto(address)
        open_all(page)
        assert sideways(page) <= 0, address
        small[address.rpartition(str(worked.pk))[2]] = page.evaluate(SMALL)
    assert {address: found for address, found in small.items() if found} == {}
    assert page.complaints == []


# Row 31


def rtl_pages(page, draft, worked):  # noqa: F811
    for address in ("/assessments/", *questionnaire(draft), *addresses(worked)):
        page.goto(address)
        page.evaluate("document.documentElement.dir = 'rtl'")
        open_all(page)
        assert sideways(page) <= 0, address
        yield address


def test_31_pages_from_right_to_left_do_not_scroll_sideways(visit, lead, worked, draft):  # noqa: F811
    save(draft, "R2b", lead, value=ARABIC, remark="Latin words")
    page = visit(lead, width=360)
    for address in rtl_pages(page, draft, worked):
        fields = page.locator("main textarea, main input[type=text]:not([inputmode=decimal]):not(#id_name):not(#id_function)")
        assert {field.get_attribute("dir") for field in fields.all()} <= {"auto"}, address
        marks = page.evaluate("""() => [...document.querySelectorAll('.question, .check-row')].map((each) =>
            Math.round(innerWidth - each.getBoundingClientRect().right))""")
        assert all(mark >= 0 for mark in marks), address
    page.goto(f"/assessments/{draft.pk}/requirements/R2/")
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate("getComputedStyle(document.querySelector('#R2b-value')).direction") == "rtl"
    assert page.evaluate("getComputedStyle(document.querySelector('#R2b-remark')).direction") == "ltr"


def test_31_what_was_typed_keeps_its_direction_where_it_is_read(visit, lead, observer, draft):  # noqa: F811
    save(draft, "R2b", lead, value=ARABIC, remark=ARABIC)
    page = visit(observer)
    for address, place in (("requirements/R2/", "#question-R2b .kept"), ("check/", "#row-R2b dd > *")):
        page.goto(f"/assessments/{draft.pk}/{address}")
        assert {each.get_attribute("dir") for each in page.locator(place).all()} == {"auto"}
        assert page.evaluate(f"getComputedStyle(document.querySelector('{place}')).direction") == "rtl"


def test_31_a_language_from_right_to_left_turns_the_pages(visit, lead, worked, draft, settings):  # noqa: F811
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "العربية")]
    page = visit(lead, language="ar", width=360)
    page.goto("/assessments/")
    assert page.get_attribute("html", "dir") == "rtl"
    expect(page.locator("link[href*='bootstrap.rtl']")).to_have_count(1)
    for address in ("/assessments/", *questionnaire(draft), *addresses(worked)):
        assert page.goto(address).status == 200, address
        open_all(page)
        assert sideways(page) <= 0, address


# Row 36


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("role", ["expert", "secretariat"])
def test_36_every_page_for_the_programmes_people(visit, request, lead, worked, draft, language, role):  # noqa: F811
    save(draft, "R2b", lead, value="Words", remark="Words")
    for assessment in (worked, draft):
        workflow.advance(assessment, "submit", by=lead, note="The lead, Director")
    page = visit(request.getfixturevalue(role), language=language)
    own = ["/assessments/", "/account/", "/account/password/", "/account/sign-out/"]
    for address in (*own, *questionnaire(draft), f"/assessments/{draft.pk}/receipt/", *addresses(worked)):
        look(page, address)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_36_the_secretariat_reads_drafts(visit, secretariat, worked, draft, language):  # noqa: F811
    page = visit(secretariat, language=language, width=360)
    for address in (*questionnaire(draft), f"/assessments/{worked.pk}/results/"):
        look(page, address)
