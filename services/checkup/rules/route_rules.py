"""What can be wrong with the methods: each is compared with this stack's table of routes."""

from collections.abc import Iterator

from services.authorizer.commands import REPAIR
from services.authorizer.evidence import Evidence, documented, several_reports
from services.authorizer.rest_api import Method
from services.checkup.finding import Finding, Rule, Severity
from services.live.stack_snapshot import LiveStack


def _problem(
    id: str, method: Method, title: str, *, why: str, fix: str, evidence: Evidence
) -> Finding:
    return Finding(
        id=id,
        severity=Severity.PROBLEM,
        resource=f"{method.http_method} {method.path}",
        title=title,
        why=why,
        fix=fix,
        command=REPAIR,
        evidence=evidence,
    )


def _authorization(stack: LiveStack) -> Iterator[Finding]:
    for method in stack.api.callable_methods:
        is_meant_open = (method.http_method, method.path) in stack.open_routes
        if method.is_open and not is_meant_open:
            yield _problem(
                "method-without-authorizer",
                method,
                "A method without authorizer",
                why="Everybody who knows the address may call it; nobody checks a token.",
                fix="Put the authorizer on the method and deploy.",
                evidence=documented(
                    "api gateway: cognito authorizer", "api gateway: cognito overview"
                ),
            )
        elif not method.is_open and is_meant_open:
            yield _problem(
                "open-method-closed",
                method,
                "A method that should be open asks for authorization",
                why=(
                    f"Its authorization type is {method.authorization}. A caller who has no tokens "
                    "yet cannot call it, and signing in is the way to get them."
                ),
                fix="Set the authorization type to NONE and deploy.",
                evidence=documented(
                    "api gateway: cognito authorizer", "api gateway: cognito overview"
                ),
            )
        elif not method.is_open and not method.is_protected:
            yield _problem(
                "method-with-other-authorization",
                method,
                "A method that asks for no token of a user pool",
                why=(
                    f"Its authorization type is {method.authorization}, so the tokens of this "
                    "stack's user pool do not count."
                ),
                fix="Set the type to COGNITO_USER_POOLS, name the authorizer and deploy.",
                evidence=documented("api gateway: PutMethod"),
            )


def _missing(stack: LiveStack) -> Iterator[Finding]:
    there = {(method.http_method, method.path) for method in stack.api.methods}
    for http_method, path in sorted(stack.routes - there):
        yield _problem(
            "method-missing",
            Method(http_method=http_method, path=path),
            "A route of this stack is missing",
            why=(
                "The API has no such method, so calls are answered 403 with Missing Authentication "
                "Token, or with a text about the Authorization header."
            ),
            fix="Create the method again and deploy.",
            evidence=several_reports(
                "api gateway: gateway responses",
                "report: error types of an API",
                "snapshots: recorded on AWS",
            ),
        )


def _api_key(stack: LiveStack) -> Iterator[Finding]:
    for method in stack.api.callable_methods:
        if not method.api_key_required or (method.http_method, method.path) not in stack.routes:
            continue
        yield _problem(
            "api-key-asked-for",
            method,
            "A method that asks for an API key",
            why="A call without a known x-api-key is answered 403, whatever token it has.",
            fix="Set the method's API Key Required to false and deploy.",
            evidence=several_reports("re:Post: 403 of an API", "report: error types of an API"),
        )


def _scopes(stack: LiveStack) -> Iterator[Finding]:
    for method in stack.api.callable_methods:
        where = (method.http_method, method.path)
        is_meant = where in stack.scoped_routes
        if not method.is_protected or bool(method.scopes) is is_meant:
            continue
        if is_meant:
            yield _problem(
                "scopes-removed",
                method,
                "A method that no longer lists scopes",
                why=(
                    "It should ask for a scope. Without one the authorizer lets in every ID token "
                    "of the pool and refuses access tokens."
                ),
                fix="Put the scopes back on the method and deploy.",
                evidence=documented("api gateway: cognito authorizer", "api gateway: PutMethod"),
            )
        elif where in stack.routes:
            yield _problem(
                "scopes-added",
                method,
                "A method that lists scopes but should list none",
                why=(
                    f"It asks for {' or '.join(method.scopes)}, so the authorizer expects an "
                    "access token and refuses every ID token."
                ),
                fix="Remove the scopes from the method and deploy.",
                evidence=documented("api gateway: cognito authorizer", "api gateway: PutMethod"),
            )


ROUTE_RULES: tuple[Rule, ...] = (_authorization, _missing, _api_key, _scopes)
