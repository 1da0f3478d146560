"""What cannot be removed is told with AWS's reason; what is gone or not ours is not."""

import pytest

from infra_scripts.stack.lab_stack import LAMBDAS_DIR
from infra_scripts.stack.removal import remove
from infra_scripts.stack.resources.function import FunctionResource
from infra_scripts.stack.resources.rest_api import RestApiResource
from services.errors import AccessDenied, AwsError, CredentialsRefused, ResourceNotFound
from tests.infra_scripts.scripted_aws import ScriptedAws, scripted_view, tags_of

API = RestApiResource(name="rest_api", api_name="lab", description="")
FOUND = {"id": "abc", "name": "lab", "tags": tags_of("rest_api")}
NONE = {"items": []}


def test_a_resource_and_its_twin_are_removed() -> None:
    twin = {"items": [{**FOUND, "id": "xyz"}]}
    aws = ScriptedAws({"get_rest_api": FOUND, "get_rest_apis": [twin, NONE], "delete_rest_api": {}})
    view = scripted_view(aws, rest_api="abc")
    assert remove(API, view) is None
    assert aws.parameters_of("delete_rest_api") == [{"restApiId": "abc"}, {"restApiId": "xyz"}]
    assert view.known_id("rest_api") == ""


def test_what_is_already_gone_is_no_leftover() -> None:
    gone = ResourceNotFound("AWS refused DeleteRestApi: Invalid API identifier.")
    aws = ScriptedAws({"get_rest_api": FOUND, "delete_rest_api": gone})
    assert remove(API, scripted_view(aws, rest_api="abc")) is None


def test_a_refusal_is_a_leftover_with_its_reason() -> None:
    refused = AccessDenied("AWS refused DeleteRestApi: not authorized.")
    aws = ScriptedAws({"get_rest_api": FOUND, "delete_rest_api": refused})
    leftover = remove(API, scripted_view(aws, rest_api="abc"))
    assert str(leftover) == "rest_api (rest_api abc): AWS refused DeleteRestApi: not authorized."


def test_an_api_without_our_tags_is_not_touched() -> None:
    aws = ScriptedAws({"get_rest_api": {**FOUND, "tags": {}}, "delete_rest_api": {}})
    assert remove(API, scripted_view(aws, rest_api="abc")) is None
    assert aws.parameters_of("delete_rest_api") == []


def test_a_function_that_cannot_even_be_read_is_a_leftover() -> None:
    function = FunctionResource(
        name="my_api_function",
        function_name="lab-my-api",
        directory=LAMBDAS_DIR / "my_api",
        role="my_api_role",
        environment={},
    )
    refused = AwsError("AWS refused GetFunction: no reason given.", code="Odd")
    leftover = remove(function, scripted_view(ScriptedAws({"get_function": refused})))
    assert leftover is not None
    assert (leftover.id, leftover.kind) == ("", "function")


def test_without_credentials_nothing_more_is_tried() -> None:
    expired = CredentialsRefused("AWS refused GetRestApi: the token has expired.")
    aws = ScriptedAws({"get_rest_api": expired})
    with pytest.raises(CredentialsRefused):
        remove(API, scripted_view(aws, rest_api="abc"))
