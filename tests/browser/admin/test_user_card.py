"""One user from the first password to the last, with the mouse, and on a phone."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.lab_page import SLOW_MS, LabPage
from tests.browser.test_stories import create_user, sign_in, wait_until_provisioned

NAME, FIRST, SECOND = "card-story", "First-Password-2027!", "Second-Password-2028!"


def section(page: LabPage, name: str) -> None:
    control = page.keyed("admin_users_section").get_by_role("radio", name=name, exact=True)
    page.act(control.click)


def fill(page: LabPage, key: str, text: str) -> None:
    page.keyed(key).get_by_role("textbox").fill(text)
    page.wait()


def test_a_user_is_made_changed_disabled_and_seen_from_a_phone(
    open_page: Callable[..., LabPage],
) -> None:
    page = open_page()
    wait_until_provisioned(page)
    create_user(page, NAME, FIRST)
    card = page.keyed("admin_users_chosen")
    expect(card.get_by_role("heading", name=NAME)).to_be_visible(timeout=SLOW_MS)
    expect(card.get_by_text("Can sign in with the password.")).to_be_visible()

    section(page, "Password")
    page.act(card.get_by_role("radio", name="Permanent", exact=True).click)
    fill(page, "admin_users_set_password", SECOND)
    fill(page, "admin_users_set_reason", "forgot the first one")
    send = card.get_by_role("button", name="Set the password", exact=True)
    expect(send).to_be_enabled(timeout=SLOW_MS)
    page.act(send.click)
    page.sees(f"A password was set for {NAME}.")

    section(page, "Attributes")
    value = card.get_by_label("Value", exact=True)
    expect(value).to_be_visible(timeout=SLOW_MS)
    page.keyed("admin_users_attribute").get_by_role("combobox").click()
    page.act(page.page.get_by_role("option", name="Nickname (nickname)").click)
    card.get_by_label("Value", exact=True).fill("x" * 2048)
    page.wait()
    page.act(card.get_by_role("button", name="Set the value", exact=True).click)
    expect(card.locator(".lab-facts")).to_contain_text("x" * 2048, timeout=SLOW_MS)

    phone = open_page(f"admin_users?user={NAME}&admin_users_section=Attributes", phone=True)
    facts = phone.keyed("admin_users_chosen").locator(".lab-facts")
    expect(facts).to_contain_text("x" * 2048, timeout=SLOW_MS)
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    box = facts.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 390

    section(page, "Access")
    card.get_by_text("The status machine", exact=True).click()
    here = card.locator(".lab-statuses .present")
    expect(here).to_have_count(1, timeout=SLOW_MS)
    expect(here).to_contain_text("CONFIRMED")
    page.press("Disable")
    dialog = page.page.get_by_role("dialog")
    fill(page, "admin_users_move_reason", "on leave")
    confirm = dialog.get_by_role("button", name="Disable", exact=True)
    expect(confirm).to_be_enabled(timeout=SLOW_MS)
    page.act(confirm.click)
    page.sees("Cannot sign in until an admin enables it.")
    page.reload()
    page.sees("Cannot sign in until an admin enables it.")
    page.press("Enable")
    page.act(page.page.get_by_role("dialog").get_by_role("button", name="Enable", exact=True).click)
    page.sees("Can sign in with the password.")

    sign_in(page, NAME, SECOND)
    page.sees(re.compile(f"Signed in as.*{NAME}|{NAME} is signed in", re.IGNORECASE))
