"""axe-core finds nothing of ours, on every page, in light and dark, on a desktop and a phone."""

from collections.abc import Mapping

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.lab_page import DESKTOP, PHONE, LabPage
from tests.browser.test_stories import OpenPage
from tests.browser.views import views

_OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# What the other look can break: the rest is the same page, which was read a moment ago.
_OF_COLOURS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
_IS_INSIDE = "([target, part]) => document.querySelector(target)?.closest(part) != null"
# What Streamlit 1.67 itself draws so: the rule, and the part of the page inside which it breaks it.
_STREAMLITS_OWN = (
    ("list", "[data-testid=stSidebarNav]"),  # section heads stand in the list beside its items
    ("listitem", "[data-testid=stSidebarNav]"),
    ("aria-dialog-name", "[data-testid=stToast]"),
    ("presentation-role-conflict", "[data-testid=stFileUploader]"),
)


@pytest.mark.timeout(600)  # every page, four times each
def test_axe_finds_nothing_of_ours(open_page: OpenPage) -> None:
    page = open_page("admin_stack")
    found = []
    for name, show in views(page):
        show()  # pages are led with the mouse on a desktop
        for size, device in ((PHONE, "phone"), (DESKTOP, "desktop")):
            _resize(page, size)
            for look, options in (("dark", _OPTIONS), ("light", _OF_COLOURS)):
                _light_up(page, look)
                found += [
                    f"{name}, {look}, on a {device}: {it}" for it in violations(page, options)
                ]
    assert not found, "\n".join(found)


def _light_up(page: LabPage, look: str) -> None:
    """Let the system prefer dark or light, and wait until the page follows."""
    page.page.emulate_media(color_scheme=look)
    expect(page.page.get_by_test_id("stApp")).to_have_css("color-scheme", look)


def _resize(page: LabPage, size: tuple[int, int]) -> None:
    width, height = size
    page.page.set_viewport_size({"width": width, "height": height})
    page.page.wait_for_timeout(300)


def violations(page: LabPage, options: Mapping[str, object] = _OPTIONS) -> list[str]:
    """Return each element that breaks a rule and is not known to be Streamlit's own."""
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['html'][:160]}"
        for rule in Axe().run(page.page, options=dict(options)).response["violations"]
        for node in rule["nodes"]
        if not _is_streamlits(page, rule["id"], node["target"][-1])
    ]


def _is_streamlits(page: LabPage, rule: str, target: str) -> bool:
    return any(
        rule == own and page.page.evaluate(_IS_INSIDE, [target, part])
        for own, part in _STREAMLITS_OWN
    )
