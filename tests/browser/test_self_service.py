"""Self-service with the mouse: a stranger becomes a user and signs in."""

from collections.abc import Callable

from tests.browser.lab_page import LabPage
from tests.browser.test_stories import wait_until_provisioned

NAME = "zoe-browser"
PASSWORD = "Zoe-Pass-2027!-browser"


def enter(page: LabPage, label: str, text: str) -> None:
    field = page.page.get_by_label(label, exact=True)
    field.fill(text)
    page.act(lambda: field.press("Tab"))


def test_a_stranger_signs_up_with_the_code_of_the_inbox_and_signs_in(
    open_page: Callable[..., LabPage],
) -> None:
    page = open_page()
    wait_until_provisioned(page)
    page.go_to("Self-service")
    enter(page, "Username", NAME)
    enter(page, "E-mail", f"{NAME}@example.com")
    page.page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.press("Sign up")
    page.sees(f"Enter the code for {NAME}")
    page.press("Enter this code")
    page.press("Confirm")
    page.sees("is confirmed and the address is verified")
    assert PASSWORD not in page.everything_shown()

    page.act(page.page.get_by_test_id("stMain").get_by_role("link", name="Go to Sign in").click)
    page.act(page.page.get_by_text("Someone else", exact=True).click)
    page.page.get_by_label("Username", exact=True).fill(NAME)
    page.page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.act(page.page.get_by_test_id("stForm").get_by_role("button", name="Sign in").click)
    page.sees(f"Signed in as {NAME}")
    assert page.console_errors == []
    assert page.outside == []
