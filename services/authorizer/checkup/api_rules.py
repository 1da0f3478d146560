"""What can be wrong with the REST API: methods, authorizers, CORS, stage and deployment."""

import shlex
from collections.abc import Iterator

from services.authorizer.checkup.finding import Finding, Rule, Severity
from services.authorizer.checkup.snapshot import LiveStack
from services.authorizer.evidence import documented, not_verified, several_reports
from services.authorizer.settings import Method

_DEPLOY = "aws apigateway create-deployment --rest-api-id $REST_API_ID --stage-name $STAGE"
_AUTHORIZERS = "aws apigateway get-authorizers --rest-api-id $REST_API_ID"
_REPAIR = "python -m infra_scripts up"


def _name(method: Method) -> str:
    return f"{method.verb} {method.path}"


def _callable_methods(stack: LiveStack) -> Iterator[Method]:
    return (method for method in stack.api.methods if method.verb != "OPTIONS")


def _without_authorizer(stack: LiveStack) -> Iterator[Finding]:
    for method in _callable_methods(stack):
        if method.authorization != "NONE" or (method.verb, method.path) in stack.open_routes:
            continue
        yield Finding(
            id="method-without-authorizer",
            severity=Severity.PROBLEM,
            resource=_name(method),
            title="A method without authorizer",
            why="Everybody who knows the address may call it; nobody checks a token.",
            fix="Put the authorizer on the method and deploy.",
            command=_REPAIR,
            evidence=documented("D1", "D2"),
        )


def _authorizer_missing(stack: LiveStack) -> Iterator[Finding]:
    for method in _callable_methods(stack):
        if not method.is_protected or stack.api.authorizer(method.authorizer_id):
            continue
        yield Finding(
            id="authorizer-missing",
            severity=Severity.PROBLEM,
            resource=_name(method),
            title="The method names an authorizer that does not exist",
            why=f"There is no authorizer {method.authorizer_id}; its calls seem to end in a 500.",
            fix="Make the authorizer anew, name it on the method and deploy.",
            command=_REPAIR,
            evidence=not_verified("D3", "F16"),
        )


def _authorizer_without_pool(stack: LiveStack) -> Iterator[Finding]:
    for authorizer in stack.api.authorizers:
        if authorizer.issuers:
            continue
        yield Finding(
            id="authorizer-without-pool",
            severity=Severity.PROBLEM,
            resource=f"authorizer {authorizer.name}",
            title="The authorizer names no user pool",
            why="It can take nobody's tokens; calls of its methods seem to end in a 500.",
            fix="Let the authorizer name this stack's pool and deploy.",
            command=f"{_AUTHORIZERS}\n{_REPAIR}",
            evidence=not_verified("D3", "F16"),
        )


def _other_pool(stack: LiveStack) -> Iterator[Finding]:
    used = {method.authorizer_id for method in stack.api.methods if method.is_protected}
    for authorizer in stack.api.authorizers:
        others = [issuer for issuer in authorizer.issuers if issuer != stack.issuer]
        if not others:
            continue
        is_only_other = stack.issuer not in authorizer.issuers
        yield Finding(
            id="authorizer-of-another-pool",
            severity=Severity.PROBLEM
            if is_only_other and authorizer.id in used
            else Severity.WARNING,
            resource=f"authorizer {authorizer.name}",
            title="The authorizer names another user pool",
            why=(
                f"It accepts tokens of {', '.join(others)}"
                + (
                    f" and refuses those of this stack's pool, {stack.issuer}."
                    if is_only_other
                    else " beside those of this stack's pool."
                )
            ),
            fix="Let the authorizer name this stack's pool alone and deploy.",
            command=f"{_AUTHORIZERS}\n{_REPAIR}",
            evidence=documented("D4", "P25"),
        )


def _tokens_for_another_pool(stack: LiveStack) -> Iterator[Finding]:
    accepted = {issuer for each in stack.api.authorizers for issuer in each.issuers}
    if not accepted or not stack.sign_in_issuer or stack.sign_in_issuer in accepted:
        return
    yield Finding(
        id="tokens-of-another-pool",
        severity=Severity.PROBLEM,
        resource="the sign-in function",
        title="The sign-in API issues tokens that no authorizer accepts",
        why=f"They are of {stack.sign_in_issuer}, and no authorizer of the API names that pool.",
        fix="Give the function the pool that the authorizer names (USER_POOL_ID), or the reverse.",
        command=_REPAIR,
        evidence=documented("D4"),
    )


