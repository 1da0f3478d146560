"""The walkthrough's function: a greeting for anybody, by name where claims were passed."""

import json
from typing import Any

import pytest

from infra_scripts.lambdas.walkthrough_api.handler import lambda_handler


def called(resource: str | None, claims: Any = None) -> tuple[int, dict[str, Any]]:
    authorizer = None if claims is None else {"claims": claims}
    event = {"resource": resource, "requestContext": {"authorizer": authorizer}}
    answer = lambda_handler(event, None)
    return answer["statusCode"], json.loads(answer["body"])


def test_without_an_authorizer_it_greets_a_stranger() -> None:
    status, body = called("/my-api")
    assert (status, body["claims"]) == (200, None)
    assert body["greeting"] == "Hello, stranger! Nobody asked who you are."


def test_with_claims_it_greets_by_name() -> None:
    status, body = called("/my-api", {"cognito:username": "walker"})
    assert status == 200
    assert body["greeting"].startswith("Hello, walker!")


@pytest.mark.parametrize(
    ("groups", "status"),
    [("admins", 200), ("staff,admins", 200), ("staff", 403), ("", 403), ("badmins", 403)],
)
def test_the_admins_route_asks_for_the_group(groups: str, status: int) -> None:
    found, body = called("/my-api/admins", {"cognito:groups": groups})
    assert found == status
    if status == 403:
        assert body["required_groups"] == ["admins"]
        assert "admins" not in body["held_groups"]


def test_it_fails_on_no_event_of_api_gateway(capsys: pytest.CaptureFixture[str]) -> None:
    assert lambda_handler({}, None)["statusCode"] == 200
    assert called(None, [])[0] == 200
    assert "claims" not in capsys.readouterr().out
