"""Exchange: header look-up, and a repr that tells nothing secret."""

import pytest

from services.traffic.exchange import Exchange, header, header_values

EXCHANGE = Exchange(
    id="1",
    label="Call",
    started_at=1.0,
    duration_ms=2.0,
    method="POST",
    url="http://127.0.0.1/x?access_token=eyJ-query",
    request_headers=(("Authorization", "Bearer eyJ-secret"),),
    request_body='{"password": "Secret-1"}',
    status=200,
    response_headers=(("X-Amzn-ErrorType", "a"), ("x-amzn-errortype", "b")),
    response_body='{"id_token": "eyJ-token"}',
)


def test_headers_are_found_in_any_case_the_first_one_first() -> None:
    assert EXCHANGE.request_header("AUTHORIZATION") == "Bearer eyJ-secret"
    assert EXCHANGE.response_header("x-amzn-ErrorType") == "a"
    assert EXCHANGE.response_header("Missing") is None


def test_the_repr_holds_no_header_no_body_and_no_query_string() -> None:
    text = repr(EXCHANGE)
    assert [secret for secret in ("eyJ", "Secret-1") if secret in text] == []


@pytest.mark.parametrize(
    ("headers", "name", "values"),
    [
        pytest.param((), "Via", (), id="no headers at all"),
        pytest.param((("Via", "a"), ("X", "b")), "vIA", ("a",), id="another case of the name"),
        pytest.param(
            (("via", "b"), ("X", "c"), ("VIA", "a"), ("via", "b")),
            "Via",
            ("b", "a", "b"),
            id="sent three times: three values in their order",
        ),
        pytest.param((("Via", ""),), "Via", ("",), id="an empty value is a value"),
        pytest.param((("Via", "ü ☂"),), "Via", ("ü ☂",), id="text beyond ASCII stays as it is"),
    ],
)
def test_repeated_headers_keep_their_order(
    headers: tuple[tuple[str, str], ...], name: str, values: tuple[str, ...]
) -> None:
    assert header_values(headers, name) == values
    assert header(headers, name) == (values[0] if values else None)
