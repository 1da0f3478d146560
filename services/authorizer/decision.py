"""The decision: what AWS does with one request, check by check, written from AWS's own facts.

Pure: no I/O, no clock. The local engine's code was not read for it, so that agreement between the
two means something.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from services.authorizer import answers
from services.authorizer.answers import GatewayAnswer
from services.authorizer.body_model import IncomparableModel, find_misfit
from services.authorizer.check_text import CheckState, CheckText, Part
from services.authorizer.checks import CHECKS
from services.authorizer.rest_api import Api, Authorizer, Conditions, Function, Method, Request
from services.authorizer.token_checks import TOKEN_CHECKS, CheckOutcome, Keys, TokenCase
from services.errors import InputError

HEADER_BYTES = 10_240
_NO_LIMITS = Conditions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check of one request; `seen` may repeat claims of the token, so escape it."""

    text: CheckText
    state: CheckState
    seen: str = ""
    wanted: str = ""
    answer: GatewayAnswer

    @property
    def id(self) -> str:
        return self.text.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """All checks in order. The first that failed stopped the call; none means it got through."""

    checks: tuple[Check, ...]

    @property
    def stopped_by(self) -> Check | None:
        return next((each for each in self.checks if each.state is CheckState.FAILED), None)

    @property
    def answer(self) -> GatewayAnswer | None:
        """Return what API Gateway answers, or None when the function's own answer goes back."""
        stopped = self.stopped_by
        return stopped.answer if stopped else None

    def check(self, check_id: str) -> Check:
        return {check.id: check for check in self.checks}[check_id]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unrouted:
    """No method serves the request; `stage_exists` is False when the whole stage is missing."""

    stage_exists: bool = True


def decide_call(
    request: Request, api: Api, keys: Keys, now: float, conditions: Conditions = _NO_LIMITS
) -> Decision:
    """Route the request through the API's settings and decide it; `now` is epoch seconds.

    Raises InputError for a method that AWS_IAM or a Lambda authorizer guards: neither reads a
    token as these checks do.
    """
    if request.stage != api.stage:
        nowhere = Unrouted(stage_exists=False)
        return decide(request, nowhere, None, keys, now, conditions=conditions)
    method = api.method(request.http_method, request.path)
    if method is None:
        return decide(request, Unrouted(), None, keys, now, conditions=conditions)
    if not method.is_protected and not method.is_open:
        raise InputError(
            f"{method.http_method} {method.path} has the authorization type "
            f"{method.authorization}, and only Cognito authorizers are explained here."
        )
    authorizer = api.authorizer(method.authorizer_id)
    return decide(request, method, authorizer, keys, now, conditions=conditions)


