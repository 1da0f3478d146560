"""axe-core finds nothing of ours, on every page, in light and dark, on a desktop and a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.lab_page import DESKTOP, PHONE, LabPage
from tests.browser.test_stories import OpenPage
from tests.browser.views import views

_OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
_IS_INSIDE = "([target, part]) => document.querySelector(target)?.closest(part) != null"
# What Streamlit 1.67 itself draws so: the rule, and the part of the page inside which it breaks it.
_STREAMLITS_OWN = (
    ("list", "[data-testid=stSidebarNav]"),  # section heads stand in the list beside its items
    ("listitem", "[data-testid=stSidebarNav]"),
    ("aria-dialog-name", "[data-testid=stToast]"),
    ("presentation-role-conflict", "[data-testid=stFileUploader]"),
)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_of_ours(open_page: OpenPage, *, dark: bool) -> None:
    page = open_page("admin_stack", dark=dark)
    found = []
    for name, show in views(page):
        show()  # pages are led with the mouse on a desktop
        found += [f"{name} on a desktop: {each}" for each in violations(page)]
        _resize(page, PHONE)
        found += [f"{name} on a phone: {each}" for each in violations(page)]
        _resize(page, DESKTOP)
    assert not found, "\n".join(found)


def _resize(page: LabPage, size: tuple[int, int]) -> None:
    width, height = size
    page.page.set_viewport_size({"width": width, "height": height})
    page.page.wait_for_timeout(300)


def violations(page: LabPage) -> list[str]:
    """Return each element that breaks a rule and is not known to be Streamlit's own."""
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['html'][:160]}"
        for rule in Axe().run(page.page, options=_OPTIONS).response["violations"]
        for node in rule["nodes"]
        if not _is_streamlits(page, rule["id"], node["target"][-1])
    ]


def _is_streamlits(page: LabPage, rule: str, target: str) -> bool:
    return any(
        rule == own and page.page.evaluate(_IS_INSIDE, [target, part])
        for own, part in _STREAMLITS_OWN
    )
