"""Traces of what was sent and received become the messages that they show."""

import pytest

from services.doctor.readers.cleaning.wire_traces import as_messages

SENT = ["GET /x HTTP/1.1", "Host: a.example"]


@pytest.mark.parametrize(
    ("trace", "lines"),
    [
        pytest.param(
            "=> Send header, 35 bytes (0x23)\n0000: GET /x HTTP/1.1\n0011: Host: a.example",
            [f"> {line}" for line in SENT],
            id="curl --trace-ascii",
        ),
        pytest.param(
            "<= Recv header, 20 bytes (0x14)\n"
            "0000: 48 54 54 50 2f 32 20 34 30 31 0d 0a             HTTP/2 401..",
            ["< HTTP/2 401"],
            id="curl --trace",
        ),
        pytest.param(
            r"send: b'GET /x HTTP/1.1\r\nHost: a.example\r\n\r\n'", [*SENT, ""], id="http.client"
        ),
        pytest.param(
            '<- "GET /x HTTP/1.1\\r\\nHost: a.example\\r\\n"\n-> "{\\"a\\":1}"',
            [*SENT, '{"a":1}'],
            id="Ruby",
        ),
        pytest.param(
            r'wire - http-outgoing-0 >> "GET /x HTTP/1.1[\r][\n]"',
            [">> GET /x HTTP/1.1"],
            id="Java",
        ),
        pytest.param(
            r"body: HTTP/1.1 401 No\nHost: a.example\n\n{\"a\":1}",
            ["HTTP/1.1 401 No", "Host: a.example", "", '{"a":1}'],
            id="escaped on one line",
        ),
        pytest.param(
            "00000000  48 54 54 50 2f 31 2e 31  20 34 30 31 0d 0a        |HTTP/1.1 401..|",
            ["HTTP/1.1 401"],
            id="hexdump",
        ),
        pytest.param("a\\nb", ["a\\nb"], id="no trace"),
    ],
)
def test_a_trace_is_read_as_messages(trace: str, lines: list[str]) -> None:
    assert as_messages(trace).split("\n") == lines
