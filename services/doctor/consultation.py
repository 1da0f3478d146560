"""Asking the doctor about a real call or a pasted answer, with what a Lab knows of its API."""

from dataclasses import dataclass, field

from services.authorizer.decision import Decision
from services.authorizer.rest_api import Api
from services.doctor.case import SIGN_IN
from services.doctor.diagnosis import Diagnosis, diagnose
from services.doctor.dump import parse_dump
from services.doctor.symptom import (
    Complaint,
    Symptom,
    symptom_of_dump,
    symptom_of_exchange,
)
from services.errors import AwsError, NotProvisioned
from services.lab import Lab
from services.live.function_log import logged_error
from services.live.stack_reader import OPEN_ROUTES, read_cors_responses
from services.traffic.exchange import Exchange, Headers, header

_CLIENT_ERRORS, _SERVER_ERRORS = 400, 500
_BAD_GATEWAY = 502
_ORIGIN = "access-control-allow-origin"


def examine_call(
    lab: Lab,
    exchange: Exchange,
    *,
    complaint: Complaint = Complaint.REFUSED,
    decision: Decision | None = None,
) -> tuple[Diagnosis, ...]:
    """Return the causes that fit a recorded call; `decision` is the one kept with it.

    Settings that cannot be read are left out: the answer alone is useful, too.
    """
    known = Symptom(
        complaint=complaint,
        decision=decision,
        api=_api(lab),
        cors_responses=_cors(lab, exchange.status, exchange.response_headers),
        open_routes=OPEN_ROUTES,
        logged_error=_logged_error(lab, exchange),
    )
    return diagnose(symptom_of_exchange(exchange, known))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """A pasted answer and what is known of its call.

    `http_method` and `path` name a method of the lab's API.
    """

    text: str = field(repr=False)
    complaint: Complaint = Complaint.REFUSED
    http_method: str = ""
    path: str = ""
    token: str = field(default="", repr=False)
    user_status: str = ""


def examine_paste(lab: Lab, pasted: Pasted) -> tuple[Diagnosis, ...]:
    """Return the causes that fit a pasted answer.

    With the complaint that a browser shows nothing there need be no answer; otherwise raises
    InputError when there is none in the text.
    """
    known = Symptom(
        complaint=pasted.complaint,
        user_status=pasted.user_status,
        token=pasted.token,
        http_method=pasted.http_method,
        path=pasted.path,
        api=_api(lab) if pasted.path else None,
        open_routes=OPEN_ROUTES,
    )
    if not pasted.text.strip() and pasted.complaint is Complaint.NO_BROWSER_ANSWER:
        return diagnose(known)
    return diagnose(symptom_of_dump(parse_dump(pasted.text), known))


def _api(lab: Lab) -> Api | None:
    try:
        return lab.api
    except AwsError:
        return None


def _logged_error(lab: Lab, exchange: Exchange) -> str:
    """Return what the sign-in function hides from its caller and writes to its log."""
    if exchange.status != _BAD_GATEWAY or SIGN_IN not in exchange.url:
        return ""
    try:
        return logged_error(
            lab.aws,
            lab.outputs.resource_id("sign_in_log_group"),
            request_id=exchange.response_header("x-amzn-requestid") or "",
            started=exchange.started_at,
            ended=exchange.started_at + exchange.duration_ms / 1000,
        )
    except (AwsError, NotProvisioned):
        return ""


def _cors(lab: Lab, status: int | None, headers: Headers) -> frozenset[str] | None:
    """Return the gateway responses that should add CORS headers, where one seems to be missing."""
    if status is None or not _CLIENT_ERRORS <= status < _SERVER_ERRORS:
        return None
    if header(headers, _ORIGIN) is not None:
        return None
    try:
        responses = read_cors_responses(lab.aws, lab.outputs.rest_api_id)
    except AwsError:
        return None
    return frozenset(kind for kind, adds in responses.items() if adds)
