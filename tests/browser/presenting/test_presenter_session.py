"""A session in presenter's mode: by keys, on every page, with the notes in a second window."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from infra_scripts.walkthrough.steps import STEPS, step
from tests.browser.lab_page import SLOW_MS, LabPage
from tests.browser.presenting.stage import is_on_stage, pixels_below_the_bar, run_by_key
from tests.browser.test_accessibility import violations
from tests.browser.test_stories import sign_in_form

OpenPage = Callable[..., LabPage]
PRESENTED = re.compile(r"[?&]present=1(&|#|$)")
_RUN_ENDED = """() => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState
  === "notRunning\""""
_DRAWN_LATE = """() => {
  const name = "st-key-frame_put_back";
  const button = document.querySelector(`.${name}`);
  button.classList.remove(name);
  setTimeout(() => button.classList.add(name), 700);
}"""


@pytest.fixture
def stage(open_ready: OpenPage) -> LabPage:
    page = open_ready("walkthrough?present=1&step=open-api")
    is_on_stage(page, STEPS[0])
    return page


def test_the_whole_walkthrough_by_keys_with_the_notes_following(stage: LabPage) -> None:
    with stage.page.expect_popup() as opened:
        stage.page.keyboard.press("n")
    notes = opened.value
    for walked in STEPS:
        is_on_stage(stage, walked)
        expect(notes.locator(".lab-notes h1")).to_have_text(walked.title, timeout=SLOW_MS)
        run_by_key(stage, walked)
        assert pixels_below_the_bar(stage) <= 0, walked.id
        stage.page.keyboard.press("PageDown")
    expect(notes.locator(".lab-notes .next")).to_have_count(0)
    expect(notes.locator(".lab-notes dl")).to_contain_text("of 1:00")
    stage.page.keyboard.press("PageUp")
    is_on_stage(stage, STEPS[-2])
    expect(notes.locator(".lab-notes .next")).to_contain_text(STEPS[-1].title)
    notes.get_by_role("button", name="Start the clock again").click()
    expect(notes.locator(".lab-notes dd").nth(1)).to_contain_text(re.compile("^0:0"))
    assert PRESENTED.search(stage.page.url)
    stage.open("walkthrough?present=1&step=call-open")
    is_on_stage(stage, step("call-open"))
    stage.page.keyboard.press("r")
    stage.page.wait_for_timeout(500)
    assert stage.keyed("walkthrough_back").count() == 1, "no key builds the stack anew unasked"
    stage.page.keyboard.press("u")
    expect(stage.page.get_by_role("dialog", name="Put everything back")).to_be_visible()
    stage.page.keyboard.press("y")
    expect(stage.page.get_by_test_id("stToast")).to_contain_text("Put everything back: done")
    is_on_stage(stage, STEPS[0])
    expect(stage.page.get_by_role("button", name="Run this step")).to_be_attached(timeout=SLOW_MS)


def test_a_key_counts_while_a_slow_page_is_still_drawn(open_ready: OpenPage) -> None:
    tab = open_ready("")
    slow = tab.page.context.new_cdp_session(tab.page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 8})
    tab.page.goto(f"{tab.url}/walkthrough?present=1&step=open-api")
    tab.page.wait_for_function(_RUN_ENDED, timeout=SLOW_MS)  # its bar may come a while after that
    with tab.page.expect_popup():
        tab.page.keyboard.press("n")


def test_a_yes_waits_for_what_the_page_draws_late(stage: LabPage) -> None:
    stage.page.keyboard.press("u")
    dialog = stage.page.get_by_role("dialog", name="Put everything back")
    expect(dialog).to_be_visible()
    stage.page.evaluate(_DRAWN_LATE)
    stage.page.keyboard.press("y")
    expect(stage.page.get_by_test_id("stToast")).to_contain_text("Put everything back: done")
    expect(dialog).to_have_count(0)


def test_it_is_large_stays_on_from_page_to_page_and_ends_by_escape(stage: LabPage) -> None:
    page = stage.page
    size = "(it) => parseFloat(getComputedStyle(it).fontSize)"
    texts = page.locator("[class*='st-key-walkthrough_stage'] p")
    assert min(it.evaluate(size) for it in texts.all()) >= 22
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    stage.act(lambda: page.keyboard.press("4"))
    page.wait_for_url(re.compile(r"/call_api\?present=1"))
    stage.wait()
    expect(page.locator(".lab-stage")).to_be_visible()
    texts = page.get_by_test_id("stMainBlockContainer").locator("p:visible")
    assert min(it.evaluate(size) for it in texts.all()) >= 22
    links = page.locator("a[href]").evaluate_all("(all) => all.map((it) => it.href)")
    assert links
    assert [each for each in links if not PRESENTED.search(each)] == []
    stage.reload()
    expect(page.locator(".lab-stage")).to_be_visible(timeout=SLOW_MS)
    stage.wait()
    page.wait_for_timeout(500)  # a key pressed while the page is being built may be lost
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Black screen")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("?")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".lab-stage")).to_be_visible()
    stage.act(lambda: page.keyboard.press("Escape"))
    expect(page.locator(".lab-stage")).to_have_count(0, timeout=SLOW_MS)
    expect(page.get_by_test_id("stSidebar")).to_be_visible()
    assert not PRESENTED.search(page.url)
    links = page.locator("a[href]").evaluate_all("(all) => all.map((it) => it.href)")
    assert not any(PRESENTED.search(each) for each in links)


def test_reveal_black_screen_and_what_ran_are_a_key_away(stage: LabPage) -> None:
    page = stage.page
    stage.open("walkthrough?present=1&step=app-client")
    is_on_stage(stage, step("app-client"))
    run_by_key(stage, step("app-client"))
    panel = page.locator("[data-lab-reveal]:visible")
    quiz = step("app-client").quiz
    assert quiz is not None
    expect(panel).to_have_count(0)
    page.keyboard.press("q")
    expect(panel).to_contain_text(quiz.question)
    expect(panel).not_to_contain_text(quiz.answer)
    page.keyboard.press("q")
    expect(panel).to_contain_text(quiz.answer)
    page.keyboard.press("q")
    expect(panel).to_contain_text("How this goes wrong")
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    page.keyboard.press("w")
    expect(page.get_by_text("aws cognito-idp create-user-pool-client")).to_be_visible()
    page.keyboard.press("w")
    expect(stage.keyed("walkthrough_stage_after")).to_be_visible()
    for key in ("b", "."):
        page.keyboard.press(key)
        expect(page.get_by_role("img", name="Black screen")).to_be_visible()
        page.keyboard.press(key)
        expect(page.get_by_role("img", name="Black screen")).to_have_count(0)
    expect(page.locator(".lab-stage")).to_be_visible()


def test_no_key_is_taken_from_a_field(stage: LabPage) -> None:
    stage.open("sign_in?present=1")
    field = sign_in_form(stage).get_by_label("Password", exact=True)
    field.fill("")
    field.press_sequentially("nrb0q.")
    expect(field).to_have_value("nrb0q.")
    expect(stage.page.locator(".lab-black")).to_have_count(0)
    assert len(stage.page.context.pages) == 1


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_on_the_stage_and_in_the_notes(
    open_ready: OpenPage, *, dark: bool
) -> None:
    page = open_ready(dark=dark)
    for address in ("walkthrough?present=1&step=call-refused", "walkthrough?notes=1", "?present=1"):
        page.open(address)
        page.page.wait_for_timeout(500)
        assert violations(page) == [], address
        if "step=" in address:
            run_by_key(page, step("call-refused"))
            page.page.keyboard.press("q")
            assert violations(page) == [], "revealed"
