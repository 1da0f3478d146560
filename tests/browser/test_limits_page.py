"""The Limits page with the mouse: both 429s in the chart, and Stop at once."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.lab_page import SLOW_MS, LabPage
from tests.browser.test_stories import wait_until_provisioned


def test_the_chart_shows_both_429s_and_stop_ends_a_run(open_page: Callable[..., LabPage]) -> None:
    page = open_page()
    wait_until_provisioned(page)
    page.go_to("Limits")
    page.press("Run")
    run = page.keyed("limits_run_0")
    gauges = run.locator(".lab-gauges")
    expect(gauges.get_by_text(re.compile(r"^Quota of the day 0 of 60"))).to_be_visible(
        timeout=SLOW_MS
    )
    expect(page.page.locator(".lab-refusals")).to_be_visible(timeout=SLOW_MS)
    chart = run.get_by_test_id("stVegaLiteChart")
    for answer in ("200", "429 Too Many Requests", "429 Limit Exceeded"):
        expect(chart.get_by_text(answer, exact=True).first).to_be_visible()
    bodies = page.page.locator(".lab-refusals pre")
    expect(bodies.nth(0)).to_have_text('{"message":"Too Many Requests"}')
    expect(bodies.nth(1)).to_have_text('{"message":"Limit Exceeded"}')
    run.get_by_text("The numbers as a table").click()
    expect(run.locator("table.lab-numbers tbody tr").first).to_be_visible()

    page.press("Run")
    expect(run.locator(".lab-gauges")).to_be_visible(timeout=SLOW_MS)
    page.press("Stop")
    page.sees(re.compile("Stop was pressed"))
    expect(page.page.get_by_role("button", name="Run", exact=True)).to_be_visible(timeout=SLOW_MS)
