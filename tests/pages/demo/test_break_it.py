"""Stories on the page Break it, fix it, against the real engine."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from infra_scripts import switch_operations, walk_operations
from infra_scripts.stack.stack_lock import stack_lock
from infra_scripts.switches.broken_stack import LAST_BUILT, BrokenStack
from pages._server.process import LabProcess
from tests.pages._ui.rendered import rendered, told, told_in_html
from tests.pages.conftest import OpenPage

pytestmark = pytest.mark.engine
PAGE = "demo/break_it.py"


@pytest.fixture
def stack(lab_process: LabProcess) -> Iterator[BrokenStack]:
    stack = BrokenStack(lab_process.lab())
    yield stack
    stack.walk.clear()


@pytest.fixture
def whole(stack: BrokenStack) -> BrokenStack:
    walk_operations.walk_step(stack.walk, LAST_BUILT)
    return stack


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=f"break_it_{key}").click().run()


def test_without_the_walkthroughs_stack_one_button_builds_it(
    stack: BrokenStack, open_page: OpenPage
) -> None:
    app = open_page(PAGE)
    assert "not all of it stands yet" in told(app)
    app = press(app, "build")
    assert not app.exception
    assert stack.is_whole
    assert app.button(key="break_it_on_now")


def test_what_will_be_seen_stands_there_before_the_press(
    whole: BrokenStack, open_page: OpenPage
) -> None:
    app = open_page(PAGE, switch="no-permission")
    page = told(app)
    assert "What the audience will see: The token is good" in page.replace("**", "")
    assert "What happens" not in page
    assert "Nothing is broken" in told_in_html(app)
    assert not [each for each in app.button if each.key == "break_it_fix_all"]


def test_one_press_breaks_calls_and_asks_the_doctor_and_another_puts_back(
    whole: BrokenStack, open_page: OpenPage
) -> None:
    app = press(open_page(PAGE, switch="no-permission"), "on_now")
    assert not app.exception
    assert [each.id for each in whole.on()] == ["no-permission"]
    assert "500 Internal Server Error" in told_in_html(app)
    assert "may be invoked" in rendered(app)
    assert "The doctor's first cause: API Gateway cannot invoke the function" in told(app)
    assert "On now, 1: The Lambda permission is gone" in told(app).replace("**", "")
    assert "1 of 14 on" in told_in_html(app)

    app = press(app, "back")
    assert "And put back" in told(app)
    assert "200" in told_in_html(app)
    assert "Nothing is broken" in told_in_html(app)
    assert whole.is_as_described()


def test_fix_all_puts_two_back(whole: BrokenStack, open_page: OpenPage) -> None:
    press(open_page(PAGE, switch="scopes-added"), "on_now")
    app = press(open_page(PAGE, switch="no-cors-response"), "on_now")
    assert "On now, 2" in told(app)
    app = press(app, "fix_all")
    assert "Nothing is broken" in told_in_html(app)
    assert whole.is_as_described()
    assert whole.leases() == {}


def test_keep_on_begins_the_time_anew(whole: BrokenStack, open_page: OpenPage) -> None:
    app = press(open_page(PAGE, switch="flow-off"), "on_now")
    before = whole.leases()["flow-off"]
    press(app, "keep")
    after = whole.leases()["flow-off"]
    assert after.since == before.since
    assert after.until > before.until


def test_what_this_cloud_cannot_cause_is_said_and_has_its_source(
    whole: BrokenStack, open_page: OpenPage
) -> None:
    app = open_page(PAGE, switch="secret-rotated")
    page = told(app)
    assert "Not live: The local engine has no AddUserPoolClientSecret" in page
    assert "400 NotAuthorizedException" in page.replace("**", "")
    assert "https://" in page
    assert "The doctor's first cause: SECRET_HASH is missing" in page.replace("_", "_")
    assert not [each for each in app.button if each.key == "break_it_on_now"]


def test_a_press_beside_another_change_is_told_so_and_breaks_nothing(
    whole: BrokenStack, open_page: OpenPage
) -> None:
    app = open_page(PAGE, switch="flow-off")
    with stack_lock(whole.settings):
        app = press(app, "on_now")
    assert "Another run is changing the stack" in told(app)
    assert whole.leases() == {}


def test_a_damaged_file_offers_fix_all_and_that_helps(
    whole: BrokenStack, open_page: OpenPage
) -> None:
    switch_operations.turn_on(whole, "scopes-added")
    whole.settings.switches_path.write_text("{", encoding="utf-8")
    app = open_page(PAGE, switch="scopes-added")
    assert "is not valid JSON" in told(app)
    app = press(app, "rescue")
    assert not app.exception
    assert "Nothing is broken" in told_in_html(app)
    assert whole.is_as_described()


def test_what_somebody_else_turned_on_is_shown(whole: BrokenStack, open_page: OpenPage) -> None:
    app = open_page(PAGE, switch="scopes-added")
    switch_operations.turn_on(whole, "scopes-added")
    assert "On now, 1" in told(app.run())
