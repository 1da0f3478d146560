"""Symptom: what somebody saw and what they know about it, as a value; judges nothing."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from services.authorizer.decision import Decision
from services.authorizer.observation import is_below, request_of
from services.authorizer.rest_api import Api
from services.doctor.assumed_status import assumed_status
from services.doctor.complaint import Complaint
from services.doctor.readers.reading import Reading
from services.traffic.exchange import Exchange, Headers


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptom:
    """One answer and its circumstances; what is not known stays at its default.

    `status` is None when no answer reached the caller, `request_headers` None when nobody knows
    what was sent. `path` is below the stage; `operation` is Cognito's, for a call of Cognito
    itself. `cors_responses` are the gateway responses that the settings give
    Access-Control-Allow-Origin, `open_routes` the pairs of HTTP method and path that are meant to
    have no authorizer. `user_status` is Cognito's word for the user, `logged_error` the name of the
    error that the sign-in function wrote to its log. `host` is the
    name in the request's address, `says` are sentences of logs and consoles. `is_answer_unknown`
    tells that an answer may have come and was not shown, `is_hearsay` that only sentences were
    pasted, which prove nothing. `is_genuine` says whether the token's
    signature fits its issuer's key, None when nobody could check it. Tokens and passwords may be in
    every text, so none is in the repr.
    """

    status: int | None = None
    headers: Headers = field(default=(), repr=False)
    body: str = field(default="", repr=False)
    complaint: Complaint = Complaint.REFUSED
    http_method: str = ""
    path: str = ""
    request_headers: Headers | None = field(default=None, repr=False)
    request_body: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    api: Api | None = field(default=None, repr=False)
    cors_responses: frozenset[str] | None = None
    open_routes: frozenset[tuple[str, str]] | None = None
    user_status: str = ""
    operation: str = ""
    logged_error: str = ""
    decision: Decision | None = field(default=None, repr=False)
    host: str = ""
    says: tuple[str, ...] = field(default=(), repr=False)
    is_answer_unknown: bool = False
    is_hearsay: bool = False
    is_genuine: bool | None = None


def symptom_of_exchange(exchange: Exchange, known: Symptom) -> Symptom:
    """Return `known` with what a recorded call shows: its request and its answer."""
    path = exchange.url
    if known.api is not None and is_below(exchange, known.api.base_url):
        path = request_of(exchange, known.api.base_url).path
    return replace(
        known,
        status=exchange.status,
        headers=exchange.response_headers,
        body=exchange.response_body,
        http_method=exchange.method,
        path=path.partition("?")[0],
        request_headers=exchange.request_headers,
        request_body=exchange.request_body or "",
    )


def symptom_of_reading(reading: Reading, known: Symptom) -> Symptom:
    """Return `known` with what a paste shows; what is known of the call goes before what it shows.

    A body that only API Gateway writes has its status assumed when the paste shows none.
    """
    return replace(
        known,
        status=reading.status or assumed_status(reading.body),
        headers=reading.headers,
        body=reading.body,
        http_method=known.http_method or reading.http_method,
        path=known.path or _path(reading.url),
        request_headers=(
            known.request_headers if reading.request_headers is None else reading.request_headers
        ),
        request_body=reading.request_body or known.request_body,
        operation=reading.operation or known.operation,
        host=reading.host,
        says=reading.says,
        is_answer_unknown=not reading.is_unanswered,
        is_hearsay=reading.is_hearsay,
    )


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
