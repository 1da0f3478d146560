"""The function's own check, read from its answer."""

import json

import pytest

from services.authorizer.answers import ObservedAnswer, observe
from services.authorizer.function_check import FunctionCheck, function_check


def answered(status: int, **body: object) -> ObservedAnswer:
    return observe(status, (), json.dumps({"route": "/my-api/admins", **body}))


def told(check: FunctionCheck | None) -> tuple[bool, str, str, str]:
    assert check is not None
    return check.passed, check.title, check.seen, check.wanted


ASKED = "The function asks for the group admins"
WANTED = "cognito:groups with admins"


@pytest.mark.parametrize(
    ("held", "seen"),
    [
        (["staff"], "the token holds: staff"),
        ([], "the token holds: none"),
        (["a", "b"], "the token holds: a, b"),
        ("admins", "the token holds: none"),
    ],
    ids=["another group", "no group", "two groups", "no list of groups"],
)
def test_a_refusal_for_a_group_names_the_group_and_what_the_token_holds(
    held: object, seen: str
) -> None:
    check = function_check(answered(403, required_groups=["admins"], held_groups=held))
    assert told(check) == (False, ASKED, seen, WANTED)


def test_who_is_let_in_has_passed_the_check() -> None:
    check = function_check(answered(200, required_groups=["admins"], held_groups=["admins"]))
    assert told(check) == (True, ASKED, "the token holds: admins", WANTED)


def test_several_groups_are_named_as_alternatives() -> None:
    check = function_check(answered(403, required_groups=["a", "b"], held_groups=[]))
    assert told(check) == (
        False,
        "The function asks for the groups a, b",
        "the token holds: none",
        "cognito:groups with a or b",
    )


@pytest.mark.parametrize(
    ("body", "seen"), [({"message": "no claims"}, "no claims"), ({}, "no reason given")]
)
def test_any_other_refusal_of_the_function_is_a_check_too(body: dict[str, str], seen: str) -> None:
    check = function_check(answered(403, **body))
    assert told(check) == (False, "The function accepts the call", seen, "")


@pytest.mark.parametrize(
    "observed",
    [
        pytest.param(answered(200, greeting="Hello!"), id="a greeting tells of no check"),
        pytest.param(
            observe(403, (("x-amzn-ErrorType", "ForbiddenException"),), '{"message":"Forbidden"}'),
            id="an error of API Gateway",
        ),
        pytest.param(ObservedAnswer(status=None), id="no answer"),
    ],
)
def test_an_answer_without_a_check_of_the_function_has_none(observed: ObservedAnswer) -> None:
    assert function_check(observed) is None
