"""Call the API: one route without and with the Authorization header, side by side."""

from enum import StrEnum

import streamlit as st

from pages._ui.calls.claims_view import claims_view
from pages._ui.calls.decision_card import decision_card
from pages._ui.calls.exchange_card import exchange_card
from pages._ui.calls.history_table import history_table
from pages._ui.calls.kept_calls import keep_call
from pages._ui.page.context import browser_session, lab
from pages._ui.page.feedback import md
from pages._ui.page.guards import require_frame, require_stack
from pages._ui.page.page_head import page_head
from services.api.routes import MY_API_ROUTES, Route, route
from services.traffic.exchange import Exchange

SHOWN = "call_api_shown"  # (route id, what was sent, exchange ids) of the last call in this tab


class Sent(StrEnum):
    """What the Authorization header of a call held."""

    NOTHING = "nothing"
    ID = "id"
    ACCESS = "access"
    TEXT = "text"


CHOICES = {
    "Nothing": Sent.NOTHING,
    "ID token": Sent.ID,
    "Access token": Sent.ACCESS,
    "Free text": Sent.TEXT,
}

_MEANINGS = {
    Sent.NOTHING: "Nothing in the call says who is calling.",
    Sent.ID: "The ID token says who the user is: name, e-mail address, groups.",
    Sent.ACCESS: "The access token says what the user may do: its scopes.",
    Sent.TEXT: "Any text at all: a token from elsewhere, an old one, or nonsense.",
}
_NAMES = {
    Sent.NOTHING: "no header",
    Sent.ID: "the ID token",
    Sent.ACCESS: "the access token",
    Sent.TEXT: "your text",
}


def draw_route_choice() -> Route:
    by_path = {each.path: each for each in MY_API_ROUTES}
    chosen = st.radio(
        "Route",
        list(by_path),
        key="call_api_route",
        index=1,
        captions=[_route_caption(each) for each in MY_API_ROUTES],
        bind="query-params",  # the URL shows the label, so the label is the bare path
    )
    return by_path[chosen]


def _route_caption(each: Route) -> str:
    if not each.is_protected:
        return f":gray-badge[:material/lock_open: {md(each.title)}] {md(each.accepts)}"
    return f":blue-badge[:material/lock: {md(each.title)}] Lets in: {md(each.accepts)}"


def draw_credential_choice() -> tuple[Sent, str | None]:
    """Return what to send and the header's value, None for no header."""
    chosen = st.segmented_control(
        "Authorization header",
        list(CHOICES),
        key="call_api_send",
        default="ID token",
        required=True,
        bind="query-params",
    )
    sent = CHOICES[chosen or "Nothing"]
    st.caption(_MEANINGS[sent])
    if sent is Sent.TEXT:
        text = st.text_area(
            "Header value",
            key="call_api_text",
            height=100,
            placeholder="Bearer eyJraWQiOi…",
            help="Sent exactly as it stands here, line breaks excepted.",
        )
        return sent, " ".join(text.split())
    tokens = browser_session().tokens
    if sent is Sent.NOTHING or tokens is None:
        return sent, None
    token = tokens.id_token if sent is Sent.ID else tokens.access_token
    return sent, f"Bearer {token}"


def draw_not_signed_in() -> None:
    with st.container(border=True, key="call_api_not_signed_in"):
        st.markdown(
            "**You are not signed in**, so there is no token to send. Sign in first, or send the "
            "call without the header and see it refused."
        )
        st.page_link("pages/demo/sign_in.py", label="Go to Sign in", icon=":material/login:")


def send(chosen: Route, sent: Sent, header: str | None) -> None:
    """Send the call without the header and, when there is one, with it; explain and keep both."""
    api = lab().protected_api
    with st.spinner("Calling the API…"):
        calls = [api.call(chosen, None, label=f"{chosen.title}, {_NAMES[Sent.NOTHING]}")]
        if header is not None:
            calls.append(api.call(chosen, header, label=f"{chosen.title}, {_NAMES[sent]}"))
        for call in calls:
            keep_call(call)
    st.session_state[SHOWN] = (chosen.id, sent, [call.id for call in calls])


def draw_answers() -> None:
    if SHOWN not in st.session_state:
        return
    route_id, sent, ids = st.session_state[SHOWN]
    known = {exchange.id: exchange for exchange in browser_session().calls}
    calls = [known[each] for each in ids if each in known]
    if not calls:
        return
    st.header(f"What happened at {md(route(route_id).path)}", anchor=False)
    columns = st.columns(len(calls))
    with columns[0]:
        _answer(Sent.NOTHING, calls[0], "Without the header")
    if len(calls) > 1:
        with columns[1]:
            _answer(sent, calls[1], f"With {_NAMES[sent]}")
        claims_view(calls[1], "call_api")


def _answer(sent: Sent, call: Exchange, title: str) -> None:
    decision_card(call, f"call_api_{sent}", title=title)
    exchange_card(call, f"call_api_{sent}", title="Request and answer")


require_frame()
page_head(
    "Call the API",
    "The same call twice: once as a stranger, once with a token. Compare what API Gateway's "
    "authorizer does with them.",
)
require_stack()

left, right = st.columns(2, gap="large")
with left:
    chosen_route = draw_route_choice()
    st.markdown(md(chosen_route.explanation))
with right:
    chosen_sent, header_value = draw_credential_choice()
    if chosen_sent in (Sent.ID, Sent.ACCESS) and header_value is None:
        draw_not_signed_in()
    is_pair = header_value is not None
    if st.button(
        "Call without and with the header" if is_pair else "Call without the header",
        key="call_api_call",
        type="primary",
        icon=":material/send:",
    ):
        send(chosen_route, chosen_sent, header_value)
draw_answers()
history_table("call_api_history")
