"""What happened to a call of the protected API, in one or two plain sentences; pure."""

import json
from enum import StrEnum

from services.protected_api import Route
from services.traffic.exchange import Exchange

_UNAUTHORIZED, _FORBIDDEN, _TOO_MANY = 401, 403, 429
_OK, _ABOVE_OK, _SERVER_ERROR = 200, 300, 500
_EXPIRED = "token has expired"
_REFUSED = "The authorizer refused the call; the function did not run."
_SCOPED, _ONE_CLIENT = "scoped", "one_client"


class Sent(StrEnum):
    """What the Authorization header of a call held."""

    NOTHING = "nothing"
    ID = "id"
    ACCESS = "access"
    TEXT = "text"


_NAMES = {
    Sent.NOTHING: "no header",
    Sent.ID: "the ID token",
    Sent.ACCESS: "the access token",
    Sent.TEXT: "your text",
}

_UNSAID = "It does not say why: the token may have expired or belong to another user pool."
_OTHERWISE = {
    Sent.NOTHING: "There was no token to look at.",
    Sent.ID: _UNSAID,
    Sent.ACCESS: _UNSAID,
    Sent.TEXT: "Your text is not a token that this route accepts.",
}


def sent_name(sent: Sent) -> str:
    return _NAMES[sent]


def answer_words(route: Route, sent: Sent, exchange: Exchange) -> str:
    """Return what the answer means for this route and this header."""
    status = exchange.status
    if status is None:
        return "Nothing answered, so the API did not see this call."
    if _OK <= status < _ABOVE_OK:
        return _let_in(route, sent)
    if status == _UNAUTHORIZED:
        return f"{_REFUSED} {_why_unauthorized(route, sent, exchange)}"
    if status == _FORBIDDEN:
        return _forbidden(exchange)
    return _neither(status)


def _let_in(route: Route, sent: Sent) -> str:
    if not route.is_protected:
        ignored = "" if sent is Sent.NOTHING else " Nobody looked at the header."
        return f"The function ran: this route has no authorizer.{ignored}"
    return (
        f"The authorizer accepted {sent_name(sent)}, and API Gateway handed its claims to the "
        "function."
    )


def _why_unauthorized(route: Route, sent: Sent, exchange: Exchange) -> str:
    if _EXPIRED in exchange.response_body:
        return "The token has expired: refresh the tokens on the Sign in page."
    if sent is Sent.ACCESS and route.id == _ONE_CLIENT:
        return "An access token has no aud claim to compare with the app client."
    if sent is Sent.ACCESS and route.id != _SCOPED:
        return "A method without scopes expects an ID token, and this is an access token."
    if sent is Sent.ID and route.id == _SCOPED:
        return "A method with scopes expects an access token, and this is an ID token."
    return _OTHERWISE[sent]


def _neither(status: int) -> str:
    if status == _TOO_MANY:
        return "API Gateway throttled the call. Wait a moment and try again."
    if status >= _SERVER_ERROR:
        return "API Gateway or the function failed; a token is not what this is about."
    return f"The API answered {status}, which the lab did not expect here."


def _forbidden(exchange: Exchange) -> str:
    """Tell the function's 403 from API Gateway's by the groups that only the function names."""
    try:
        body = json.loads(exchange.response_body)
    except ValueError:
        body = None
    if isinstance(body, dict) and "required_groups" in body:
        needed = ", ".join(map(str, body["required_groups"]))
        held = ", ".join(map(str, body.get("held_groups") or [])) or "none"
        return (
            "The authorizer accepted the token; the function itself refused. "
            f"It wants the group {needed}, and the token holds: {held}."
        )
    return "API Gateway refused the call itself; it did not get as far as the function."