def decide(
    request: Request,
    method: Method | Unrouted,
    authorizer: Authorizer | None,
    keys: Keys,
    now: float,
    *,
    conditions: Conditions = _NO_LIMITS,
) -> Decision:
    """Decide one request to one method as a REST API with a Cognito authorizer does.

    `keys` are the public keys by issuer and kid, `now` epoch seconds. The checks and their order
    follow https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enable-cognito-user-pool.html.
    """
    known = method if isinstance(method, Method) else Method(http_method="", path="")
    case = _Case(
        request=request,
        routed=method,
        method=known,
        authorizer=authorizer,
        conditions=conditions,
        token=TokenCase(
            request=request,
            method=known,
            authorizer=authorizer or Authorizer(id="", name="", issuers=()),
            keys=keys,
            now=now,
        ),
    )
    return Decision(checks=tuple(_run(case)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One request on its way through the checks; `method` is empty when nothing serves it."""

    request: Request
    routed: Method | Unrouted
    method: Method
    authorizer: Authorizer | None
    conditions: Conditions
    token: TokenCase


def _run(case: _Case) -> Iterator[Check]:
    is_stopped = False
    for text in CHECKS:
        if is_stopped:
            yield Check(text=text, state=CheckState.NOT_REACHED, answer=text.answer)
            continue
        outcome = _outcome(text, case)
        state = {True: CheckState.PASSED, False: CheckState.FAILED, None: CheckState.NOT_NEEDED}[
            outcome.passed
        ]
        is_stopped = state is CheckState.FAILED
        yield Check(
            text=text,
            state=state,
            seen=outcome.seen,
            wanted=outcome.wanted,
            answer=_answer(text, case),
        )


def _outcome(text: CheckText, case: _Case) -> CheckOutcome:
    if text.part is Part.AUTHORIZER and not case.method.is_protected:
        return CheckOutcome(passed=None, seen="the method has no authorizer")
    token_check = TOKEN_CHECKS.get(text.id)
    return token_check(case.token) if token_check else _GATEWAY_CHECKS[text.id](case)


def _answer(text: CheckText, case: _Case) -> GatewayAnswer:
    """Return the answer of a failed check, where one check has several."""
    if text.id == "route":
        return answers.unrouted(case.request.header("Authorization") or "")
    if text.id == "function" and case.method.function is Function.TOO_SLOW:
        return answers.FUNCTION_TOO_SLOW
    return text.answer


def _header_size(case: _Case) -> CheckOutcome:
    size = sum(len(f"{name}: {value}\r\n".encode()) for name, value in case.request.headers)
    return CheckOutcome(
        passed=size <= HEADER_BYTES, seen=f"{size:,} bytes", wanted=f"at most {HEADER_BYTES:,}"
    )


def _stage(case: _Case) -> CheckOutcome:
    missing = isinstance(case.routed, Unrouted) and not case.routed.stage_exists
    return CheckOutcome(passed=not missing, seen=case.request.stage, wanted="a stage of this API")


def _route(case: _Case) -> CheckOutcome:
    passed = not isinstance(case.routed, Unrouted)
    path = case.request.path.partition("?")[0]  # a query string may hold a token
    seen = f"{case.request.http_method} {path}"
    return CheckOutcome(passed=passed, seen=seen, wanted="a deployed path and method")


def _authorizer(case: _Case) -> CheckOutcome:
    if case.authorizer is None:
        seen = "the authorizer is gone"
        return CheckOutcome(passed=False, seen=seen, wanted="an authorizer of this API")
    if not case.authorizer.is_pattern_usable:
        wanted = "an audience pattern that is a regular expression"
        seen = f"the pattern {case.authorizer.audience_pattern}"
        return CheckOutcome(passed=False, seen=seen, wanted=wanted)
    pools = len(case.authorizer.issuers)
    seen = f"{case.authorizer.name}, {pools} user pool" + ("" if pools == 1 else "s")
    return CheckOutcome(passed=pools > 0, seen=seen, wanted="at least one user pool")


def _resource_policy(case: _Case) -> CheckOutcome:
    if not case.conditions.is_denied_by_policy:
        return CheckOutcome(passed=None, seen="no policy refused it")
    wanted = "a statement that allows it, and none that denies it"
    return CheckOutcome(passed=False, seen="the policy does not allow it", wanted=wanted)


def _mock(case: _Case) -> CheckOutcome:
    if case.method.function_name or not case.conditions.is_mock_unreadable:
        return CheckOutcome(passed=None, seen="no mock failed")
    return CheckOutcome(passed=False, seen="a request taken as binary", wanted="one taken as text")


def _api_key(case: _Case) -> CheckOutcome:
    if not case.method.api_key_required:
        return CheckOutcome(passed=None, seen="the method asks for no key")
    is_sent = bool(case.request.header("x-api-key"))
    is_known = is_sent and case.conditions.api_key_is_valid
    seen = "a known key" if is_known else "an unknown key" if is_sent else "no x-api-key header"
    return CheckOutcome(passed=is_known, seen=seen, wanted="a key of a usage plan of this stage")


def _throttle(case: _Case) -> CheckOutcome:
    if case.conditions.is_throttled:
        return CheckOutcome(passed=False, seen="over the rate", wanted="fewer calls per second")
    return CheckOutcome(passed=True, seen="below the rate")


def _quota(case: _Case) -> CheckOutcome:
    if not case.method.api_key_required:
        return CheckOutcome(passed=None, seen="no key, so no quota")
    used_up = case.conditions.is_quota_used_up
    seen = "used up" if used_up else "some left"
    return CheckOutcome(passed=not used_up, seen=seen, wanted="calls left in this period")


def _parameters(case: _Case) -> CheckOutcome:
    required = case.method.required_parameters
    if not required:
        return CheckOutcome(passed=None, seen="none is required")
    sent = {name for name, _ in case.request.query}
    missing = [name for name in required if name not in sent and case.request.header(name) is None]
    seen = f"missing: {', '.join(missing)}" if missing else "all sent"
    return CheckOutcome(passed=not missing, seen=seen, wanted=", ".join(required))


def _body(case: _Case) -> CheckOutcome:
    if case.method.body_schema is None:
        return CheckOutcome(passed=None, seen="bodies are not checked")
    try:
        document = json.loads(case.request.body)
    except (ValueError, RecursionError):
        return CheckOutcome(passed=False, seen="no JSON", wanted="JSON that fits the model")
    try:
        misfit = find_misfit(case.method.body_schema, document)
    except IncomparableModel:
        return CheckOutcome(passed=None, seen="this model cannot be compared here")
    if misfit is not None:
        return CheckOutcome(
            passed=False, seen=f"{misfit} does not fit", wanted="the model's schema"
        )
    return CheckOutcome(passed=True, seen="fits the model")


def _permission(case: _Case) -> CheckOutcome:
    if not case.method.function_name:
        return CheckOutcome(passed=None, seen="the method calls no function")
    state = case.method.function
    passed = state not in (Function.NO_PERMISSION, Function.MISSING)
    seen = case.method.function_name + ("" if passed else f" {state.value}")
    is_gone = state is Function.MISSING
    wanted = "a function of this name" if is_gone else "a statement for this method in its policy"
    return CheckOutcome(passed=passed, seen=seen, wanted=wanted)


def _function(case: _Case) -> CheckOutcome:
    if not case.method.function_name:
        return CheckOutcome(passed=None, seen="the method calls no function")
    state = case.method.function
    passed = state is Function.ANSWERS
    seen = f"{case.method.function_name} {state.value}"
    wanted = "in time: statusCode, headers and body as text"
    return CheckOutcome(passed=passed, seen=seen, wanted=wanted)


_GATEWAY_CHECKS: dict[str, Callable[[_Case], CheckOutcome]] = {
    "header_size": _header_size,
    "stage": _stage,
    "route": _route,
    "authorizer": _authorizer,
    "resource_policy": _resource_policy,
    "api_key": _api_key,
    "throttle": _throttle,
    "quota": _quota,
    "parameters": _parameters,
    "body": _body,
    "mock": _mock,
    "permission": _permission,
    "function": _function,
}
