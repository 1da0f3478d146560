"""Resource policies: which statement lets API Gateway call a function for a method."""

from typing import Any

import pytest

from services.authorizer.resource_policy import allows, arn_like

FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:greet"
API = "arn:aws:execute-api:us-east-1:000000000000:abc"
SOURCE = f"{API}/demo/GET/my-api"
ALLOW: dict[str, Any] = {
    "Effect": "Allow",
    "Principal": {"Service": "apigateway.amazonaws.com"},
    "Action": "lambda:InvokeFunction",
    "Resource": FUNCTION,
    "Condition": {"ArnLike": {"AWS:SourceArn": SOURCE}},
}


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        (SOURCE, True),
        (f"{API}/*", True),
        (f"{API}/*/*/*", True),
        (f"{API}/*/GET/my-api", True),
        (f"{API}/demo/*/my-api", True),
        (f"{API}/demo/GE?/my-api", True),
        (f"{API}/demo/GET/my", False),
        (f"{API}/demo/POST/my-api", False),
        (f"{API}/other/GET/my-api", False),
        ("arn:aws:execute-api:us-east-1:000000000000:ab?/*", True),
        ("arn:aws:execute-api:us-east-1:111111111111:abc/*", False),
        ("arn:aws:execute-api:*:*:abc/*", True),
        ("*", False),
        ("arn:aws:execute-api:us-east-1:000000000000:abd/*", False),
        (f"{API}/demo/GET/my.api", False),
    ],
)
def test_arn_like_matches_part_by_part(pattern: str, *, matches: bool) -> None:
    assert arn_like(pattern, SOURCE) is matches


@pytest.mark.parametrize(
    ("changes", "allowed"),
    [
        pytest.param({}, True, id="the usual statement"),
        pytest.param({"Condition": {}}, True, id="any source"),
        pytest.param({"Principal": "*"}, True, id="any principal"),
        pytest.param({"Action": "lambda:*"}, True, id="any action"),
        pytest.param({"Effect": "Deny"}, False, id="a Deny"),
        pytest.param({"Principal": {"Service": "s3.amazonaws.com"}}, False, id="another service"),
        pytest.param({"Principal": {"AWS": "000000000000"}}, False, id="an account"),
        pytest.param({"Action": "lambda:GetFunction"}, False, id="another action"),
        pytest.param({"Resource": f"{FUNCTION}:live"}, False, id="only an alias"),
        pytest.param(
            {"Condition": {"StringEquals": {"AWS:SourceAccount": "000000000000"}}},
            True,
            id="this account",
        ),
        pytest.param(
            {"Condition": {"StringEquals": {"AWS:SourceAccount": "111111111111"}}},
            False,
            id="another account",
        ),
        pytest.param(
            {"Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}},
            False,
            id="a condition that cannot hold here",
        ),
    ],
)
def test_a_statement_allows(changes: dict[str, Any], *, allowed: bool) -> None:
    statement = ALLOW | changes
    verdict = allows(statement, function_arn=FUNCTION, sources=[SOURCE], account="000000000000")
    assert verdict is allowed


def test_the_resource_s_template_or_the_path_asked_for_may_match() -> None:
    sources = [f"{API}/demo/GET/users/{{id}}", f"{API}/demo/GET/users/7"]
    for pattern in (f"{API}/*/GET/users/*", f"{API}/demo/GET/users/{{id}}"):
        statement = ALLOW | {"Condition": {"ArnLike": {"AWS:SourceArn": pattern}}}
        assert allows(statement, function_arn=FUNCTION, sources=sources, account="000000000000")
