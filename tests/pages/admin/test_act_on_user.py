"""Stories of acting on one user from the card: each group of actions, refusals and AWS's errors."""

from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from streamlit.testing.v1 import AppTest

from pages._server.process import LabProcess
from services.api.sign_in import ChallengeRequired, SignedIn
from services.cloud.aws import Aws
from services.cloud.aws_errors import from_botocore, from_client_error
from services.users.directory import Directory
from services.users.new_user import NewUser
from tests.pages._ui.rendered import rendered, told, told_in_html
from tests.pages.admin.scratch_users import PAGE, PASSWORD
from tests.pages.conftest import OpenPage

pytestmark = pytest.mark.engine
NAME = "scratch-acted"


@pytest.fixture
def user(directory: Directory) -> str:
    new = NewUser(username=NAME, password=PASSWORD, permanent=True, email="acted@example.com")
    return directory.create(new).username


def card(open_page: OpenPage, section: str, username: str = NAME) -> AppTest:
    return open_page(PAGE, user=username, admin_users_section=section)


def set_password(app: AppTest, password: str) -> AppTest:
    app.text_input(key="admin_users_set_password").set_value(password)
    app.text_input(key="admin_users_set_reason").set_value("lost the phone").run()
    return app.button(key="admin_users_set_send").click().run()


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        pytest.param("Temporary", ChallengeRequired, id="temporary: a new one is asked for"),
        pytest.param("Permanent", SignedIn, id="permanent: counts at once"),
    ],
)
def test_a_set_password_counts_and_is_gone_from_the_page(
    lab_process: LabProcess, user: str, open_page: OpenPage, kind: str, outcome: type
) -> None:
    app = card(open_page, "Password")
    assert "Set a password: you choose it" in told(app)
    assert "Reset the password: the user chooses it" in told(app)
    app.segmented_control(key="admin_users_set_kind").set_value(kind).run()
    app.button(key="admin_users_set_send").click().run()
    assert app.error[0].value == "Type or generate a password.  \nType the reason."
    assert isinstance(lab_process.lab().sign_in.sign_in(user, PASSWORD), SignedIn)
    app.button(key="admin_users_set_password_generate").click().run()
    generated = app.text_input(key="admin_users_set_password").value
    assert generated in [code.value for code in app.code]
    set_password(app, generated)
    assert not app.error
    assert generated not in rendered(app)
    assert app.text_input(key="admin_users_set_password").value == ""
    assert app.text_input(key="admin_users_set_reason").value == ""
    assert generated not in repr(app.session_state)
    assert isinstance(lab_process.lab().sign_in.sign_in(user, generated), outcome)


def test_a_weak_password_is_refused_before_it_is_sent_and_stays(
    lab_process: LabProcess, user: str, open_page: OpenPage
) -> None:
    app = set_password(card(open_page, "Password"), "weak")
    assert "breaks the pool's policy" in told(app)
    assert app.text_input(key="admin_users_set_password").value == "weak"
    assert app.text_input(key="admin_users_set_reason").value == "lost the phone"
    assert isinstance(lab_process.lab().sign_in.sign_in(user, PASSWORD), SignedIn)


def test_an_attribute_is_set_within_its_constraint_and_deleted(
    directory: Directory, user: str, open_page: OpenPage
) -> None:
    app = card(open_page, "Attributes")
    assert "Users of this pool sign in by username only" in told(app)
    app.selectbox(key="admin_users_attribute").set_value("birthdate").run()
    value = f"admin_users_value_{NAME}_birthdate"
    app.text_input(key=value).set_value("yesterday").run()
    app.button(key="admin_users_value_send").click().run()
    assert [each.value.replace("\\", "") for each in (*app.error, *app.warning)] == [
        "Date of birth takes a date as YYYY-MM-DD."
    ]
    assert app.text_input(key=value).value == "yesterday"
    assert "birthdate" not in directory.get(user).attributes
    app.text_input(key=value).set_value("1990-05-06").run()
    app.button(key="admin_users_value_send").click().run()
    assert directory.get(user).attributes["birthdate"] == "1990-05-06"
    assert "Date of birth birthdate 1990-05-06" in told_in_html(app)
    app.button(key="admin_users_value_delete").click().run()
    assert app.button(key="admin_users_removal_send").disabled
    app.text_input(key="admin_users_removal_reason").set_value("asked for it").run()
    app.button(key="admin_users_removal_send").click().run()
    assert "birthdate" not in directory.get(user).attributes


