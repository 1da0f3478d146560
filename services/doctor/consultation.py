"""Asking the doctor about a real call or a paste, with what a Lab knows of its API, if any."""

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from services.authorizer.decision import Decision, decide_call
from services.authorizer.rest_api import Api, Request
from services.doctor.case import SIGN_IN
from services.doctor.complaint import Complaint
from services.doctor.diagnosis import Diagnosis, diagnose
from services.doctor.next_step import next_step
from services.doctor.pieces import in_order_of_pieces
from services.doctor.prose.retold import with_retold_causes
from services.doctor.read_as import read_as
from services.doctor.readers.reading import Reading, read_paste
from services.doctor.symptom import Symptom, symptom_of_exchange, symptom_of_reading
from services.errors import AwsError, LabError, NotProvisioned
from services.live.function_log import logged_error
from services.live.stack_reader import OPEN_ROUTES, read_cors_responses
from services.tokens.decode import decode_claims
from services.tokens.keys import Jwk, keys_by_id
from services.tokens.pasted import FoundToken, find_tokens
from services.tokens.signature import claims_if_signed
from services.traffic.exchange import Exchange, Headers, header

if TYPE_CHECKING:  # it brings every service along: a terminal's answer would wait for them
    from services.lab import Lab

_CLIENT_ERRORS, _SERVER_ERRORS = 400, 500
_BAD_GATEWAY = 502
_ORIGIN = "access-control-allow-origin"
_COGNITO_ISSUER = re.compile(
    r"https://(?:issuer-)?cognito-idp\.([a-z0-9-]{5,25})\.amazonaws\.com(?:\.cn)?/\1_\w{1,55}"
)
_APART = "The last piece does not explain the answer above it; its own cause comes first."
_STORY = "Only sentences: the first causes are what usually stands behind such a story."
_Keys = Mapping[str, Mapping[str, Jwk]]


