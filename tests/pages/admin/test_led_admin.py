"""Stories of a new admin: what breaks, where the message is, which way leads on."""

import pytest

from pages._server.process import LabProcess
from services.self_service.inbox import read_inbox
from services.users.directory import Directory
from services.users.new_user import NewUser
from tests.pages._ui.rendered import rendered, told
from tests.pages.admin.scratch_users import PAGE, PASSWORD
from tests.pages.conftest import OpenPage

pytestmark = pytest.mark.engine
NAME = "scratch-led"


def test_a_test_user_is_shown_as_protected_and_a_change_of_one_is_warned_of(
    directory: Directory, open_page: OpenPage
) -> None:
    app = open_page(PAGE, user="una")
    assert "Protected" in rendered(app)
    assert "it is a test user that the demos need" in told(app)
    app.button(key="admin_users_move_confirm").click().run()
    warned = app.warning[0].value.replace("\\", "")
    assert "**una is a test user.**" in warned
    assert "never entered the code" in warned
    assert "**Reset** on the Overview page" in warned
    app.button(key="admin_users_move_cancel").click().run()
    assert directory.get("una").status.value == "UNCONFIRMED"


def test_the_user_of_the_race_is_named_before_the_groups_are_saved(
    directory: Directory, open_page: OpenPage
) -> None:
    app = open_page(PAGE, user="omar", admin_users_section="Groups")
    assert "The race is run with the test user omar" in told(app)
    assert not app.warning
    app.multiselect(key="admin_users_groups_omar").set_value([]).run()
    assert "The revocation race is run with this user." in app.warning[0].value


def test_another_user_is_neither_protected_nor_warned_of(
    directory: Directory, open_page: OpenPage
) -> None:
    directory.create(NewUser(username=NAME, password=PASSWORD, permanent=True))
    app = open_page(PAGE, user=NAME)
    assert "demos need" not in told(app)
    assert "the password is not known to the lab" in told(app)
    app.button(key="admin_users_move_disable").click().run()
    assert not app.warning


def test_after_an_invitation_the_way_to_its_message_is_shown_until_the_next_change(
    lab_process: LabProcess, directory: Directory, open_page: OpenPage
) -> None:
    directory.create(NewUser(username=NAME, password=PASSWORD, email="led@example.com"))
    app = open_page(PAGE, user=NAME)
    app.button(key="admin_users_move_resend").click().run()
    app.button(key="admin_users_move_send").click().run()
    assert app.toast[0].value == "The invitation was sent to scratch\\-led again\\."
    assert "the message is in the inbox of the page Self-service" in told(app)
    assert "self_service" in rendered(app)
    lab = lab_process.lab()
    assert read_inbox(lab.recorder, lab.aws.endpoint_url)[0].to == "led@example.com"
    app.button(key="admin_users_move_disable").click().run()
    app.text_input(key="admin_users_move_reason").set_value("a test").run()
    app.button(key="admin_users_move_send").click().run()
    assert "the message is in the inbox" not in told(app)


def test_a_reset_that_reached_nobody_is_not_said_to_be_in_the_inbox(
    directory: Directory, open_page: OpenPage
) -> None:
    directory.create(NewUser(username=NAME, password=PASSWORD, permanent=True))
    app = open_page(PAGE, user=NAME, admin_users_section="Password")
    app.button(key="admin_users_move_reset_password").click().run()
    app.text_input(key="admin_users_move_reason").set_value("a test").run()
    app.button(key="admin_users_move_send").click().run()
    assert "is in the inbox" not in told(app)
    assert "No code can have reached the user" in told(app)


def test_a_user_who_is_deleted_behind_the_dialog_is_said_with_what_can_be_reached(
    directory: Directory, open_page: OpenPage
) -> None:
    directory.create(NewUser(username=NAME, password=PASSWORD, permanent=True))
    app = open_page(PAGE, user=NAME)
    app.button(key="admin_users_move_sign_out").click().run()
    app.text_input(key="admin_users_move_reason").set_value("a test").run()
    directory.delete(NAME)
    app.button(key="admin_users_move_send").click().run()
    assert "has no scratch-led any more" in told(app)
    assert "Refresh" not in app.error[0].value


def test_what_was_typed_for_one_user_is_not_on_the_card_of_the_next(
    directory: Directory, open_page: OpenPage
) -> None:
    directory.create(NewUser(username=NAME, password=PASSWORD, permanent=True))
    app = open_page(PAGE, user=NAME, admin_users_section="Password")
    app.button(key="admin_users_set_password_generate").click().run()
    generated = app.text_input(key="admin_users_set_password").value
    app.query_params["user"] = "maya"
    app.run()
    assert "maya" in [each.value for each in app.header]
    assert app.text_input(key="admin_users_set_password").value == ""
    assert generated not in repr(app.session_state)


def test_all_that_is_missing_of_a_new_user_is_said_at_once(
    directory: Directory, open_page: OpenPage
) -> None:
    app = open_page(PAGE)
    app.button(key="admin_users_create").click().run()
    app.segmented_control(key="admin_users_invite").set_value("E-mail an invitation").run()
    app.text_input(key="admin_users_password").set_value("weak").run()
    app.button(key="admin_users_create_send").click().run()
    said = app.error[0].value.replace("\\", "")
    assert "The username is missing." in said
    assert "E-mail address is missing." in said
    assert "The password needs" in said
    assert told(app).count("E-mail address is missing.") == 2
    app.text_input(key="admin_users_email").set_value("new@example.com").run()
    assert "E-mail address is missing." not in told(app)


def test_a_refused_reset_has_the_invitation_that_it_names_beside_it(
    lab_process: LabProcess, directory: Directory, open_page: OpenPage
) -> None:
    new = NewUser(username="scratch-invited", password=PASSWORD, email="invited@example.com")
    directory.create(new)
    app = open_page(PAGE, user="scratch-invited", admin_users_section="Password")
    assert app.button(key="admin_users_move_reset_password").disabled
    assert "resend the invitation" in told(app)
    app.button(key="admin_users_move_resend").click().run()
    app.button(key="admin_users_move_send").click().run()
    assert app.toast[0].value.startswith("The invitation was sent to")
    lab = lab_process.lab()
    assert read_inbox(lab.recorder, lab.aws.endpoint_url)[0].to == "invited@example.com"
