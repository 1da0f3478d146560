"""Call the API: one route without and with the Authorization header, both answers first."""

from enum import StrEnum

import streamlit as st

from pages._ui.calls.answer_cards import answer_cards_html
from pages._ui.calls.call_parts import HISTORY, call_parts
from pages._ui.calls.decision_card import explanation_of
from pages._ui.calls.kept_calls import keep_call
from pages._ui.calls.short_answer import short_answer
from pages._ui.calls.shown_calls import show_calls, shown_calls
from pages._ui.page.context import browser_session, lab, settings
from pages._ui.page.count_words import count_words
from pages._ui.page.feedback import md, send_again_words
from pages._ui.page.guards import require_frame, require_stack
from pages._ui.page.page_head import page_head
from pages._ui.tokens.held_tokens import usable_tokens, why_no_token
from services.api.routes import MY_API_ROUTES, Route
from services.traffic.exchange import Exchange


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

_MEANINGS = (
    "Nothing: nothing in the call says who is calling. ID token: says who the user is. Access "
    "token: says what the user may do. Free text: any text at all, such as a token from elsewhere."
)
_NAMES = {
    Sent.NOTHING: "without the header",
    Sent.ID: "with the ID token",
    Sent.ACCESS: "with the access token",
    Sent.TEXT: "with your text",
}
_SEND = ":material/send:"
_NO_CALL = (
    "**No call yet.** Choose a route and what to send, then press the button: the answers appear "
    "here, side by side."
)
_LOST = (
    "**This browser does not know the call in the address.** A browser knows its own calls only, "
    "the last 50 of them, for as long as the lab runs. Send the call again."
)


def draw_route_choice() -> Route:
    by_path = {each.path: each for each in MY_API_ROUTES}
    chosen = st.selectbox(
        "Route",
        list(by_path),
        key="call_api_route",
        index=1,
        bind="query-params",  # the URL shows the label, so the label is the bare path
        width=230,
    )
    return by_path[chosen or "/my-api"]


def draw_credential_choice() -> Sent:
    chosen = st.segmented_control(
        "Authorization header",
        list(CHOICES),
        key="call_api_send",
        default="ID token",
        required=True,
        help=_MEANINGS,
        bind="query-params",
    )
    return CHOICES[chosen or "Nothing"]


def draw_route(chosen: Route) -> None:
    """Say in one line who gets in at this route."""
    color, icon = ("blue", "lock") if chosen.is_protected else ("gray", "public")
    words = f"{'Lets in: ' if chosen.is_protected else ''}{chosen.accepts}."
    badge = f":{color}-badge[:material/{icon}: {md(chosen.title)}]"
    st.markdown(f"{badge} {md(words)}", help=chosen.explanation)


def token_header(sent: Sent) -> str | None:
    """Return the header's value for a token of the signed-in user, None for no header."""
    tokens = usable_tokens()
    if tokens is None or sent not in (Sent.ID, Sent.ACCESS):
        return None
    return f"Bearer {tokens.id_token if sent is Sent.ID else tokens.access_token}"


def draw_text_form() -> tuple[bool, str]:
    """Draw the field for any text, in which Enter sends; return whether to send, and the text."""
    with st.form("call_api_form", border=False):
        text = st.text_input(
            "Header value",
            key="call_api_text",
            placeholder="Bearer eyJraWQiOi…",
            help="Sent exactly as it stands here, spaces around it excepted.",
        )
        is_sent = st.form_submit_button(
            _button_words(is_pair=True), key="call_api_call", type="primary", icon=_SEND
        )
    return is_sent, text.strip()


def _button_words(*, is_pair: bool) -> str:
    return "Call without and with the header" if is_pair else "Call without the header"


def draw_not_signed_in() -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{why_no_token()} The call goes without the header.", width="content")
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
    show_calls(*(call.id for call in calls))


def draw_no_call() -> None:
    if calls := browser_session().calls:
        st.markdown(
            f"**No call is chosen.** This browser has sent {count_words(len(calls), 'call')}: "
            "look at them, or send the next one."
        )
        st.button(
            "Show the calls of this browser",
            key="call_api_show_history",
            type="tertiary",
            icon=":material/history:",
            on_click=show_history,
        )
    else:
        st.markdown(_NO_CALL)
        st.caption("Every call you send from this browser is listed here, newest first.")


def show_history() -> None:
    """Show the last call, and the list of all where its parts are."""
    show_calls(browser_session().calls[-1].id)
    st.session_state["call_api_part"] = HISTORY


def draw_answers() -> None:
    shown = shown_calls()
    if shown.is_lost:
        st.warning(_LOST, icon=":material/history_toggle_off:")
    if not shown.calls:
        draw_no_call()
        return
    is_local = settings().is_local
    shorts = [short_answer(each, explanation_of(each), is_local=is_local) for each in shown.calls]
    heading = f"What happened at {_path(shown.calls[-1])}"
    st.html(answer_cards_html(shown.calls, shorts, heading=heading, is_local=is_local))
    unanswered = [each.started_at for each in shown.calls if each.status is None]
    if unanswered and (again := send_again_words(max(unanswered))):
        st.warning(again, icon=":material/replay:")
    call_parts(shown.calls, "call_api")


def _path(call: Exchange) -> str:
    return call.url.removeprefix(lab().outputs.base_url).partition("?")[0]


require_frame()
page_head("Call the API", "The same call, without and with a token.")
require_stack()

with st.container(horizontal=True, vertical_alignment="bottom", key="call_api_choice"):
    chosen_sent = draw_credential_choice()
    chosen_route = draw_route_choice()
    header_value = token_header(chosen_sent)
    is_pressed = chosen_sent is not Sent.TEXT and st.button(
        _button_words(is_pair=header_value is not None),
        key="call_api_call",
        type="primary",
        icon=_SEND,
    )
draw_route(chosen_route)
if chosen_sent is Sent.TEXT:
    is_pressed, header_value = draw_text_form()
elif chosen_sent is not Sent.NOTHING and header_value is None:
    draw_not_signed_in()
if is_pressed:
    send(chosen_route, chosen_sent, header_value)
draw_answers()
