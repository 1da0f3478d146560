"""The calls of a browser by answer: counted in words, drawn with a shape each, and as a table."""

import json

from pages._ui.charts.calls_chart import NO_CALLS, calls_content
from pages._ui.charts.lazy_chart import ChartContent
from services.traffic.exchange import Exchange

AT = 1_764_360_300.0  # 20:05:00 UTC
UNAUTHORIZED = '{"message":"Unauthorized"}'
NOT_ROUTED = '{"message":"Missing Authentication Token"}'
GREETING = '{"message":"Hello maya","route":"GET /my-api"}'
NO_GROUP = '{"message":"No.","required_groups":["admins"],"held_groups":[]}'


def _call(number: int, status: int | None, body: str, error_type: str = "") -> Exchange:
    return Exchange(
        id=str(number),
        label=f"call {number}",
        started_at=AT + number,
        duration_ms=1.0,
        method="GET",
        url="http://127.0.0.1:1/demo/my-api",
        request_headers=(),
        status=status,
        response_headers=(("x-amzn-errortype", error_type),) if error_type else (),
        response_body=body,
    )


def _content(*calls: Exchange) -> ChartContent:
    made = calls_content(calls, {})
    assert isinstance(made, ChartContent)
    return made


CALLS = (
    _call(0, 401, UNAUTHORIZED, "UnauthorizedException"),
    _call(1, 200, GREETING),
    _call(2, 403, NO_GROUP),
    _call(3, 403, NOT_ROUTED, "MissingAuthenticationTokenException"),
    _call(4, 200, GREETING),
    _call(5, None, ""),
)


def test_without_a_call_the_sentence_says_what_to_do() -> None:
    assert calls_content((), {}) == NO_CALLS
    assert "Call the API" in NO_CALLS


def test_the_calls_are_counted_by_answer_in_words() -> None:
    assert _content(*CALLS).sentence == (
        "6 calls of this browser: 2 let in, 1 refused by the authorizer, "
        "1 refused by the function, 1 not routed, 1 no answer."
    )
    assert _content(CALLS[1]).sentence == "1 call of this browser: 1 let in."


def test_each_answer_has_a_colour_and_a_shape_of_its_own() -> None:
    encoding = _content(*CALLS).spec["encoding"]
    words = ["let in", "refused by the authorizer", "refused by the function"]
    assert encoding["color"]["scale"]["domain"][:3] == words
    assert encoding["color"]["scale"]["range"][:4] == [
        "var(--lab-let-in)",
        "var(--lab-by-authorizer)",
        "var(--lab-by-function)",
        "var(--lab-not-routed)",
    ]
    shapes = encoding["shape"]["scale"]["range"]
    assert shapes[:3] == ["circle", "square", "diamond"]
    assert len(set(shapes)) == len(shapes) == 5
    assert encoding["fill"]["scale"]["range"][3] == "transparent", "not routed is an outline"


def test_an_answer_that_did_not_come_takes_no_row() -> None:
    assert _content(CALLS[1]).spec["encoding"]["y"]["sort"] == ["let in"]


def test_the_table_holds_what_the_chart_draws() -> None:
    made = _content(*CALLS[:2])
    assert made.heads == ("Time", "Answer", "Status", "Call")
    assert made.cells == (
        ("20:05:00 UTC", "■ refused by the authorizer", "401", "call 0"),
        ("20:05:01 UTC", "● let in", "200", "call 1"),
    )
    assert [row["answer"] for row in made.rows] == ["refused by the authorizer", "let in"]


def test_no_token_and_no_address_is_in_the_chart() -> None:
    secret = _call(9, 200, '{"message":"Hello","id_token":"do-not-show-this"}')
    made = _content(secret)
    assert "do-not-show-this" not in json.dumps(made.spec) + repr(made)
    assert "127.0.0.1" not in repr(made)
