"""The revocation race with the mouse: it goes on when its page is left, and omar comes back."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.lab_page import SLOW_MS, LabPage
from tests.browser.test_stories import JWT, wait_until_provisioned


def test_six_races_go_on_while_another_page_is_open(open_page: Callable[..., LabPage]) -> None:
    page = open_page()
    wait_until_provisioned(page)
    page.go_to("Revocation race")
    page.act(page.keyed("revocation_action").get_by_text("Delete the user", exact=True).click)
    expect(page.page.locator(".lab-race-answer")).to_contain_text("Not run here yet.")
    assert page.page.url.endswith("/revocation?action=delete")
    page.press("Run all six")
    page.go_to("Call the API")
    page.go_to("Revocation race")

    matrix = page.page.locator("table.lab-race.matrix")
    expect(matrix.locator("td .refused")).to_have_count(8, timeout=SLOW_MS)
    expect(matrix.locator("td .still")).to_have_count(16, timeout=SLOW_MS)
    page.sees(re.compile(r"One run signs in as omar"))

    page.reload()
    page.act(page.keyed("revocation_action").get_by_text("Delete the user", exact=True).click)
    rows = page.page.locator("table.lab-race.rows")
    expect(rows.locator("td[data-title=After] .still")).to_have_count(2, timeout=SLOW_MS)
    expect(rows.locator("td[data-title=After] .refused")).to_have_count(2, timeout=SLOW_MS)
    assert JWT.search(page.everything_shown()) is None

    page.open("sign_in?sign_in_persona=omar")
    page.act(page.page.get_by_test_id("stForm").get_by_role("button", name="Sign in").click)
    page.sees("Signed in as omar")


def test_a_token_still_accepted_is_amber_and_the_times_stand_in_the_timeline(
    open_page: Callable[..., LabPage],
) -> None:
    page = open_page()
    wait_until_provisioned(page)
    page.open("revocation?action=global_sign_out")
    page.page.wait_for_timeout(600)  # what a page opens with is no news
    page.press("Run the race")
    answer = page.page.locator(".lab-race-answer")
    expect(answer).to_be_focused(timeout=SLOW_MS)
    expect(answer).to_contain_text("still accepts the ID token and the access token until")
    expect(page.page.locator(".lab-live")).to_contain_text("Cognito refuses GetUser and a refresh.")
    rows = page.page.locator("table.lab-race.rows")
    still = rows.get_by_text("Still accepted").first
    before = rows.get_by_text("Accepted", exact=True).first
    amber = resolved(page, "--lab-attention")
    assert still.evaluate(COLOUR) == amber == answer.locator(".answer").evaluate(COLOUR)
    assert before.evaluate(COLOUR) == resolved(page, "--lab-let-in") != amber
    assert rows.get_by_text("Refused by Cognito").first.evaluate(COLOUR) not in {
        amber,
        resolved(page, "--lab-by-authorizer"),
    }
    times = page.page.locator("[data-lab-result] time, .lab-race.rows time")
    stamps = times.evaluate_all("(all) => all.map((it) => it.dateTime)")
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", each) for each in stamps)
    assert len(stamps) == 5, "the answer, the sign-in, the action, two bars"
    tall = page.page.get_by_test_id("stMainBlockContainer").evaluate("(it) => it.scrollHeight")
    assert tall <= 1.5 * 900
    page.page.set_viewport_size({"width": 390, "height": 844})
    expect(rows.get_by_text("Still accepted").first).to_be_visible()
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 390


COLOUR = "(it) => getComputedStyle(it).color"


def resolved(page: LabPage, name: str) -> str:
    """Return a colour of the stylesheet as the browser draws it in this theme."""
    colour: str = page.page.evaluate(
        """(name) => { const it = document.createElement("i"); it.style.color = `var(${name})`;
          document.querySelector("[data-testid=stApp]").append(it);
          const colour = getComputedStyle(it).color; it.remove(); return colour; }""",
        name,
    )
    return colour
