"""Where the console shows what a call is about."""

import pytest

from services.cloud.call_snippets.console_place import console_place
from services.cloud.recorded_call import RecordedCall
from tests.services.cloud.recorded_calls import FUNCTION, PASSWORD, POOL, recorded_call

HOST = "https://eu-west-1.console.aws.amazon.com"
POOLS = f"{HOST}/cognito/v2/idp/user-pools"


@pytest.mark.parametrize(
    ("call", "words", "url"),
    [
        pytest.param(
            POOL,
            "Amazon Cognito > User pools > your user pool > Overview",
            f"{POOLS}/us-east-1_AbCdEf/overview?region=eu-west-1",
            id="a user pool that the call makes",
        ),
        pytest.param(
            recorded_call(
                "cognito-idp",
                "create_user_pool_client",
                {"UserPoolId": "us-east-1_x"},
                {"UserPoolClient.ClientId": "abc"},
            ),
            "Amazon Cognito > User pools > your user pool > App clients",
            f"{POOLS}/us-east-1_x/applications/app-clients/abc?region=eu-west-1",
            id="an app client",
        ),
        pytest.param(
            recorded_call("apigateway", "put_method", {"restApiId": "api1", "httpMethod": "GET"}),
            "API Gateway > APIs > your API > Resources",
            f"{HOST}/apigateway/main/apis/api1/resources?api=api1&region=eu-west-1",
            id="a method",
        ),
        pytest.param(
            recorded_call("apigateway", "create_api_key", {"name": "lab"}, {"id": "key1"}),
            "API Gateway > API keys",
            f"{HOST}/apigateway/main/api-keys/key1?region=eu-west-1",
            id="an API key",
        ),
        pytest.param(
            FUNCTION,
            "Lambda > Functions > your function",
            f"{HOST}/lambda/home?region=eu-west-1#/functions/lab-my-api",
            id="a function",
        ),
        pytest.param(
            PASSWORD,
            "Amazon Cognito > User pools > your user pool > Users",
            "",
            id="a user, whose page has no address we know",
        ),
        pytest.param(
            recorded_call("sts", "get_caller_identity", {}),
            "The console has no page for it.",
            "",
            id="a call about nothing of the stack",
        ),
    ],
)
def test_the_place_in_the_console(call: RecordedCall, words: str, url: str) -> None:
    place = console_place(call, "eu-west-1")
    assert (place.words, place.url) == (words, url)
