"""What can be wrong with the REST API: its authorizers, CORS and preflight requests."""

from collections.abc import Iterator

from services.authorizer.commands import REPAIR, SHOW_AUTHORIZERS, add_cors_header
from services.authorizer.evidence import documented, not_verified
from services.authorizer.rest_api import Authorizer, Method
from services.checkup.finding import Finding, Rule, Severity
from services.live.stack_snapshot import LiveStack

_TOKEN_SOURCE = "Authorization"  # noqa: S105 - a header's name


def _name(method: Method) -> str:
    return f"{method.http_method} {method.path}"


def _authorizer_missing(stack: LiveStack) -> Iterator[Finding]:
    """Find each authorizer that is named and does not exist, with the methods that name it."""
    naming: dict[str, list[str]] = {}
    for method in stack.api.callable_methods:
        if method.is_protected and not stack.api.authorizer(method.authorizer_id):
            naming.setdefault(method.authorizer_id, []).append(_name(method))
    for authorizer_id, methods in naming.items():
        yield Finding(
            id="authorizer-missing",
            severity=Severity.PROBLEM,
            resource=f"authorizer {authorizer_id}",
            title="Methods name an authorizer that does not exist",
            why=(
                f"There is no authorizer {authorizer_id}. AWS was seen to refuse a deployment in "
                "that state; what calls get was not verified."
            ),
            consequences=tuple(methods),
            fix="Create the authorizer again, name it on each of these methods and deploy.",
            command=REPAIR,
            evidence=not_verified(
                "api gateway: gateway responses", "report: authorizer gone at deployment"
            ),
        )


def _used_authorizers(stack: LiveStack) -> Iterator[Authorizer]:
    used = {method.authorizer_id for method in stack.api.methods if method.is_protected}
    return (each for each in stack.api.authorizers if each.id in used)


def _authorizer_without_pool(stack: LiveStack) -> Iterator[Finding]:
    for authorizer in _used_authorizers(stack):
        if authorizer.issuers:
            continue
        yield Finding(
            id="authorizer-without-pool",
            severity=Severity.PROBLEM,
            resource=f"authorizer {authorizer.name}",
            title="The authorizer names no user pool",
            why=(
                "It has nothing to check a token against, so nobody gets in. Which answer that "
                "gives was not verified on AWS; the local engine answers 500."
            ),
            fix="Let the authorizer name this stack's pool and deploy.",
            command=f"{SHOW_AUTHORIZERS}\n{REPAIR}",
            evidence=not_verified(
                "api gateway: gateway responses", "report: authorizer gone at deployment"
            ),
        )


def _pool_missing(stack: LiveStack) -> Iterator[Finding]:
    """Find each user pool that is gone; what needs it is its consequence and no other finding."""
    for issuer in sorted(stack.gone_issuers):
        naming = [each for each in _used_authorizers(stack) if issuer in each.issuers]
        sign_in = ("POST /user-sign-in",) if issuer == stack.sign_in_issuer else ()
        if not naming and not sign_in:
            continue
        yield Finding(
            id="user-pool-missing",
            severity=Severity.PROBLEM,
            resource=f"user pool {issuer.rpartition('/')[2]}",
            title="The user pool does not exist",
            why=(
                f"{issuer} is gone, and its users and app clients with it. How tokens that it "
                "issued before are answered was not verified on AWS."
            ),
            consequences=(*(f"authorizer {each.name}" for each in naming), *sign_in),
            fix="Create the user pool again, name it wherever its id stands, and deploy.",
            command=REPAIR,
            evidence=not_verified(
                "api gateway: gateway responses", "report: authorizer gone at deployment"
            ),
        )


def _updated_issuer(stack: LiveStack) -> Iterator[Finding]:
    updated = {pool.issuer for pool in stack.pools or () if pool.has_updated_issuer}
    for authorizer in _used_authorizers(stack):
        named = [issuer for issuer in authorizer.issuers if issuer in updated]
        if not named:
            continue
        yield Finding(
            id="updated-issuer",
            severity=Severity.PROBLEM,
            resource=f"authorizer {authorizer.name}",
            title="The authorizer's user pool uses the updated issuer",
            why=(
                f"The tokens of {', '.join(named)} name an issuer that begins with "
                "https://issuer-cognito-idp. AWS says that the Cognito authorizer of a REST API "
                "does not take these at present, so every call is answered 401."
            ),
            fix="Set the Type of the pool's IssuerConfiguration to ORIGINAL.",
            command="aws cognito-idp describe-user-pool --user-pool-id $USER_POOL_ID "
            "--query UserPool.IssuerConfiguration",
            evidence=documented("cognito: endpoints and issuers"),
        )


def _token_source(stack: LiveStack) -> Iterator[Finding]:
    for authorizer in _used_authorizers(stack):
        if authorizer.token_header.lower() == _TOKEN_SOURCE.lower():
            continue
        yield Finding(
            id="token-source-changed",
            severity=Severity.PROBLEM,
            resource=f"authorizer {authorizer.name}",
            title="The authorizer reads the token from another header",
            why=(
                f"Its token source is {authorizer.token_header}, and this stack's clients send "
                f"the token in {_TOKEN_SOURCE}: every call is answered 401."
            ),
            fix=f"Set the token source back to {_TOKEN_SOURCE} and deploy.",
            command=f"{SHOW_AUTHORIZERS}\n{REPAIR}",
            evidence=documented("api gateway: CreateAuthorizer", "report: raw 401"),
        )


def _other_pool(stack: LiveStack) -> Iterator[Finding]:
    used = {authorizer.id for authorizer in _used_authorizers(stack)}
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
            command=f"{SHOW_AUTHORIZERS}\n{REPAIR}",
            evidence=documented(
                "re:Post: 401 of a cognito authorizer", "report: token of another pool"
            ),
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
        why=f"They come from {stack.sign_in_issuer}, a pool that no authorizer of the API names.",
        fix="Give the function the pool that the authorizer names (USER_POOL_ID), or the reverse.",
        command=REPAIR,
        evidence=documented("re:Post: 401 of a cognito authorizer"),
    )


def _preflight(stack: LiveStack) -> Iterator[Finding]:
    for path in sorted({method.path for method in stack.api.callable_methods}):
        options = stack.api.method("OPTIONS", path)
        if options is not None and not options.is_protected and not options.api_key_required:
            continue
        is_missing = options is None
        yield Finding(
            id="preflight-missing" if is_missing else "preflight-behind-the-authorizer",
            severity=Severity.PROBLEM,
            resource=f"OPTIONS {path}",
            title="No OPTIONS method" if is_missing else "OPTIONS asks for a token or a key",
            why=("A browser sends OPTIONS first, without a token, and stops when it is refused."),
            fix="Give the path an OPTIONS method of type MOCK without authorizer, and deploy.",
            command=REPAIR,
            evidence=documented("api gateway: CORS", "report: preflight behind an authorizer"),
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
            why=("A browser shows a CORS error instead, and nobody sees why the call was refused."),
            fix="Add Access-Control-Allow-Origin to the gateway response and deploy.",
            command=add_cors_header(kind),
            evidence=documented("api gateway: gateway responses", "report: refusals without CORS"),
        )


API_RULES: tuple[Rule, ...] = (
    _authorizer_missing,
    _authorizer_without_pool,
    _pool_missing,
    _updated_issuer,
    _token_source,
    _other_pool,
    _tokens_for_another_pool,
    _preflight,
    _hidden_refusals,
)
