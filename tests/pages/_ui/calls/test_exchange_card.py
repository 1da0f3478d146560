from dataclasses import replace

import pytest

from pages._ui.calls.exchange_card import pretty_body, request_text, status_color, status_words
from services.traffic.exchange import Exchange

TOKEN = "eyJraWQiOiJhIn0." + "eyJzdWIiOiJhIn0." + "c2lnbmF0dXJl"


def exchange(status: int | None = 200, reason: str = "OK") -> Exchange:
    return Exchange(
        id="1",
        label="call",
        started_at=0.0,
        duration_ms=1.0,
        method="POST",
        url="http://127.0.0.1/demo/user-sign-in",
        request_headers=(("Authorization", f"Bearer {TOKEN}"), ("X-Plain", "yes")),
        request_body='{"username":"maya","password":"Very-Secret-1!"}',
        status=status,
        reason=reason,
    )


def test_the_request_reads_as_http_without_its_secrets() -> None:
    text = request_text(exchange())
    assert text.startswith("POST http://127.0.0.1/demo/user-sign-in\nAuthorization: Bearer [hidden")
    assert "X-Plain: yes" in text
    assert '"username": "maya"' in text
    assert TOKEN not in text
    assert "Very-Secret-1!" not in text


def test_what_cannot_be_seen_in_a_request_is_shown() -> None:
    odd = replace(
        exchange(),
        request_headers=(("X-Odd", "a\u200bb"),),
        request_body='{"username":"\u202enimda"}',
    )
    assert request_text(odd).splitlines()[1:] == [
        "X-Odd: a‹U+200B›b",
        "",
        "{",
        '  "username": "‹U+202E›nimda"',
        "}",
    ]


def test_json_is_indented_and_other_text_left_as_it_is() -> None:
    assert pretty_body('{"a":1}') == '{\n  "a": 1\n}'
    assert pretty_body("<html>") == "<html>"


def test_a_token_in_a_body_that_is_not_json_is_masked() -> None:
    assert TOKEN not in pretty_body(f"your token is {TOKEN}")


def test_a_very_long_body_is_cut_and_says_so() -> None:
    shown = pretty_body("x" * 30_000)
    assert shown.endswith("… cut here: 30,000 characters in all")
    assert len(shown) < 20_100


def test_a_very_long_header_is_cut_and_says_so() -> None:
    padded = replace(exchange(), request_headers=(("X-Padding", "x" * 12_000),))
    header = request_text(padded).splitlines()[1]
    assert header.endswith("x… cut here: 12,000 characters in all")
    assert len(header) < 400


@pytest.mark.parametrize(
    ("status", "color"),
    [
        (200, "green"),
        (302, "blue"),
        (401, "orange"),
        (403, "orange"),
        (500, "red"),
        (None, "red"),
    ],
)
def test_the_badge_has_the_colour_of_its_class(status: int | None, color: str) -> None:
    assert status_color(status) == color


def test_no_answer_is_said() -> None:
    assert status_words(exchange(None, "")) == "No answer"
    assert status_words(exchange(200, "")) == "200"
