"""The stage as the tests see it: a tab in presenter's mode, and what its document holds."""

from playwright.sync_api import expect

from infra_scripts.walkthrough.walk_step import StepKind, WalkStep
from tests.browser.lab_page import SLOW_MS, LabPage

_DOCUMENT = """() => {
  const fields = [...document.querySelectorAll("input, textarea")].map((field) => field.value);
  return [document.documentElement.outerHTML, document.body.textContent, ...fields].join("\\n");
}"""
_BELOW_THE_BAR = """() => {
  const stage = document.querySelector('[class*="st-key-walkthrough_stage"]');
  const bar = document.querySelector(".lab-stage");
  return stage.getBoundingClientRect().bottom - bar.getBoundingClientRect().top;
}"""


def document(page: LabPage) -> str:
    """Return everything that the tab's document holds, seen or not."""
    return str(page.page.evaluate(_DOCUMENT))


def pixels_below_the_bar(page: LabPage) -> float:
    """Return by how much the step that is shown is too high for the screen."""
    return float(page.page.evaluate(_BELOW_THE_BAR))


def is_on_stage(page: LabPage, walked: WalkStep) -> None:
    expect(page.page.locator("[class*='st-key-walkthrough_stage'] h2").first).to_have_text(
        walked.title, timeout=SLOW_MS
    )
    page.wait()


def run_by_key(page: LabPage, walked: WalkStep) -> None:
    """Press the key that runs the step, once its (unseen) button is there, and see it done."""
    expect(page.keyed("walkthrough_run")).to_be_attached(timeout=SLOW_MS)
    page.page.keyboard.press("r")
    if walked.kind is StepKind.EXPLAIN:
        expect(page.keyed("walkthrough_run")).to_have_count(0, timeout=SLOW_MS)
    else:
        expect(page.keyed("walkthrough_stage_after")).to_be_visible(timeout=SLOW_MS)
    page.wait()
