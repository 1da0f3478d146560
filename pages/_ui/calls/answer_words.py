"""What a decided call means, in one or two plain sentences; pure."""

from services.authorizer.answers import ObservedAnswer
from services.authorizer.check_text import CheckState, Part
from services.authorizer.decision import Check, Decision
from services.authorizer.function_check import function_check

_STOPPED = {
    Part.ROUTING: "API Gateway {stopped} it before any token was looked at: {reason}.",
    Part.AUTHORIZER: "The authorizer {stopped} it: {reason}.",
    Part.LIMITS: "API Gateway {stopped} it before calling the function: {reason}.",
    Part.INTEGRATION: "API Gateway {stopped} it at the function: {reason}.",
}
_REASONS = {
    "header_size": "the headers have {seen}, more than AWS accepts",
    "stage": 'there is no stage "{seen}"',
    "route": "nothing is deployed at {seen}",
    "authorizer": "it cannot work as it is set up ({seen})",
    "header": "there was {seen}",
    "parts": "what was sent is not a readable token ({seen})",
    "audience": "the token was not issued to the app client that it accepts ({seen})",
    "issuer": "the token does not come from one of its user pools",
    "key": "the token names a key that its user pool does not have",
    "signature": "the token was changed or forged ({seen})",
    "claims": "the token's claims do not have the standard's types ({seen})",
    "expiry": "the token has expired",
    "issued": "the token is dated in the future",
    "scope": "the token grants none of the method's scopes",
    "resource_policy": "the API's resource policy does not allow the caller",
    "api_key": "the method asks for an API key, and there was {seen}",
    "throttle": "too many calls came in a short time",
    "quota": "the API key's quota is used up",
    "parameters": "required parameters are {seen}",
    "body": "the body does not fit the method's model",
    "mock": "its MOCK integration cannot read {seen}",
    "permission": "{seen}",
    "function": "it failed, or its answer is not in the form API Gateway reads",
}
_KINDS = {"id": "an ID token", "access": "an access token"}


def verdict_words(decision: Decision, observed: ObservedAnswer, *, is_as_decided: bool) -> str:
    """Return what happened to the call; `is_as_decided` tells whether that was also observed."""
    stopped = decision.stopped_by
    if stopped is not None:
        words = "stopped" if is_as_decided else "should have stopped"
        return _STOPPED[stopped.text.part].format(stopped=words, reason=_reason(stopped))
    who = _who_answers(decision)
    answered = f"{who} answered" if is_as_decided else f"{who} should have answered"
    if decision.check("authorizer").state is CheckState.NOT_NEEDED:
        return f"This method has no authorizer, so nobody looked for a token: {answered}."
    return _refusal_words(observed) or f"Every check passed: {answered}."


def _reason(check: Check) -> str:
    if check.id != "token_use":
        return _REASONS[check.id].format(seen=check.seen)
    wanted, _, because = check.wanted.partition(", ")
    kind = _KINDS.get(check.seen)
    this = f"this is {kind}" if kind else f"this token's use is {check.seen}"
    return f"it expects {_KINDS[wanted]}, {because}, and {this}"


def _who_answers(decision: Decision) -> str:
    is_function = decision.check("function").state is CheckState.PASSED
    return "the function" if is_function else "API Gateway itself"


def _refusal_words(observed: ObservedAnswer) -> str:
    """Return the words for a refusal by the function, which alone knows about groups."""
    own = function_check(observed)
    if own is None or own.passed:
        return ""
    refused = "Every check of API Gateway passed, and the function itself refused"
    if not own.required:
        return f"{refused}: {own.seen}."
    wanted, held = ", ".join(own.required), ", ".join(own.held) or "none"
    return f"{refused}: it wants the group {wanted}, and the token holds: {held}."