def test_an_address_is_changed_and_marked_both_ways(
    directory: Directory, user: str, open_page: OpenPage
) -> None:
    app = card(open_page, "Attributes")
    app.button(key="admin_users_move_verify_email").click().run()
    app.button(key="admin_users_move_send").click().run()
    assert directory.get(user).email_verified
    app.button(key="admin_users_move_unverify_email").click().run()
    app.button(key="admin_users_move_send").click().run()
    assert not directory.get(user).email_verified
    app.selectbox(key="admin_users_attribute").set_value("email").run()
    app.text_input(key=f"admin_users_value_{NAME}_email").set_value("new@example.com").run()
    assert "A changed one counts as not verified" in told(app)
    app.button(key="admin_users_value_send").click().run()
    after = directory.get(user)
    assert (after.email, after.email_verified) == ("new@example.com", False)
    options = app.selectbox(key="admin_users_attribute").options
    assert "E-mail (email)" in options
    assert not [each for each in options if "verified" in each]


def test_groups_are_joined_and_left_from_the_card(
    directory: Directory, user: str, open_page: OpenPage
) -> None:
    app = card(open_page, "Groups")
    assert app.button(key="admin_users_groups_send").disabled
    app.multiselect(key=f"admin_users_groups_{NAME}").set_value(["admins", "staff"]).run()
    app.button(key="admin_users_groups_send").click().run()
    assert directory.groups_of(user) == ("admins", "staff")
    assert ":blue-badge[admins] :blue-badge[staff]" in told(app)
    app.multiselect(key=f"admin_users_groups_{NAME}").set_value(["staff"]).run()
    app.button(key="admin_users_groups_send").click().run()
    assert directory.groups_of(user) == ("staff",)


def test_groups_changed_elsewhere_are_said_and_what_was_chosen_is_carried_over(
    directory: Directory, user: str, open_page: OpenPage
) -> None:
    directory._call("admin_add_user_to_group", Username=user, GroupName="staff")
    app = card(open_page, "Groups")
    field = app.multiselect(key=f"admin_users_groups_{NAME}")
    assert field.value == ["staff"]
    field.set_value(["staff", "admins"]).run()
    directory.remove_from_group(user, "staff")
    app.button(key="admin_users_groups_send").click().run()
    assert "Somebody changed the groups of this user meanwhile. Now: none." in app.warning[0].value
    assert directory.groups_of(user) == ()
    assert app.multiselect(key=f"admin_users_groups_{NAME}").value == ["admins"]
    app.button(key="admin_users_groups_send").click().run()
    assert not app.warning
    assert directory.groups_of(user) == ("admins",)


def test_groups_changed_elsewhere_are_shown_where_nothing_was_chosen(
    directory: Directory, user: str, open_page: OpenPage
) -> None:
    app = card(open_page, "Groups")
    directory._call("admin_add_user_to_group", Username=user, GroupName="staff")
    app.run()
    assert app.multiselect(key=f"admin_users_groups_{NAME}").value == ["staff"]
    assert app.button(key="admin_users_groups_send").disabled
    assert not app.warning


def test_mfa_says_what_is_on_and_what_cognito_cannot_do(user: str, open_page: OpenPage) -> None:
    theo = card(open_page, "MFA", "theo")
    assert "On for this user authenticator app" in told_in_html(theo)
    assert "no operation by which an administrator sees" in told(theo)
    assert theo.button(key="admin_users_mfa_off").disabled
    assert "test user that the demos need" in theo.button(key="admin_users_mfa_off").help
    app = card(open_page, "MFA")
    assert app.button(key="admin_users_mfa_off").disabled
    assert app.button(key="admin_users_prefer_SOFTWARE_TOKEN_MFA").disabled
    assert "Prefer the authenticator app: No authenticator app is set up yet" in told(app).replace(
        "*", ""
    )
    assert "This cloud remembers no devices" in told(app)
    assert "None: this user signs in with the pool's own password." in told(app)


