"""Every page in the states that its users meet, in the order of a visit."""

import re
from collections.abc import Callable, Iterator

from playwright.sync_api import expect

from tests.browser.lab_page import SLOW_MS, LabPage
from tests.browser.test_authorizer_lab import run_to_the_end
from tests.browser.test_stories import choose_and_call, sign_in_form, wait_until_provisioned


def views(page: LabPage) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield the name of each view and how to get to what it shows; each builds on those before."""
    yield "overview", lambda: wait_until_provisioned(page)
    yield "walkthrough", lambda: _walked(page)
    yield "sign-in", lambda: page.open("sign_in")
    yield "tokens", lambda: _signed_in(page)
    yield "call-the-api", lambda: choose_and_call(page, "/my-api")
    yield "authorizer-lab", lambda: _grid_run(page)
    yield "response-doctor", lambda: _refusal_examined(page)
    yield "revocation-race", lambda: _all_raced(page)
    yield "break-it-fix-it", lambda: _broken(page)
    yield "limits", lambda: _limits_met(page)
    yield "self-service", lambda: page.open("self_service")
    yield "users", lambda: page.open("admin_users")
    yield "groups", lambda: page.open("admin_groups?group=admins")
    yield "import", lambda: page.open("admin_files")
    yield "export", lambda: page.open("admin_files?admin_files_part=Export")
    yield "to-another-pool", lambda: page.open("admin_files?admin_files_part=To+another+pool")
    yield "jobs", lambda: page.open("admin_jobs")
    yield "audit", lambda: page.open("admin_audit")
    yield "stack", lambda: page.open("admin_stack")


def _signed_in(page: LabPage) -> None:
    page.go_to("Sign in")
    sign_in_form(page).wait_for()
    page.act(sign_in_form(page).get_by_role("button", name="Sign in").click)
    page.sees("Signed in as maya")


def _grid_run(page: LabPage) -> None:
    page.open("authorizer_lab")
    run_to_the_end(page, "run_grid")
    page.sees("All 50 answers are as expected on AWS.")


def _refusal_examined(page: LabPage) -> None:
    page.open("call_api?call_api_send=Access+token")
    page.press("Call without and with the header")
    page.open("response_doctor")
    page.sees("What to do")


def _all_raced(page: LabPage) -> None:
    page.open("revocation")
    page.press("Run all six")
    matrix = page.page.locator("table.lab-race.matrix")
    expect(matrix.locator("td .refused")).to_have_count(8, timeout=SLOW_MS)


def _broken(page: LabPage) -> None:
    page.open("break_it?switch=no-permission")
    page.wait()
    build = page.page.get_by_role("button", name="Build the walkthrough's stack")
    build.or_(page.page.get_by_role("button", name="Break it", exact=True)).wait_for()
    if build.is_visible():  # another visit may have built it
        page.act(build.click)
    page.press("Break it")
    page.sees(re.compile("The doctor's first cause"))


def _limits_met(page: LabPage) -> None:
    page.open("limits")
    page.press("Run")
    expect(page.page.locator(".lab-refusals")).to_be_visible(timeout=SLOW_MS)


def _walked(page: LabPage) -> None:
    page.open("walkthrough?step=call-refused")
    again = page.page.get_by_role("button", name=re.compile("Run (this step|again)"))
    page.act(again.click)
    page.sees("401 Unauthorized")
