"""What an account says of its user: the groups of every page, and nobody else's user."""

import pytest

from infra_scripts.personas.account import PersonaAccount
from infra_scripts.personas.cast import CastMember
from services.errors import UserExists, UserNotFound
from services.users.app_client import AppClient
from tests.infra_scripts.scripted_aws import ScriptedAws

USER = {"UserStatus": "CONFIRMED", "Enabled": True}
OURS = [{"Name": "nickname", "Value": "authorizer-lab persona"}]
FIRST = {"Groups": [{"GroupName": "admins"}], "NextToken": "t"}
LAST = {"Groups": [{"GroupName": "staff"}]}


def account_in(aws: ScriptedAws) -> PersonaAccount:
    client = AppClient(user_pool_id="eu-west-1_Lab", client_id="client")
    member = CastMember(username="omar", story="")
    return PersonaAccount(aws=aws, client=client, member=member, password="never used here")


def test_the_groups_of_all_pages_are_found() -> None:
    aws = ScriptedAws(
        {
            "admin_get_user": {**USER, "UserAttributes": OURS},
            "admin_list_groups_for_user": [FIRST, LAST],
        }
    )
    found = account_in(aws).find()
    assert found is not None
    assert found.groups == {"admins", "staff"}
    asked = {"UserPoolId": "eu-west-1_Lab", "Username": "omar", "Limit": 60}
    assert aws.parameters_of("admin_list_groups_for_user") == [asked, {**asked, "NextToken": "t"}]


def test_a_user_without_our_mark_is_somebody_elses_on_aws() -> None:
    aws = ScriptedAws({"admin_get_user": {**USER, "UserAttributes": []}})
    with pytest.raises(UserExists, match="that this lab did not make"):
        account_in(aws).find()


def test_a_user_that_is_not_there_is_none() -> None:
    aws = ScriptedAws({"admin_get_user": UserNotFound("AWS refused AdminGetUser.")})
    assert account_in(aws).find() is None
