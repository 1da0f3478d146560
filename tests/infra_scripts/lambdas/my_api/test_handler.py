"""The greeting, the claims exactly as received, and who is let in to the admins' route."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.infra_scripts.lambdas.containers import LAMBDAS, fresh_container, log_lines, read

PROTECTED = ["/my-api", "/my-api/scoped", "/my-api/one-client", "/my-api/admins"]
# As AWS passes them to a function: every value is text, exp and iat are Java's date text.
CLAIMS = {
    "sub": "0a1b",
    "cognito:groups": "admins,staff",
    "email_verified": "true",
    "iss": "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool12345",
    "cognito:username": "ana",
    "aud": "client123",
    "token_use": "id",
    "auth_time": "1639741165",
    "exp": "Fri Dec 17 12:39:25 UTC 2021",
    "iat": "Fri Dec 17 11:39:25 UTC 2021",
    "email": "ana@example.com",
}
NO_CLAIMS = "This function received no claims from the authorizer, so it refuses"
NOT_AN_ADMIN = (
    "The authorizer let you in, but this route requires the group admins "
    "and your token does not hold it"
)


def event(route: str, claims: Any = None) -> dict[str, Any]:
    """Return a proxy event; without claims it has no authorizer, like a method without one."""
    request = {"requestId": "request-1", "stage": "demo"}
    if claims is not None:
        request |= {"authorizer": {"claims": claims}}
    return {
        "resource": route,
        "path": route,
        "httpMethod": "GET",
        "headers": {"Authorization": "the-token"},
        "requestContext": request,
        "body": None,
    }


def call(sent: Any) -> tuple[int, dict[str, Any]]:
    return read(fresh_container("my_api").lambda_handler(sent, None))


def test_the_open_route_needs_no_claims() -> None:
    assert call(event("/open")) == (
        200,
        {
            "greeting": "Hello! This route has no authorizer: anyone can read it.",
            "claims": None,
            "claim_types": None,
            "route": "/open",
            "request_id": "request-1",
        },
    )


@pytest.mark.parametrize(
    ("route", "greeting"),
    [
        ("/my-api", "Hello, ana! The authorizer accepted your ID token."),
        (
            "/my-api/scoped",
            "Hello, ana! The authorizer accepted your access token and one of its scopes.",
        ),
        (
            "/my-api/one-client",
            "Hello, ana! The authorizer accepted your ID token and its audience.",
        ),
    ],
)
def test_a_protected_route_shows_the_claims_as_received(route: str, greeting: str) -> None:
    status, body = call(event(route, CLAIMS))
    assert status == 200
    assert body == {
        "greeting": greeting,
        "claims": CLAIMS,
        "claim_types": dict.fromkeys(CLAIMS, "str"),
        "route": route,
        "request_id": "request-1",
    }


def test_claims_keep_their_types_and_each_is_named() -> None:
    claims = {"exp": 1639741165, "email_verified": True, "cognito:groups": ["a"], "sub": "0a1b"}
    _, body = call(event("/my-api", claims))
    assert body["claims"] == claims
    assert body["claim_types"] == {
        "exp": "int",
        "email_verified": "bool",
        "cognito:groups": "list",
        "sub": "str",
    }


def test_half_a_character_in_a_name_is_greeted_too() -> None:
    status, body = call(event("/my-api", {**CLAIMS, "cognito:username": "\ud800"}))
    assert (status, body["claims"]["cognito:username"]) == (200, "\ud800")


def test_an_access_token_names_its_user_differently() -> None:
    _, body = call(event("/my-api/scoped", {"username": "bob", "token_use": "access"}))
    assert body["greeting"].startswith("Hello, bob! ")


@pytest.mark.parametrize("route", PROTECTED)
@pytest.mark.parametrize(
    "context",
    [
        pytest.param({}, id="no authorizer"),
        pytest.param({"authorizer": None}, id="an authorizer that is null"),
        pytest.param({"authorizer": {}}, id="an authorizer without claims"),
        pytest.param({"authorizer": {"claims": None}}, id="claims that are null"),
        pytest.param({"authorizer": {"claims": {}}}, id="claims that are empty"),
        pytest.param({"authorizer": {"claims": "admins"}}, id="claims that are text"),
        pytest.param({"authorizer": ["claims"]}, id="an authorizer that is a list"),
        pytest.param(None, id="no request context"),
        pytest.param("authorizer", id="a request context that is text"),
    ],
)
def test_without_claims_a_protected_route_refuses(route: str, context: Any) -> None:
    status, body = call({"resource": route, "requestContext": context})
    assert (status, body["message"]) == (403, NO_CLAIMS)
    assert "greeting" not in body
    assert not body["claims"]


@pytest.mark.parametrize(
    ("rendered", "held"),
    [
        pytest.param("admins", ["admins"], id="one group, as AWS passes it"),
        pytest.param("staff,admins", ["staff", "admins"], id="two groups, as AWS passes them"),
        pytest.param("staff, admins", ["staff", "admins"], id="a space after the comma"),
        pytest.param("[admins]", ["admins"], id="one group in brackets"),
        pytest.param("[staff admins]", ["staff", "admins"], id="two groups in brackets"),
        pytest.param("[staff, admins]", ["staff", "admins"], id="brackets and a comma"),
        pytest.param(["staff", "admins"], ["staff", "admins"], id="a list"),
    ],
)
def test_an_admin_is_let_in(rendered: Any, held: list[str]) -> None:
    status, body = call(event("/my-api/admins", {**CLAIMS, "cognito:groups": rendered}))
    assert status == 200
    assert body["greeting"] == (
        "Hello, ana! The authorizer accepted your ID token, and you are in the group admins."
    )
    assert (body["required_groups"], body["held_groups"]) == (["admins"], held)


@pytest.mark.parametrize(
    ("rendered", "held"),
    [
        pytest.param("staff", ["staff"], id="another group"),
        pytest.param("Admins", ["Admins"], id="another spelling"),
        pytest.param("admins2,my-admins", ["admins2", "my-admins"], id="names that contain it"),
        pytest.param("team admins", ["team admins"], id="a name with a space is one group"),
        pytest.param(["team admins"], ["team admins"], id="also in a list"),
        pytest.param(["staff,admins"], ["staff,admins"], id="a comma in a list separates nothing"),
        pytest.param(["[admins]", 5, None], ["[admins]"], id="what is no text in a list"),
        pytest.param("[staff admins", ["[staff admins"], id="a bracket that is not closed"),
        pytest.param("", [], id="empty"),
        pytest.param("[]", [], id="empty brackets"),
        pytest.param(",", [], id="a lone comma"),
        pytest.param(None, [], id="null"),
        pytest.param({"admins": True}, [], id="an object"),
        pytest.param(True, [], id="true"),
    ],
)
def test_anyone_else_is_refused_by_name_of_the_group(rendered: Any, held: list[str]) -> None:
    claims = {**CLAIMS, "cognito:groups": rendered}
    status, body = call(event("/my-api/admins", claims))
    assert status == 403
    assert body == {
        "message": NOT_AN_ADMIN,
        "required_groups": ["admins"],
        "held_groups": held,
        "claims": claims,
        "claim_types": {**dict.fromkeys(CLAIMS, "str"), "cognito:groups": type(rendered).__name__},
        "route": "/my-api/admins",
        "request_id": "request-1",
    }


def test_a_user_of_no_group_is_refused() -> None:
    status, body = call(event("/my-api/admins", {"sub": "0a1b"}))
    assert (status, body["held_groups"]) == (403, [])


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(event("/my-api/secret", CLAIMS), id="a route of nobody"),
        pytest.param(event("/user-sign-in", CLAIMS), id="the other function's route"),
        pytest.param({"resource": ["/open"]}, id="a resource that is no text"),
        pytest.param({}, id="an empty event"),
        pytest.param(None, id="no event"),
    ],
)
def test_another_route_is_not_found(sent: Any) -> None:
    status, body = call(sent)
    assert (status, body["message"]) == (404, "There is no such route")


def test_without_a_resource_the_path_is_the_route() -> None:
    assert call({"path": "/open"})[0] == 200


@pytest.mark.parametrize(
    ("sent", "logged"),
    [
        pytest.param(
            event("/my-api", CLAIMS),
            # sha256 of "eu-west-1_Pool12345:ana", as the sign-in function logs her
            {"outcome": 200, "route": "/my-api", "user": "845661e4b0d2"},
            id="a call",
        ),
        pytest.param(
            event("/my-api/admins", {"cognito:username": "ana"}),
            {"outcome": 403, "route": "/my-api/admins", "user": None},
            id="a refusal, of a user of no known pool",
        ),
        pytest.param(
            event("/ana"), {"outcome": 404, "route": None, "user": None}, id="no such route"
        ),
    ],
)
def test_one_invocation_prints_one_line_without_names(
    sent: Any, logged: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    call(sent)
    printed = capsys.readouterr()
    (line,) = log_lines(printed.out)
    assert line.pop("duration_ms") >= 0
    assert line == {**logged, "request_id": "request-1"}
    assert printed.err == ""
    for private in ("ana", "the-token", "0a1b", "example.com"):
        assert private not in printed.out


def test_the_function_needs_nothing_but_the_standard_library() -> None:
    source = (LAMBDAS / "my_api" / "handler.py").read_text()
    assert "boto" not in source
    assert "environ" not in source


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(["cognito:groups", "cognito:username", "username", "iss", "sub"])


@settings(max_examples=300, deadline=None)
@given(
    route=st.sampled_from(["/open", *PROTECTED]) | JSON,
    claims=st.dictionaries(NAMES, JSON) | JSON,
    context=st.none() | st.just({}) | JSON,
)
def test_no_event_makes_it_fail(route: Any, claims: Any, context: Any) -> None:
    sent = event(route, claims) | ({"requestContext": context} if context else {})
    sent = json.loads(json.dumps(sent))
    status, body = call(sent)
    assert status in {200, 403, 404}
    assert ("greeting" in body) == (status == 200)
    if status == 200 and route != "/open":
        assert body["claims"]
