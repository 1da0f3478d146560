"""The exchange card: one request and its answer, with passwords and tokens masked."""

import contextlib
import json
from typing import Literal

import streamlit as st

from pages._ui.page.feedback import md, send_again_words
from pages._ui.page.time_words import clock_time, milliseconds
from pages._ui.page.visible import visible
from pages._ui.page.words.sign_in_codes import words_of_body
from services.traffic import snippets
from services.traffic.exchange import Exchange, Headers
from services.traffic.redaction import redact_body, redact_headers, redact_text

_SHOWN_CHARACTERS = 20_000
_SHOWN_IN_A_HEADER = 300
_SERVER_ERRORS, _CLIENT_ERRORS, _REDIRECTS = 500, 400, 300


def exchange_card(
    exchange: Exchange,
    key: str,
    *,
    title: str = "",
    is_wide: bool = False,
    has_commands: bool = True,
) -> None:
    """Draw the exchange in a card; the decision card explains the answer.

    `is_wide` puts the answer's body beside the rest, for a card that has the page to itself.
    """
    with st.container(border=True, key=f"{key}_card"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.markdown(f"**{md(title or exchange.label)}**", width="content")
            with st.container(horizontal=True, width="content"):
                status_badge(exchange)
                st.badge(milliseconds(exchange.duration_ms), color="gray", icon=":material/timer:")
        heads, body = st.columns([9, 14]) if is_wide else (st.container(), st.container())
        with heads:
            st.caption(f"Request, sent at {clock_time(exchange.started_at)}")
            st.code(request_text(exchange), language="http", wrap_lines=True)
            _draw_answer_head(exchange)
        if not exchange.failure:
            with body:
                _draw_answer_body(exchange)
        if has_commands:
            with st.expander("Copy as curl or Python", icon=":material/content_copy:"):
                draw_commands(exchange, key)


def status_badge(exchange: Exchange) -> None:
    """Draw the status code in the colour of its class."""
    st.badge(md(status_words(exchange)), color=status_color(exchange.status))


def status_words(exchange: Exchange) -> str:
    return (
        "No answer" if exchange.status is None else f"{exchange.status} {exchange.reason}".strip()
    )


def status_color(status: int | None) -> Literal["green", "blue", "orange", "red"]:
    """Return the badge colour of a status: green, blue, orange or red."""
    if status is None or status >= _SERVER_ERRORS:
        return "red"
    if status >= _CLIENT_ERRORS:
        return "orange"
    return "blue" if status >= _REDIRECTS else "green"


def request_text(exchange: Exchange) -> str:
    """Return the request as HTTP text, credentials masked and invisible characters shown."""
    lines = [
        f"{exchange.method} {redact_text(exchange.url)}",
        _header_lines(exchange.request_headers),
    ]
    if exchange.request_body:
        lines += ["", pretty_body(exchange.request_body)]
    return visible("\n".join(lines).strip())


def pretty_body(body: str) -> str:
    """Return a body with secrets masked, JSON indented, and cut where it gets very long."""
    safe = redact_body(body) or ""
    with contextlib.suppress(ValueError):
        safe = json.dumps(json.loads(safe), indent=2, ensure_ascii=False)
    if len(safe) <= _SHOWN_CHARACTERS:
        return safe
    return f"{safe[:_SHOWN_CHARACTERS]}\n… cut here: {len(safe):,} characters in all"


def _draw_answer_head(exchange: Exchange) -> None:
    if exchange.failure:
        again = send_again_words(exchange.started_at)
        st.error(md(f"{exchange.failure} {again}".strip()), icon=":material/cloud_off:")
        return
    st.caption("Answer")
    status_line = f"HTTP/1.1 {status_words(exchange)}"
    headers = _header_lines(exchange.response_headers)
    head = visible(f"{status_line}\n{headers}".strip())
    st.code(head, language="http", wrap_lines=True)


def _draw_answer_body(exchange: Exchange) -> None:
    if exchange.response_body:
        st.caption("Body of the answer")
        # As tall as it is long: a box that scrolls needs a mouse.
        body = visible(pretty_body(exchange.response_body))
        st.code(body, language="json", wrap_lines=True)
        if words := words_of_body(exchange.response_body):
            st.caption(words)
    else:
        st.caption("The answer has no body.")


def draw_commands(exchange: Exchange, key: str) -> None:
    """Draw the commands that repeat the request, credentials as variables unless revealed."""
    reveal = st.toggle(
        "Put the real credentials in",
        key=f"{key}_reveal",
        help="Off: the command reads shell variables, so it is safe to paste into a chat.",
    )
    in_curl, in_python = st.tabs(["curl", "Python"])
    command = snippets.curl(exchange, reveal=reveal)
    in_curl.code(command, language="bash", wrap_lines=True)
    if command != visible(command):  # a command to copy has to stay exact
        in_curl.caption("It holds characters that cannot be seen; the request above names them.")
    script = snippets.python_requests(exchange, reveal=reveal)
    in_python.code(script, language="python", wrap_lines=True)


def _header_lines(headers: Headers) -> str:
    return "\n".join(f"{name}: {_cut(value)}" for name, value in redact_headers(headers))


def _cut(value: str) -> str:
    if len(value) <= _SHOWN_IN_A_HEADER:
        return value
    return f"{value[:_SHOWN_IN_A_HEADER]}… cut here: {len(value):,} characters in all"