def examine_call(
    lab: "Lab",
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
class Correction:
    """What the reader says in place of what was read; None leaves the reading as it is.

    `jwks` is the key set of the token's issuer, to check its signature with.
    """

    status: int | None = None
    has_authorization: bool | None = None
    jwks: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """What was pasted and what is known of its call.

    `http_method` and `path` name a method of the lab's API. `token` may be any text that holds
    one.
    """

    text: str = field(repr=False)
    complaint: Complaint = Complaint.REFUSED
    http_method: str = ""
    path: str = ""
    token: str = field(default="", repr=False)
    user_status: str = ""
    correction: Correction = Correction()


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """What a paste was read as, the causes that fit, and which one thing to paste next.

    `next_step` is empty when the first cause is certain. Every sentence may repeat the paste.
    """

    read_as: tuple[str, ...]
    causes: tuple[Diagnosis, ...]
    next_step: str


def examine_paste(lab: "Lab | None", pasted: Pasted) -> Consultation:
    """Return what a paste of any form tells; a text that tells nothing is no error.

    Without a lab, or before its stack is there, the paste alone is looked at.
    """
    reading = read_paste(pasted.text)
    token = _token(pasted, reading)
    known = Symptom(
        complaint=pasted.complaint,
        user_status=pasted.user_status,
        token=_as_text(token) or pasted.token,
        http_method=pasted.http_method,
        path=pasted.path,
        api=_api(lab) if lab and pasted.path else None,
        open_routes=OPEN_ROUTES,
    )
    symptom = _corrected(symptom_of_reading(reading, known), pasted.correction)
    keys = _keys(lab, token, pasted.correction.jwks)
    symptom = replace(symptom, is_genuine=_is_genuine(token, keys))
    symptom = replace(symptom, decision=_decision(symptom, token, keys))
    known = replace(known, is_genuine=symptom.is_genuine, decision=symptom.decision)
    ordered = in_order_of_pieces(
        reading,
        lambda part: diagnose(_corrected(symptom_of_reading(part, known), pasted.correction)),
    )
    causes = with_retold_causes(reading, ordered.causes)
    is_told = causes != ordered.causes
    # What a story was read from was not passed over.
    taken = replace(reading, ignored=0) if is_told else reading
    return Consultation(
        read_as=(
            *read_as(taken, symptom, find_tokens(pasted.token or pasted.text)),
            *((_APART,) if ordered.is_apart else ()),
            *((_STORY,) if is_told else ()),
        ),
        causes=causes,
        next_step=next_step(symptom, reading, causes),
    )


def fetchable_issuer(text: str) -> str:
    """Return the issuer of the token in a text if it is a user pool of Cognito's, empty otherwise.

    Nothing else is ever fetched because a paste names it.
    """
    token = next(iter(find_tokens(text)), FoundToken())
    issuer = str(token.claims.get("iss", ""))
    return issuer if _COGNITO_ISSUER.fullmatch(issuer) else ""


def _corrected(symptom: Symptom, correction: Correction) -> Symptom:
    sent = symptom.request_headers
    if correction.has_authorization is False:
        sent = ()
    elif correction.has_authorization and not header(sent or (), "Authorization"):
        sent = None
    return replace(
        symptom,
        status=correction.status or symptom.status,
        request_headers=sent,
        is_hearsay=symptom.is_hearsay and correction.status is None,
    )


def _token(pasted: Pasted, reading: Reading) -> FoundToken:
    """Return the token that was sent: the one given, else the one that the paste shows as sent."""
    if pasted.token.strip():
        return next(iter(find_tokens(pasted.token)), FoundToken())
    if (reading.status or _CLIENT_ERRORS) < _CLIENT_ERRORS or reading.request_headers is not None:
        return FoundToken()  # tokens in an answer were not sent; a request's own are read there
    found = find_tokens(pasted.text)
    return next((each for each in found if each.is_header), next(iter(found), FoundToken()))


def _as_text(token: FoundToken) -> str:
    """Return the token, with an ellipsis where its end is missing, or the claims alone."""
    if token.text:
        return token.text + ("…" if token.is_cut_off else "")
    return json.dumps(dict(token.claims)) if token.claims else ""


def _keys(lab: "Lab | None", token: FoundToken, jwks: str) -> _Keys:
    """Return the keys of the token's issuer: those given, else the lab's own; no other is asked."""
    issuer = str(token.claims.get("iss", ""))
    if jwks.strip():
        return {issuer: keys_by_id(jwks)}
    api = _api(lab) if lab and token.text else None
    known = {each for it in api.authorizers for each in it.issuers} if api else set()
    try:
        return lab.keys_of_issuers([issuer]) if lab and issuer in known else {}
    except LabError:
        return {}


def _is_genuine(token: FoundToken, keys: _Keys) -> bool | None:
    """Tell whether the signature fits the issuer's key; None when it cannot be checked."""
    known = keys.get(str(token.claims.get("iss", "")), {})
    kid = decode_claims(token.text.partition(".")[0]).get("kid") if token.is_whole else None
    key = known.get(kid) if isinstance(kid, str) else None
    return None if key is None else claims_if_signed(token.text, key) is not None


def _decision(symptom: Symptom, token: FoundToken, keys: _Keys) -> Decision | None:
    """Return what the method's settings decide about the token now, if all of it is known."""
    api = symptom.api
    if api is None or not token.is_whole or not token.claims or not keys:
        return None
    request = Request(
        http_method=symptom.http_method,
        stage=api.stage,
        path=symptom.path,
        headers=(("Authorization", f"Bearer {token.text}"),),
    )
    try:
        return decide_call(request, api, keys, time.time())
    except LabError:
        return None


def _api(lab: "Lab") -> Api | None:
    try:
        return lab.api
    except LabError:
        return None


def _logged_error(lab: "Lab", exchange: Exchange) -> str:
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


def _cors(lab: "Lab", status: int | None, headers: Headers) -> frozenset[str] | None:
    """Return the gateway responses that should add CORS headers, where one seems to be missing."""
    if status is None or not _CLIENT_ERRORS <= status < _SERVER_ERRORS:
        return None
    if header(headers, _ORIGIN) is not None:
        return None
    try:
        responses = read_cors_responses(lab.aws, lab.outputs.rest_api_id)
    except LabError:
        return None
    return frozenset(kind for kind, adds in responses.items() if adds)
