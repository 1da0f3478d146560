"""What can be wrong in front of the methods: endpoint, policy, preflight answers, web ACL."""

from collections.abc import Iterator

from services.authorizer.evidence import documented, several_reports
from services.checkup.finding import Finding, Rule, Severity
from services.checkup.rules.domain_rules import addresses_of
from services.live.front_settings import FrontSettings
from services.live.stack_snapshot import LiveStack

_EVERYTHING = "*/*"
_API = "aws apigateway get-rest-api --rest-api-id $REST_API_ID"
_REFUSALS = documented("re:Post: 403 of an API")


def _front(stack: LiveStack) -> FrontSettings:
    return stack.front or FrontSettings()


def _binary(stack: LiveStack) -> Iterator[Finding]:
    front = _front(stack)
    if _EVERYTHING not in front.binary_media_types:
        return
    failing = [each.path for each in front.preflights if not each.converts_to_text]
    if failing:
        yield Finding(
            id="options-fails-on-binary",
            severity=Severity.PROBLEM,
            resource=f"REST API {stack.api.id}",
            title="The binary media type */* makes OPTIONS answer 500",
            why=(
                "API Gateway then takes every body as binary, also that of a MOCK integration, "
                "which cannot read it: browsers' preflight requests fail."
            ),
            consequences=tuple(f"OPTIONS {path}" for path in failing),
            fix="Remove */*, or set contentHandling of these to CONVERT_TO_TEXT, and deploy.",
            command=f"{_API} --query binaryMediaTypes",
            evidence=several_reports("report: binary media types", "report: OPTIONS answers 500"),
        )


def _origin(stack: LiveStack) -> Iterator[Finding]:
    for each in _front(stack).preflights:
        if not each.allow_origin:
            yield _preflight(
                "options-without-origin",
                each.path,
                "The preflight's answer lacks Access-Control-Allow-Origin",
                "A browser stops there and never sends the call itself.",
                "Answer Access-Control-Allow-Origin, and deploy.",
            )


def _headers(stack: LiveStack) -> Iterator[Finding]:
    protected = {method.path for method in stack.api.methods if method.is_protected}
    for each in _front(stack).preflights:
        allowed = {name.strip().lower() for name in each.allow_headers.split(",")}
        if each.path in protected and each.allow_origin and "authorization" not in allowed:
            yield _preflight(
                "options-without-authorization",
                each.path,
                "The preflight's answer does not allow the header Authorization",
                "A browser does not send a token that the preflight did not allow; the value * "
                "does not cover Authorization.",
                "Add Authorization to Access-Control-Allow-Headers, and deploy.",
            )


def _preflight(id: str, path: str, title: str, why: str, fix: str) -> Finding:
    return Finding(
        id=id,
        severity=Severity.PROBLEM,
        resource=f"OPTIONS {path}",
        title=title,
        why=why,
        fix=fix,
        evidence=documented("api gateway: CORS", "mozilla: CORS errors"),
    )


def _endpoint(stack: LiveStack) -> Iterator[Finding]:
    front = _front(stack)
    if front.is_default_endpoint_off:
        yield _warned(
            stack,
            "default-endpoint-off",
            "The default endpoint is switched off",
            f"Calls to the API's own address get 403 Forbidden. {_other_addresses(stack)}",
            "Switch it on, or call the custom domain.",
            severity=Severity.PROBLEM,
        )
    if "PRIVATE" in front.endpoint_types:
        yield _warned(
            stack,
            "private-api",
            "The API is private",
            "It answers only through a VPC endpoint, and its resource policy must allow that one.",
            "Call it from the VPC, or make it regional.",
        )


def _other_addresses(stack: LiveStack) -> str:
    if stack.domains is None:
        return "Only a custom domain works."
    addresses = addresses_of(stack.domains, stack.api.id)
    if not addresses:
        return "No custom domain of this account and Region leads to it, so nobody can call it."
    return f"It can be called at {', '.join(addresses)}."


def _policy(stack: LiveStack) -> Iterator[Finding]:
    if _front(stack).has_policy:
        yield _warned(
            stack,
            "resource-policy",
            "A resource policy decides beside the authorizer",
            "After the authorizer the policy must allow the caller, too; otherwise the answer is "
            "403 with User: anonymous is not authorized to perform execute-api:Invoke.",
            "Read the policy, and deploy after each change of it.",
        )


def _web_acl(stack: LiveStack) -> Iterator[Finding]:
    if _front(stack).web_acl_arn:
        yield _warned(
            stack,
            "web-acl",
            "AWS WAF stands in front of the stage",
            "What its rules block is answered 403 Forbidden, before any authorizer is asked.",
            "Look into the web ACL's sampled requests when a call is refused.",
        )


def _timeouts(stack: LiveStack) -> Iterator[Finding]:
    for method, milliseconds in _front(stack).short_timeouts:
        yield Finding(
            id="short-timeout",
            severity=Severity.WARNING,
            resource=method,
            title="The integration waits only a short time",
            why=f"After {milliseconds} milliseconds the caller gets 504, while the function may "
            "still be starting.",
            fix="Give the integration more time (29 seconds are the default), and deploy.",
            evidence=documented("api gateway: quotas"),
        )


def _warned(
    stack: LiveStack,
    id: str,
    title: str,
    why: str,
    fix: str,
    *,
    severity: Severity = Severity.WARNING,
) -> Finding:
    return Finding(
        id=id,
        severity=severity,
        resource=f"REST API {stack.api.id}",
        title=title,
        why=why,
        fix=fix,
        command=_API,
        evidence=_REFUSALS,
    )


FRONT_RULES: tuple[Rule, ...] = (
    _binary,
    _origin,
    _headers,
    _endpoint,
    _policy,
    _web_acl,
    _timeouts,
)
