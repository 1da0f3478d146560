"""Case: a symptom read once, with every fact that more than one cause asks for; names no cause."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import unquote_plus

from services.authorizer.answers import NOT_ROUTED, ObservedAnswer, observe
from services.authorizer.check_text import CheckState
from services.authorizer.rest_api import Authorizer, Method
from services.doctor.answerer import sign_of_another_server
from services.doctor.assumed_status import code_delivery
from services.doctor.cognito_operations import COGNITO_OPERATIONS
from services.doctor.complaint import Complaint
from services.doctor.denial import Denial, read_denial
from services.doctor.readers.excerpt import MAY_BE_LEFT_OUT
from services.doctor.readers.library_errors import BROWSER_SAW_NOTHING
from services.doctor.sent_token import is_token_hidden, sent_token
from services.doctor.symptom import Symptom
from services.tokens.claims import granted_scopes
from services.traffic.exchange import header
from services.traffic.redaction import redact_said

SIGN_IN = "/user-sign-in"
_UNAUTHORIZED, _FORBIDDEN = 401, 403
_NOT_A_SIGNATURE = (
    "missing equal-sign",
    "not a valid key=value pair",
    "requires 'credential' parameter",
)
_SHOWN, _MOST_WORDS = 200, 20_000
_OURS = (BROWSER_SAW_NOTHING, MAY_BE_LEFT_OUT)  # what the readers say themselves
_ORIGIN_HEADER = "access-control-allow-origin"
_TARGET_HEADER = "x-amz-target"


@dataclass(frozen=True, kw_only=True)  # no slots: what all causes ask for is found out once
class Case:
    """What the causes look at. Tokens and bodies stay out of the repr.

    `claims` is empty without a readable token; `token_fault` says why a token cannot be read,
    `is_cut_off` that it was pasted without its end, `is_token_hidden` that something was written
    over it. `told` is all that was said.
    `cognito_error` is Cognito's exception name, from its own answer or from a log line of ours.
    """

    symptom: Symptom
    observed: ObservedAnswer
    claims: Mapping[str, Any] = field(repr=False)
    token_fault: str
    is_cut_off: bool
    is_token_hidden: bool
    asked: Mapping[str, Any] = field(repr=False)
    told: str = field(repr=False)
    method: Method | None
    authorizer: Authorizer | None

    @property
    def status(self) -> int | None:
        return self.symptom.status

    @cached_property
    def words(self) -> str:
        """Return all that was said in lower case, to look for words in it."""
        return self.told.lower()

    @cached_property
    def message(self) -> str:
        """Return the answer's message in lower case, to look for words in it."""
        return (self.observed.message or "").lower()

    @cached_property
    def said(self) -> str:
        """Return the answer as a sentence quotes it."""
        if self.status is None:
            lines = (each for each in self.told.split("\n") if each.strip() and each not in _OURS)
            line = next(lines, "")
            return f"not shown, and the text says {quoted(line)}" if line else "not shown"
        text = (self.observed.message or "")[:_SHOWN]
        kind = f", {self.observed.error_type}" if self.observed.error_type else ""
        return f"{self.status}{kind}" + (f' with "{text}"' if text else "")

    @cached_property
    def is_refused_by_authorizer(self) -> bool:
        """Tell whether it is a 401 of API Gateway, not one of the sign-in function."""
        is_other = self.envelope or self.exception or self.names_its_reason
        return self.status == _UNAUTHORIZED and not is_other

    @cached_property
    def names_its_reason(self) -> bool:
        """Tell whether an endpoint of OAuth or an HTTP API answered: both say why they refuse."""
        is_oauths = isinstance((self.observed.document or {}).get("error"), str)
        told = header(self.symptom.headers, "www-authenticate") or ""
        return is_oauths or "invalid_token" in told

    @cached_property
    def is_not_routed(self) -> bool:
        """Tell whether API Gateway found no method; it may speak of the header instead."""
        texts = ("missing authentication token", *_NOT_A_SIGNATURE)
        is_typed = not self.message and self.observed.error_type == NOT_ROUTED.error_type
        return self.status == _FORBIDDEN and (is_typed or self.says(*texts))

    @cached_property
    def denial(self) -> Denial | None:
        """Return what IAM refused, None for an answer without its sentence."""
        return read_denial("\n".join((self.observed.message or "", *self.symptom.says)))

    @property
    def speaks_of_the_header(self) -> bool:
        return self.says(*_NOT_A_SIGNATURE)

    @cached_property
    def envelope(self) -> str:
        """Return the code of the sign-in API's answer, empty for any other answer."""
        document = self.observed.document or {}
        is_ours = {"status", "code", "data", "message"} <= document.keys()
        return str(document["code"]) if is_ours else ""

    @cached_property
    def exception(self) -> str:
        """Return the name of AWS's exception, of whichever service."""
        document = self.observed.document or {}
        named = document.get("__type") or (document.get("error") if "outcome" in document else "")
        name = named if isinstance(named, str) else ""
        named_here = name.rpartition("#")[2] or self._error_type_of_cognito()
        return named_here or self.symptom.logged_error

    @cached_property
    def cognito_error(self) -> str:
        """Return the exception's name unless another service's operation gave it."""
        return "" if self.is_of_another_service else self.exception

    @cached_property
    def is_of_another_service(self) -> bool:
        return bool(self.operation) and self.operation not in COGNITO_OPERATIONS

    @cached_property
    def another_server(self) -> str:
        return sign_of_another_server(self.symptom)

    @property
    def shows_aws_keys(self) -> bool:
        """Tell whether the header that AWS could not read was a signature made with AWS keys."""
        return any("AWS4-HMAC-SHA256" in each for each in (self.symptom.body, *self.symptom.says))

    def _error_type_of_cognito(self) -> str:
        target = self.symptom_header(_TARGET_HEADER) or ""
        return self.observed.error_type if "Cognito" in target else ""

    @cached_property
    def error_name(self) -> str:
        """Return the exception's name, from the body or from the error type in the header."""
        return self.exception or self.observed.error_type

    @cached_property
    def operation(self) -> str:
        """Return Cognito's operation as far as the request names it, empty otherwise."""
        target = (self.symptom_header(_TARGET_HEADER) or "").rpartition(".")[2]
        if named := self.symptom.operation or target:
            return named
        return "AdminRespondToAuthChallenge" if "ChallengeName" in self.asked else ""

    @property
    def flow(self) -> str:
        """Return the AuthFlow of a request to Cognito, empty when it names none."""
        return str(self.asked.get("AuthFlow") or "")

    @property
    def is_refresh(self) -> bool:
        return self.flow.startswith("REFRESH")

    @cached_property
    def username_sent(self) -> str:
        """Return the username of a sign-in request, Cognito's own or our sign-in API's."""
        inner = (self.asked.get("ChallengeResponses"), self.asked.get("AuthParameters"), self.asked)
        given = next((each for each in inner if isinstance(each, dict)), {})
        return str(given.get("USERNAME") or given.get("username") or "")[:_SHOWN]

    @cached_property
    def challenge(self) -> str:
        document = self.observed.document or {}
        data = document.get("data")
        named = data.get("challenge") if isinstance(data, dict) else document.get("ChallengeName")
        return named if isinstance(named, str) else ""

    @property
    def is_success(self) -> bool:
        return self.status is not None and 200 <= self.status < 300  # noqa: PLR2004

    @property
    def token_use(self) -> str:
        return str(self.claims.get("token_use", ""))

    @cached_property
    def speaks_of_an_access_token(self) -> bool:
        """Tell whether a sentence, or the code in it, says that an access token was sent."""
        texts = ("access token", "getaccesstoken", "accesstoken.", "access_token}")
        return self.symptom.is_hearsay and self.says(*texts)

    @property
    def scopes(self) -> tuple[str, ...]:
        return granted_scopes(self.claims)

    @property
    def is_let_through_by_decision(self) -> bool:
        """Tell whether the settings let this token through now, though the call was refused."""
        decision = self.symptom.decision
        return bool(self.symptom.token) and decision is not None and decision.stopped_by is None

    @property
    def is_route_known(self) -> bool:
        """Tell whether the settings and the request are both known."""
        return bool(self.symptom.api and self.symptom.path and self.symptom.http_method)

    @cached_property
    def has_lost_its_authorizer(self) -> bool:
        """Tell whether the method had no authorizer at the call, though it should have one."""
        method, meant_open = self.method, self.symptom.open_routes
        if method is None or meant_open is None or method.http_method == "OPTIONS":
            return False
        decision = self.symptom.decision
        had_none = (
            not method.is_protected and not self.is_refused_by_authorizer
            if decision is None
            else decision.check("authorizer").state is CheckState.NOT_NEEDED
        )
        return had_none and (method.http_method, method.path) not in meant_open

    @property
    def has_readable_origin(self) -> bool:
        return header(self.symptom.headers, _ORIGIN_HEADER) is not None

    def is_about(self, *complaints: Complaint) -> bool:
        return self.symptom.complaint in complaints

    def says(self, *texts: str) -> bool:
        """Tell whether the answer or a log says one of these, written in lower case."""
        return any(text in self.words for text in texts)

    def is_cognito_error(self, name: str) -> bool:
        return self.cognito_error == name

    def claim(self, name: str) -> str:
        """Return a claim as a sentence quotes it."""
        value = self.claims.get(name)
        return "missing" if value is None else str(value)[:_SHOWN]

    def symptom_header(self, name: str) -> str | None:
        """Return a header of the request, None when it was not sent or nobody knows."""
        return header(self.symptom.request_headers or (), name)


