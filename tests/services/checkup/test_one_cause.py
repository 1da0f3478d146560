"""One cause is one finding, with all that it takes along."""

from dataclasses import replace

import pytest

from services.authorizer.rest_api import Api, Function
from services.checkup.checkup import check_up
from tests.services.checkup.test_checkup import (
    API,
    ISSUER,
    OPTIONS,
    OTHER_ISSUER,
    PROTECTED,
    SERVED,
    SOUND,
    serving,
)

OTHER_METHOD, OTHER_OPTIONS = replace(PROTECTED, path="/b"), replace(OPTIONS, path="/b")
MISSING = {"function_name": "f", "function": Function.MISSING}
UNCALLED = {"function_name": "f", "function": Function.NO_PERMISSION}


def _two_methods(**settings: object) -> Api:
    """Return the API with a second method like the first, both with these settings."""
    methods = (
        replace(each, **settings)  # type: ignore[arg-type]
        for each in (PROTECTED, OTHER_METHOD)
    )
    return replace(API, methods=(*methods, OPTIONS, OTHER_OPTIONS))


@pytest.mark.parametrize(
    ("changes", "finding", "resource", "consequences"),
    [
        pytest.param(
            {"api": _two_methods(**MISSING)},
            "function-missing",
            "function f",
            ("GET /a", "GET /b"),
            id="one function that is gone stops two methods",
        ),
        pytest.param(
            {"api": _two_methods(**UNCALLED)},
            "permission-missing",
            "function f",
            ("GET /a", "GET /b"),
            id="one function that no method may call",
        ),
        pytest.param(
            {"api": replace(_two_methods(), authorizers=())},
            "authorizer-missing",
            "authorizer a1",
            ("GET /a", "GET /b"),
            id="one authorizer that is gone is named by two methods",
        ),
        pytest.param(
            {
                "api": replace(
                    _two_methods(scopes=("lab/read",)),
                    authorizers=(replace(API.authorizers[0], audience_pattern="^client1$"),),
                ),
                "gone_issuers": frozenset({ISSUER}),
                "clients": (),
            },
            "user-pool-missing",
            "user pool us-east-1_Lab",
            ("authorizer lab", "POST /user-sign-in"),
            id="a user pool that is gone takes its clients, scopes and audience along",
        ),
    ],
)
def test_one_cause_is_one_finding_with_its_consequences(
    changes: dict[str, object], finding: str, resource: str, consequences: tuple[str, ...]
) -> None:
    both = serving({**SERVED, ("GET", "/b"): "COGNITO_USER_POOLS", ("OPTIONS", "/b"): "NONE"})
    found = check_up(replace(SOUND, deployed=both, **changes)).findings  # type: ignore[arg-type]
    told = [(each.id, each.resource, each.consequences) for each in found]
    assert told == [(finding, resource, consequences)]


def test_a_pool_that_is_gone_and_only_the_sign_in_needs_is_told_too() -> None:
    gone = replace(SOUND, sign_in_issuer=OTHER_ISSUER, gone_issuers=frozenset({OTHER_ISSUER}))
    found = check_up(gone).findings
    assert [(each.id, each.consequences) for each in found] == [
        ("user-pool-missing", ("POST /user-sign-in",)),
        ("tokens-of-another-pool", ()),
    ]


def test_a_function_that_is_gone_and_one_that_may_not_be_called_are_two_findings() -> None:
    api = replace(
        API,
        methods=(
            replace(PROTECTED, function_name="f", function=Function.MISSING),
            replace(OTHER_METHOD, function_name="g", function=Function.NO_PERMISSION),
            OPTIONS,
            OTHER_OPTIONS,
        ),
    )
    found = check_up(replace(SOUND, api=api, deployed=None)).findings
    assert [(each.resource, each.consequences) for each in found] == [
        ("function f", ("GET /a",)),
        ("function g", ("GET /b",)),
    ]
