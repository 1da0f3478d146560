"""Console pages by kind and by part of AWS."""

import pytest

from infra_scripts.stack.console import console_url
from services.home.outputs import ResourceEntry

ENTRIES = {
    "user_pool": ResourceEntry(kind="user_pool", id="eu-west-1_abc"),
    "group_admins": ResourceEntry(kind="group", id="admins"),
    "rest_api": ResourceEntry(kind="rest_api", id="a1b2"),
    "stage": ResourceEntry(kind="stage", id="demo"),
    "role": ResourceEntry(kind="role", id="lab-my-api"),
    "function": ResourceEntry(kind="function", id="lab-my-api"),
}
EUROPE = "https://eu-west-1.console.aws.amazon.com"


@pytest.mark.parametrize(
    ("kind", "name", "parent", "url"),
    [
        ("group", "group_admins", "user_pool", "eu-west-1_abc/user-management/groups"),
        ("stage", "stage", "rest_api", "/apigateway/main/apis/a1b2/stages"),
        ("role", "role", "", "/iam/home#/roles/details/lab-my-api"),
        ("function", "function", "", "/lambda/home?region=eu-west-1#/functions/lab-my-api"),
    ],
    ids=["a group", "a stage", "a role", "a function"],
)
def test_a_resource_has_its_page(kind: str, name: str, parent: str, url: str) -> None:
    opened = console_url(kind, "eu-west-1", ENTRIES, name, parent)
    assert opened.startswith(EUROPE)
    assert url in opened


@pytest.mark.parametrize(
    ("region", "host"),
    [
        ("cn-north-1", "https://cn-north-1.console.amazonaws.cn/"),
        ("us-gov-west-1", "https://us-gov-west-1.console.amazonaws-us-gov.com/"),
        ("us-east-1", "https://us-east-1.console.aws.amazon.com/"),
    ],
)
def test_each_part_of_aws_has_its_own_console(region: str, host: str) -> None:
    assert console_url("role", region, ENTRIES, "role").startswith(host)


def test_what_does_not_exist_has_no_page() -> None:
    assert console_url("api_key", "eu-west-1", ENTRIES, "api_key") == ""