def quoted(line: str) -> str:
    """Return a line of the text between quotes, the end of a long one as an ellipsis."""
    line = line.strip()
    return f"“{line}”" if len(line) <= _SHOWN else f"“{line[:_SHOWN].rstrip()}…”"


def read_case(symptom: Symptom) -> Case:
    """Return the case of a symptom; a broken token or body is a fact of it, never an error."""
    api = symptom.api
    method = api.method(symptom.http_method, symptom.path) if api and symptom.path else None
    authorizer = api.authorizer(method.authorizer_id) if api and method else None
    token = sent_token(symptom, authorizer)
    observed = observe(symptom.status, symptom.headers, symptom.body)
    return Case(
        symptom=symptom,
        observed=observed,
        claims=token.claims,
        token_fault=token.fault,
        is_cut_off=token.is_cut_off,
        is_token_hidden=is_token_hidden(symptom, authorizer),
        asked=_object(symptom.request_body),
        told=_told(symptom, observed),
        method=method,
        authorizer=authorizer,
    )


def _told(symptom: Symptom, observed: ObservedAnswer) -> str:
    document = observed.document or {}
    told = [observed.message, document.get("errorMessage"), document.get("error_description")]
    if sent_to := code_delivery(document):
        told.append(f"CodeDeliveryDetails: {json.dumps(sent_to, ensure_ascii=False)}")
    plain = [] if observed.document else [symptom.body[:_MOST_WORDS]]
    texts = [each for each in (*told, *plain, *symptom.says) if isinstance(each, str)]
    said = redact_said("\n".join(texts)[:_MOST_WORDS])
    return f"{said}\n{redact_said(unquote_plus(said))}" if "%" in said else said


def _object(text: str) -> Mapping[str, Any]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}
