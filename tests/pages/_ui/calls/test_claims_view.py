"""Claims in the token beside those the function received."""

import json
from typing import Any

import pytest

from pages._ui.calls.claims_view import ClaimRow, claim_rows, claims_html
from services.authorizer.answers import ObservedAnswer, observe


def answered(claims: dict[str, Any] | None) -> ObservedAnswer:
    types = claims and {name: type(value).__name__ for name, value in claims.items()}
    return observe(200, (), json.dumps({"claims": claims, "claim_types": types}))


NOTHING = object()


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        pytest.param("maya", "maya", "", id="text stays text"),
        pytest.param(
            1_700_000_000,
            "Tue Nov 14 22:13:20 UTC 2023",
            "a number became a date as text",
            id="exp and iat",
        ),
        pytest.param(1_700_000_000, "1700000000", "a number became text", id="auth_time"),
        pytest.param(True, "true", "true or false became text", id="a flag"),
        pytest.param(["admins"], "admins", "a list became one text", id="one group"),
        pytest.param(
            ["admins", "staff"],
            "admins,staff",
            "a list became one text, joined by commas",
            id="several groups",
        ),
        pytest.param("maya", "omar", "changed", id="another text"),
        pytest.param("1", 1, "changed", id="a text that became a number"),
        pytest.param("maya", NOTHING, "not handed over", id="only in the token"),
        pytest.param(NOTHING, "maya", "not in the token", id="only at the function"),
    ],
)
def test_what_became_of_a_claim_is_said(before: object, after: object, change: str) -> None:
    payload = {} if before is NOTHING else {"claim": before}
    received = {} if after is NOTHING else {"claim": after}
    assert [row.change for row in claim_rows(payload, answered(received))] == [change]


def test_a_row_shows_both_values_as_json_and_the_python_type() -> None:
    rows = claim_rows({"cognito:groups": ["a", "b"]}, answered({"cognito:groups": "a,b"}))
    assert rows == [
        ClaimRow(
            name="cognito:groups",
            in_token='["a", "b"]',
            received='"a,b"',
            python_type="str",
            change="a list became one text, joined by commas",
        )
    ]


@pytest.mark.parametrize(
    "observed",
    [
        pytest.param(answered(None), id="the open route"),
        pytest.param(observe(401, (), '{"message":"Unauthorized"}'), id="a refusal"),
        pytest.param(observe(200, (), '{"claims": {"a": 1}, "claim_types": []}'), id="odd types"),
        pytest.param(observe(None, (), ""), id="no answer"),
    ],
)
def test_an_answer_without_claims_has_no_table(observed: ObservedAnswer) -> None:
    assert claim_rows({"sub": "1"}, observed) == []


def test_claims_are_shown_as_text_and_never_as_html() -> None:
    evil = "<img src=x>"
    html = claims_html(claim_rows({evil: evil}, answered({evil: evil})))
    assert "<img" not in html


def test_what_cannot_be_seen_in_a_claim_is_shown() -> None:
    html = claims_html(claim_rows({"x\u200b": "\u202ea"}, answered({"x\u200b": "\u202ea"})))
    assert "x‹U+200B›" in html
    assert html.count("&#34;‹U+202E›a&#34;") == 2
