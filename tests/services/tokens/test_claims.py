"""Pure claim checks at their edges: what is just enough, and what is just too little."""

from typing import Any

import pytest

from services.tokens.claims import (
    app_client,
    claim_text,
    granted_scopes,
    has_begun,
    is_current,
    is_numeric_date,
    latest_start,
    wrong_types,
)

NOW = 1_700_000_000


@pytest.mark.parametrize(
    ("claims", "now", "expected"),
    [
        pytest.param({"exp": NOW + 1}, NOW, True, id="a second left"),
        pytest.param({"exp": NOW}, NOW - 0.001, True, id="a millisecond left"),
        pytest.param({"exp": NOW}, NOW, False, id="nothing left"),
        pytest.param({"exp": NOW + 0.5}, NOW, True, id="half a second left"),
        pytest.param({"exp": NOW - 0.5}, NOW, False, id="half a second too late"),
        pytest.param({"exp": 10**400}, NOW, True, id="a whole number of any size"),
        pytest.param({"exp": -(10**400)}, NOW, False, id="as far in the past"),
        pytest.param({"exp": float("inf")}, NOW, False, id="no finite number"),
        pytest.param({"exp": str(NOW + 60)}, NOW, False, id="a text"),
        pytest.param({"exp": True}, 0, False, id="a boolean, which Python counts as one"),
        pytest.param({"exp": None}, NOW, False, id="null"),
        pytest.param({}, NOW, False, id="no exp"),
    ],
)
def test_a_token_is_current_until_its_expiry(
    claims: dict[str, Any], now: float, expected: bool
) -> None:
    assert is_current(claims, now) is expected


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        pytest.param({"iat": NOW}, True, id="issued this second"),
        pytest.param({"iat": NOW + 0.001}, False, id="issued a millisecond from now"),
        pytest.param({"iat": NOW - 60, "nbf": NOW}, True, id="valid from this second on"),
        pytest.param({"iat": NOW - 60, "nbf": NOW + 1}, False, id="valid a second from now"),
        pytest.param({"iat": NOW + 1, "nbf": NOW}, False, id="valid before it is issued"),
        pytest.param({}, True, id="neither, which the standard allows"),
        pytest.param({"nbf": NOW - 1}, True, id="nbf without iat"),
        pytest.param({"iat": None}, False, id="iat null, which is not missing"),
        pytest.param({"iat": str(NOW)}, False, id="a text"),
        pytest.param({"nbf": False}, False, id="a boolean, which Python counts as zero"),
        pytest.param({"nbf": float("-inf")}, False, id="no finite number"),
    ],
)
def test_a_token_has_begun_from_its_start_on(claims: dict[str, Any], expected: bool) -> None:
    assert has_begun(claims, NOW) is expected


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        pytest.param({"iat": 5, "nbf": 7}, 7, id="nbf is later"),
        pytest.param({"iat": 9, "nbf": 7}, 9, id="iat is later"),
        pytest.param({"iat": "9", "nbf": 7}, 7, id="a text does not count"),
        pytest.param({"iat": True}, None, id="nor does a boolean"),
        pytest.param({}, None, id="neither"),
    ],
)
def test_the_latest_start(claims: dict[str, Any], expected: int | None) -> None:
    assert latest_start(claims) == expected


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        pytest.param({"exp": 1}, [], id="an exp is enough"),
        pytest.param(
            {"exp": 1.5, "iat": 0, "nbf": -1, "sub": "", "jti": "", "aud": ""}, [], id="all right"
        ),
        pytest.param({"exp": 1, "aud": []}, [], id="nobody as audience"),
        pytest.param({"exp": 1, "aud": ["a", "b"]}, [], id="two audiences"),
        pytest.param({}, [("exp", "missing", "a number")], id="no exp"),
        pytest.param({"exp": None}, [("exp", "null", "a number")], id="null"),
        pytest.param({"exp": False}, [("exp", "a boolean", "a number")], id="a boolean"),
        pytest.param({"exp": "1"}, [("exp", "a string", "a number")], id="a string"),
        pytest.param({"exp": [1]}, [("exp", "an array", "a number")], id="an array"),
        pytest.param({"exp": {}}, [("exp", "an object", "a number")], id="an object"),
        pytest.param(
            {"exp": float("inf")},
            [("exp", "a number beyond all limits", "a number")],
            id="a number that no float holds",
        ),
        pytest.param({"exp": 1, "sub": 7}, [("sub", "a number", "a string")], id="sub a number"),
        pytest.param({"exp": 1, "sub": 0.5}, [("sub", "a number", "a string")], id="sub half"),
        pytest.param({"exp": 1, "jti": None}, [("jti", "null", "a string")], id="jti null"),
        pytest.param(
            {"exp": 1, "aud": ["a", None]},
            [("aud", "an array", "a string or an array of strings")],
            id="an audience that is null",
        ),
        pytest.param(
            {"jti": 1, "iat": "0", "sub": None},
            [
                ("sub", "null", "a string"),
                ("exp", "missing", "a number"),
                ("iat", "a string", "a number"),
                ("jti", "a number", "a string"),
            ],
            id="several, in the standard's order",
        ),
    ],
)
def test_claims_of_a_wrong_type_are_named(
    claims: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    assert [(each.name, each.found, each.wanted) for each in wrong_types(claims)] == expected


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        pytest.param("a", ("a",), id="one"),
        pytest.param("a b", ("a", "b"), id="two"),
        pytest.param("a  b", ("a", "b"), id="two spaces between"),
        pytest.param(" a ", ("a",), id="spaces around"),
        pytest.param("a\tb", ("a\tb",), id="a tab is no space"),
        pytest.param("a\nb", ("a\nb",), id="a newline is no space"),
        pytest.param("a\u00a0b", ("a\u00a0b",), id="a no-break space is no space"),
        pytest.param("", (), id="empty"),
        pytest.param(["a"], (), id="a list"),
        pytest.param(None, (), id="null"),
    ],
)
def test_scopes_are_separated_by_spaces_and_by_nothing_else(
    scope: object, expected: tuple[str, ...]
) -> None:
    assert granted_scopes({"scope": scope}) == expected


def test_no_scope_claim_grants_nothing() -> None:
    assert granted_scopes({}) == ()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        *((number, True) for number in (0, -1, 1.5, 10**400, 1e308)),
        *((value, False) for value in (True, float("nan"), float("inf"), "1", None)),
    ],
)
def test_a_time_is_a_finite_number(value: object, expected: bool) -> None:
    assert is_numeric_date(value) is expected


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        pytest.param({"token_use": "id", "aud": "a", "client_id": "c"}, "a", id="an ID token"),
        pytest.param(
            {"token_use": "access", "aud": "a", "client_id": "c"}, "c", id="an access token"
        ),
        pytest.param({"token_use": "id", "client_id": "c"}, None, id="an ID token without aud"),
    ],
)
def test_the_app_client_stands_in_another_claim_of_each_token(
    claims: dict[str, Any], expected: object
) -> None:
    assert app_client(claims) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("foo", "foo"),
        ("", ""),
        (7, "7"),
        (None, "null"),
        (True, "true"),
        (["é"], '["é"]'),
        ({"a": 1}, '{"a": 1}'),
    ],
)
def test_a_claim_is_told_as_it_stands_in_the_token(value: object, expected: str) -> None:
    assert claim_text({"token_use": value}, "token_use") == expected


def test_a_claim_that_is_not_there_is_told_as_missing() -> None:
    assert claim_text({"exp": 1}, "token_use") == "missing"