def test_a_user_is_invited_with_attributes_and_a_password_nobody_sees(
    directory: Directory, open_page: OpenPage
) -> None:
    app = open_page(PAGE)
    app.button(key="admin_users_create").click().run()
    app.text_input(key="admin_users_username").set_value("scratch-invited")
    app.text_input(key="admin_users_email").set_value("invited@example.com").run()
    app.segmented_control(key="admin_users_invite").set_value("E-mail an invitation").run()
    assert "admin_users_password_kind" not in [each.key for each in app.segmented_control]
    app.multiselect(key="admin_users_more").set_value(["given_name", "birthdate"]).run()
    app.text_input(key="admin_users_new_given_name").set_value("Ina")
    app.text_input(key="admin_users_new_birthdate").set_value("soon").run()
    app.button(key="admin_users_create_send").click().run()
    assert "Date of birth takes a date" in app.error[0].value.replace("\\", "")
    assert app.text_input(key="admin_users_new_given_name").value == "Ina"
    app.text_input(key="admin_users_new_birthdate").set_value("1990-05-06").run()
    app.button(key="admin_users_create_send").click().run()
    made = directory.get("scratch-invited")
    assert made.status.value == "FORCE_CHANGE_PASSWORD"
    assert (made.attributes["given_name"], made.attributes["birthdate"]) == ("Ina", "1990-05-06")
    assert "scratch-invited" in [each.value.replace("\\", "") for each in app.header]


def test_the_status_machine_marks_where_the_user_is(user: str, open_page: OpenPage) -> None:
    words = told_in_html(card(open_page, "Access"))
    assert "Confirmed CONFIRMED The user is here" in words
    assert words.count("The user is here") == 1
    assert "This user is enabled ." in words


def test_a_test_user_leads_to_the_sign_in_and_nobody_else_does(
    user: str, open_page: OpenPage
) -> None:
    assert "sign_in_persona=maya" in rendered(card(open_page, "Access", "maya"))
    assert "sign_in_persona" not in rendered(card(open_page, "Access"))


@pytest.mark.parametrize(
    "section", ["Access", "Password", "Attributes", "MFA", "Groups", "History", "Raw"]
)
def test_nothing_of_a_record_is_read_as_markdown_or_html_in_any_section(
    directory: Directory, open_page: OpenPage, section: str
) -> None:
    hostile = "\u202e![x](http://evil)<script>alert(1)</script>=1+1"
    new = NewUser(
        username="scratch-hostile", password=PASSWORD, attributes={"name": hostile, "nickname": "*"}
    )
    directory.create(new)
    app = card(open_page, section, "scratch-hostile")
    bodies = [block.proto.body for block in app.get("html")]
    assert not any("<script>" in body for body in bodies)
    assert "![x](http" not in "\n".join(each.value for each in (*app.markdown, *app.caption))
    assert "\\u202e" not in rendered(app)
    assert "\u202e" not in rendered(app)


ERRORS: dict[str, tuple[Exception, str]] = {
    "throttled": (
        from_client_error(ClientError({"Error": {"Code": "TooManyRequestsException"}}, "X")),
        "Wait a few seconds and try again.",
    ),
    "denied": (
        from_client_error(ClientError({"Error": {"Code": "AccessDeniedException"}}, "X")),
        "Ask for the permission, or choose another AWS_PROFILE.",
    ),
    "expired": (
        from_client_error(ClientError({"Error": {"Code": "ExpiredTokenException"}}, "X")),
        "Sign in again",
    ),
    "vanished": (
        from_client_error(ClientError({"Error": {"Code": "UserNotFoundException"}}, "X")),
        "Refresh the list: someone may have deleted the user.",
    ),
    "network": (
        from_botocore(EndpointConnectionError(endpoint_url="http://x"), "X"),
        "No connection for X",
    ),
}


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_of_aws_is_a_sentence_and_what_was_typed_stays(
    user: str, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, error: str
) -> None:
    app = card(open_page, "Password")
    failure, sentence = ERRORS[error]
    original = Aws.call

    def call(self: Aws, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        if operation == "admin_set_user_password":
            raise failure
        return original(self, service, operation, **parameters)

    monkeypatch.setattr(Aws, "call", call)
    set_password(app, "Another-Pass-2028!")
    assert sentence in told(app)
    assert app.text_input(key="admin_users_set_password").value == "Another-Pass-2028!"
    assert app.text_input(key="admin_users_set_reason").value == "lost the phone"
    assert not app.exception


def test_a_user_who_vanished_meanwhile_is_said_to_be_gone(
    directory: Directory, user: str, open_page: OpenPage
) -> None:
    app = card(open_page, "Password")
    app.text_input(key="admin_users_set_password").set_value("Another-Pass-2028!")
    app.text_input(key="admin_users_set_reason").set_value("a test").run()
    directory.delete(user)
    app.button(key="admin_users_set_send").click().run()
    assert "no user with the name in the address" in told(app)