def _preflight(stack: LiveStack) -> Iterator[Finding]:
    for path in sorted({method.path for method in _callable_methods(stack)}):
        options = stack.api.method("OPTIONS", path)
        if options is not None and not options.is_protected and not options.api_key_required:
            continue
        is_missing = options is None
        yield Finding(
            id="preflight-missing" if is_missing else "preflight-behind-the-authorizer",
            severity=Severity.PROBLEM,
            resource=f"OPTIONS {path}",
            title="No OPTIONS method" if is_missing else "OPTIONS asks for a token or a key",
            why=(
                "A browser asks OPTIONS first, without any token, and gives up when it is refused."
            ),
            fix="Give the path an OPTIONS method of type MOCK without authorizer, and deploy.",
            command=_REPAIR,
            evidence=documented("D13", "P6"),
        )


def _hidden_refusals(stack: LiveStack) -> Iterator[Finding]:
    if stack.cors_responses is None:
        return
    for kind, general, status in (
        ("UNAUTHORIZED", "DEFAULT_4XX", "401"),
        ("DEFAULT_4XX", "DEFAULT_4XX", "403 or 429"),
        ("DEFAULT_5XX", "DEFAULT_5XX", "500 or 502"),
    ):
        if stack.cors_responses.get(kind, stack.cors_responses.get(general, False)):
            continue
        yield Finding(
            id="refusal-without-cors",
            severity=Severity.PROBLEM if kind == "UNAUTHORIZED" else Severity.WARNING,
            resource=f"gateway response {kind}",
            title=f"A {status} without CORS headers",
            why=(
                "A browser shows a CORS error in place of it, and nobody sees why the call was "
                "refused."
            ),
            fix="Add Access-Control-Allow-Origin to the gateway response and deploy.",
            command=(
                "aws apigateway put-gateway-response --rest-api-id $REST_API_ID "
                f"--response-type {kind} --response-parameters "
                "\"gatewayresponse.header.Access-Control-Allow-Origin='*'\"\n" + _DEPLOY
            ),
            evidence=documented("D3", "P5"),
        )


def _stages(stack: LiveStack) -> Iterator[Finding]:
    if not stack.api.stage:
        yield Finding(
            id="stage-missing",
            severity=Severity.PROBLEM,
            resource=f"stage {stack.stage}",
            title="The stage does not exist",
            why="Without its stage no route of the API can be called: every call is a 403.",
            fix="Make the stage with a deployment.",
            command=_REPAIR,
            evidence=several_reports("F16"),
        )
    for name in stack.stages or ():
        if name == stack.stage:
            continue
        yield Finding(
            id="foreign-stage",
            severity=Severity.WARNING,
            resource=f"stage {name}",
            title="A stage that this stack did not make",
            why=(
                "It serves a deployment of its own, perhaps one from before the authorizer, and "
                "has its own throttle."
            ),
            fix="Delete the stage, or find out who needs it.",
            command=(
                "aws apigateway delete-stage --rest-api-id $REST_API_ID --stage-name "
                + shlex.quote(name)
            ),
            evidence=documented("D1"),
        )


def _not_deployed(stack: LiveStack) -> Iterator[Finding]:
    if stack.deployed is None:
        return
    served = stack.deployed.methods
    live = {(each.verb, each.path): each for each in stack.api.methods}
    for verb, path in sorted(served.keys() | live.keys()):
        told = served.get((verb, path))
        method = live.get((verb, path))
        is_other = bool(told) and method is not None and told != method.authorization
        if told is not None and method is not None and not is_other:
            continue
        yield _undeployed(stack, f"{verb} {path}", _what_differs(told, method))
    if stack.deployed.deployment_id != stack.deployed.newest_deployment_id:
        yield _undeployed(
            stack,
            f"stage {stack.stage}",
            "The stage serves a deployment that is not the newest of the API.",
        )


def _what_differs(told: str | None, method: Method | None) -> str:
    if told is None:
        return "The stage's deployment is from before this method was made."
    if method is None:
        return "The method was deleted, and the stage's deployment still has it."
    return f"The stage still serves it with {told}; the settings say {method.authorization}."


def _undeployed(stack: LiveStack, resource: str, why: str) -> Finding:
    local = " The local engine serves methods at once; AWS does not." if stack.is_local else ""
    return Finding(
        id="not-deployed",
        severity=Severity.WARNING if stack.is_local else Severity.PROBLEM,
        resource=resource,
        title="A change that is not deployed",
        why=why + local,
        fix="Deploy the API to its stage.",
        command=_DEPLOY,
        evidence=documented("D1", "P7"),
    )


API_RULES: tuple[Rule, ...] = (
    _without_authorizer,
    _authorizer_missing,
    _authorizer_without_pool,
    _other_pool,
    _tokens_for_another_pool,
    _preflight,
    _hidden_refusals,
    _stages,
    _not_deployed,
)
