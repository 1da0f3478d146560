import json

import pytest

from pages._ui.answer_words import Sent, answer_words
from services.protected_api import route
from services.traffic.exchange import Exchange


def answered(status: int | None, body: str = '{"message":"Unauthorized"}') -> Exchange:
    return Exchange(
        id="1",
        label="call",
        started_at=0.0,
        duration_ms=1.0,
        method="GET",
        url="http://127.0.0.1/my-api",
        request_headers=(),
        status=status,
        response_body=body,
    )


@pytest.mark.parametrize(
    ("route_id", "sent", "status", "part"),
    [
        ("my_api", Sent.NOTHING, 401, "There was no token to look at."),
        ("my_api", Sent.ID, 200, "The authorizer accepted the ID token"),
        ("my_api", Sent.ACCESS, 401, "expects an ID token, and this is an access token."),
        ("scoped", Sent.ACCESS, 200, "The authorizer accepted the access token"),
        ("scoped", Sent.ID, 401, "expects an access token, and this is an ID token."),
        ("one_client", Sent.ACCESS, 401, "An access token has no aud claim"),
        ("my_api", Sent.ID, 401, "may have expired or belong to another user pool"),
        ("scoped", Sent.ACCESS, 401, "may have expired or belong to another user pool"),
        ("my_api", Sent.TEXT, 401, "Your text is not a token"),
        ("my_api", Sent.TEXT, 200, "The authorizer accepted your text"),
        ("open", Sent.NOTHING, 200, "this route has no authorizer."),
        ("open", Sent.ID, 200, "Nobody looked at the header."),
        ("my_api", Sent.ID, 403, "did not get as far as the function"),
        ("my_api", Sent.ID, 429, "throttled"),
        ("my_api", Sent.ID, 502, "failed"),
        ("my_api", Sent.ID, 302, "The API answered 302"),
        ("my_api", Sent.ID, None, "Nothing answered"),
    ],
    ids=lambda value: str(value).replace(" ", "-")[:24],
)
def test_an_answer_is_told_in_a_sentence(
    route_id: str, sent: Sent, status: int | None, part: str
) -> None:
    assert part in answer_words(route(route_id), sent, answered(status))


def test_an_expired_token_is_told_from_other_refusals() -> None:
    body = '{"message":"The incoming token has expired"}'
    assert "has expired" in answer_words(route("my_api"), Sent.ID, answered(401, body))


def test_a_403_of_the_function_names_the_groups() -> None:
    body = json.dumps({"message": "no", "required_groups": ["admins"], "held_groups": ["staff"]})
    words = answer_words(route("admins"), Sent.ID, answered(403, body))
    assert "It wants the group admins, and the token holds: staff." in words


def test_a_403_of_the_function_for_a_user_without_groups() -> None:
    body = json.dumps({"message": "no", "required_groups": ["admins"], "held_groups": []})
    assert "holds: none." in answer_words(route("admins"), Sent.ID, answered(403, body))


def test_a_403_with_another_body_is_api_gateways() -> None:
    words = answer_words(route("admins"), Sent.ID, answered(403, "not json"))
    assert words.startswith("API Gateway refused the call itself")
