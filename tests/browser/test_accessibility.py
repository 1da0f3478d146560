"""axe-core finds nothing of ours, on every page, in light and dark, on a desktop and a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.lab_page import LabPage
from tests.browser.test_stories import OpenPage
from tests.browser.views import views

_OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
_IS_INSIDE = "([target, part]) => document.querySelector(target)?.closest(part) != null"
# What Streamlit 1.67 itself draws so: the rule, and the part of the page inside which it breaks it.
_STREAMLITS_OWN = (
    ("list", "[data-testid=stSidebarNav]"),  # section heads stand in the list beside its items
    ("listitem", "[data-testid=stSidebarNav]"),
    ("aria-dialog-name", "[data-testid=stToast]"),
)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_axe_finds_nothing_of_ours(open_page: OpenPage, *, dark: bool, phone: bool) -> None:
    page = open_page("admin_stack", dark=dark)
    found = []
    for name, show in views(page):
        _resize(page, phone=False)
        show()
        _resize(page, phone=phone)
        found += [f"{name}: {each}" for each in violations(page)]
    assert not found, "\n".join(found)


def _resize(page: LabPage, *, phone: bool) -> None:
    """Pages are led with the mouse on a desktop; what they then show must fit a phone as well."""
    size = {"width": 390, "height": 844} if phone else {"width": 1440, "height": 900}
    if page.page.viewport_size != size:
        page.page.set_viewport_size(size)  # type: ignore[arg-type]
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
