"""A password that was set is nowhere on the card afterwards, with the mouse."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.admin.test_user_card import fill, section
from tests.browser.lab_page import SLOW_MS, LabPage
from tests.browser.test_stories import create_user, wait_until_provisioned

NAME, FIRST = "password-story", "First-Password-2027!"


def test_a_generated_password_is_shown_once_and_both_fields_are_empty_after_it_is_set(
    open_page: Callable[..., LabPage],
) -> None:
    page = open_page()
    wait_until_provisioned(page)
    create_user(page, NAME, FIRST)
    card = page.keyed("admin_users_chosen")
    section(page, "Password")
    page.press("Generate")
    shown = page.keyed("admin_users_chosen").get_by_test_id("stCode")
    expect(shown).to_have_count(1, timeout=SLOW_MS)
    generated = shown.inner_text().strip()
    fill(page, "admin_users_set_reason", "forgot the first one")
    page.act(card.get_by_role("button", name="Set the password", exact=True).click)
    page.sees("was set")
    for key in ("admin_users_set_password", "admin_users_set_reason"):
        field = page.page.locator(f"[class*='st-key-{key}'] input").first
        expect(field).to_have_value("", timeout=SLOW_MS)
    expect(shown).to_have_count(0)
    values = page.page.locator("input").evaluate_all("all => all.map(each => each.value)")
    assert generated not in values
    assert generated not in page.everything_shown()
