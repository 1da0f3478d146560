"""What can be wrong with the app clients: flows, scopes, audience, lifetimes, what they reveal."""

from collections.abc import Iterator

from services.authorizer.commands import REPAIR, SHOW_AUTHORIZERS
from services.authorizer.evidence import documented
from services.authorizer.rest_api import Authorizer, Method
from services.authorizer.token_checks import fits_audience
from services.checkup.finding import Finding, Rule, Severity
from services.live.stack_snapshot import ALLOW_PASSWORD, ALLOW_REFRESH, AppClientSettings, LiveStack

_SHORTEST, _LONGEST, _LONG = 5.0, 1440.0, 240.0  # minutes: AWS's limits, and a long life
_REFRESH_SHORTEST, _REFRESH_LONG = 60.0, 365 * 1440.0
_CLIENT = "aws cognito-idp describe-user-pool-client --user-pool-id $USER_POOL_ID --client-id"


def _named(client: AppClientSettings) -> str:
    return f"app client {client.name}"


def _flows(stack: LiveStack) -> Iterator[Finding]:
    if stack.clients is None or not stack.sign_in_client:
        return
    if stack.sign_in_issuer in stack.gone_issuers:  # a finding of its own
        return
    client = next((each for each in stack.clients if each.id == stack.sign_in_client), None)
    if client is None:
        yield Finding(
            id="sign-in-client-missing",
            severity=Severity.PROBLEM,
            resource=f"app client {stack.sign_in_client}",
            title="The sign-in function's app client does not exist",
            why="Every sign-in fails, and the API hides the reason behind a 502.",
            fix="Create the app client again and give its id to the function (CLIENT_ID).",
            command=REPAIR,
            evidence=documented("cognito: AdminInitiateAuth"),
        )
        return
    if client.rotates_refresh_tokens:
        yield _rotation(client)
    needed = (ALLOW_PASSWORD,) if client.rotates_refresh_tokens else (ALLOW_PASSWORD, ALLOW_REFRESH)
    for flow in needed:
        if flow in client.flows:
            continue
        what = "Signing in" if flow == ALLOW_PASSWORD else "Refreshing tokens"
        yield Finding(
            id="flow-not-enabled",
            severity=Severity.PROBLEM,
            resource=_named(client),
            title=f"The app client does not allow {flow}",
            why=f"{what} through the sign-in API fails: Cognito refuses the flow.",
            fix=f"Add {flow} to ExplicitAuthFlows of the app client.",
            command=f"{_CLIENT} {client.id}\n{REPAIR}",
            evidence=documented("cognito: AdminInitiateAuth", "report: flow of another operation"),
        )


def _rotation(client: AppClientSettings) -> Finding:
    """Report rotation: it switches off the flow that the sign-in API uses to refresh tokens."""
    return Finding(
        id="refresh-token-rotation",
        severity=Severity.PROBLEM,
        resource=_named(client),
        title="Refresh token rotation is on",
        why=(
            f"With rotation, {ALLOW_REFRESH} must be off and GetTokensFromRefreshToken refreshes "
            "the tokens. The sign-in API uses the flow that is off, so its refresh fails."
        ),
        fix="Turn RefreshTokenRotation of the app client off.",
        command=f"{_CLIENT} {client.id} --query UserPoolClient.RefreshTokenRotation",
        evidence=documented("cognito: refresh tokens"),
    )


def _scopes(stack: LiveStack) -> Iterator[Finding]:
    if stack.clients is None:
        return
    for method in stack.api.methods:
        authorizer = stack.api.authorizer(method.authorizer_id)
        if not method.is_protected or not method.scopes:
            continue
        if authorizer is None or not authorizer.issuers or _is_pool_gone(stack, authorizer):
            continue  # a finding of its own
        granted = {
            scope
            for client in stack.clients
            if client.issuer in authorizer.issuers
            for scope in client.grants
        }
        missing = [scope for scope in method.scopes if scope not in granted]
        if not missing:
            continue
        yield _scope_of_no_flow(stack, method, missing, authorizer.issuers)


def _is_pool_gone(stack: LiveStack, authorizer: Authorizer) -> bool:
    return bool(authorizer.issuers) and stack.gone_issuers.issuperset(authorizer.issuers)


def _scope_of_no_flow(
    stack: LiveStack, method: Method, missing: list[str], issuers: tuple[str, ...]
) -> Finding:
    """Report scopes that no flow grants; a trigger may add them, which no setting shows."""
    is_closed = len(missing) == len(method.scopes)
    has_trigger = any(
        pool.changes_access_tokens for pool in stack.pools or () if pool.issuer in issuers
    )
    end = ", so nobody gets in." if is_closed else "; another scope of the method is granted."
    if has_trigger:
        end = "; the pool's pre token generation trigger may add it, which no setting shows."
    return Finding(
        id="scope-that-no-flow-grants",
        severity=Severity.PROBLEM if is_closed and not has_trigger else Severity.WARNING,
        resource=f"{method.http_method} {method.path}",
        title="A scope that no app client grants by itself",
        why=f"No flow of any app client puts {' or '.join(missing)} into a token{end}",
        fix=(
            "Allow the scope for an app client with an OAuth flow, let a pre token generation "
            "trigger add it, or remove it from the method and deploy."
        ),
        command="aws cognito-idp list-resource-servers --user-pool-id $USER_POOL_ID "
        "--max-results 50",
        evidence=documented(
            "api gateway: cognito authorizer",
            "api gateway: PutMethod",
            "report: no custom scope at sign-in",
        ),
    )


def _one_client(stack: LiveStack) -> Iterator[Finding]:
    """Find a route for one app client whose pattern is gone, refuses that client or takes more."""
    for method in stack.api.methods:
        authorizer = stack.api.authorizer(method.authorizer_id)
        if (method.http_method, method.path) not in stack.one_client_routes or authorizer is None:
            continue
        pattern = authorizer.audience_pattern
        others = [
            client.name
            for client in stack.clients or ()
            if stack.sign_in_client not in ("", client.id)
            and client.issuer in authorizer.issuers
            and (not pattern or fits_audience(pattern, client.id))
        ]
        if others:
            yield _one_client_finding(
                method,
                "A method for one app client that accepts others, too",
                f"Tokens of {', '.join(others)} get in as well: the authorizer "
                f"{authorizer.name} "
                + (f"has the pattern {pattern}." if pattern else "has no pattern."),
            )
        if pattern and stack.sign_in_client and not fits_audience(pattern, stack.sign_in_client):
            yield _one_client_finding(
                method,
                "A method for one app client that refuses it",
                f"The pattern {pattern} of the authorizer {authorizer.name} does not fit the app "
                "client that the sign-in API uses, so its tokens are refused.",
            )


def _one_client_finding(method: Method, title: str, why: str) -> Finding:
    return Finding(
        id="audience-of-another-client",
        severity=Severity.PROBLEM,
        resource=f"{method.http_method} {method.path}",
        title=title,
        why=why,
        fix="Put exactly the app client's id into the authorizer's pattern and deploy.",
        command=f"{SHOW_AUTHORIZERS}\n{REPAIR}",
        evidence=documented("api gateway: cognito authorizer", "api gateway: CreateAuthorizer"),
    )


def _audience(stack: LiveStack) -> Iterator[Finding]:
    if stack.clients is None:
        return
    for authorizer in stack.api.authorizers:
        pattern = authorizer.audience_pattern
        fitting = [each for each in stack.clients if fits_audience(pattern, each.id)]
        if not pattern or any(each.issuer in authorizer.issuers for each in fitting):
            continue
        if _is_pool_gone(stack, authorizer):  # a finding of its own
            continue
        yield Finding(
            id="audience-that-no-client-fits",
            severity=Severity.PROBLEM,
            resource=f"authorizer {authorizer.name}",
            title="A token validation pattern that fits no app client",
            why=(
                f"The pattern {pattern} matches the id of no app client of its pool, so every "
                "token is refused."
            ),
            fix="Put the app client's id into the pattern and deploy.",
            command=f"{SHOW_AUTHORIZERS}\n{REPAIR}",
            evidence=documented("api gateway: cognito authorizer", "api gateway: CreateAuthorizer"),
        )


def _lifetimes(stack: LiveStack) -> Iterator[Finding]:
    for client in stack.clients or ():
        for kind, minutes in (("ID", client.id_minutes), ("access", client.access_minutes)):
            if not _SHORTEST <= minutes <= _LONGEST:
                yield _lifetime(
                    client,
                    f"{_span(minutes)} for an {kind} token: AWS accepts 5 minutes to 1 day.",
                    Severity.PROBLEM,
                )
            elif minutes > _LONG:
                yield _lifetime(
                    client,
                    f"{_span(minutes)} for an {kind} token: a stolen one works for that time, even "
                    "after a sign-out. AWS's default is 1 hour.",
                    Severity.WARNING,
                )
        if client.refresh_minutes < _REFRESH_SHORTEST or client.refresh_minutes > _REFRESH_LONG:
            yield _lifetime(
                client,
                f"{_span(client.refresh_minutes)} for a refresh token: AWS's default is 30 days.",
                Severity.WARNING,
            )


def _lifetime(client: AppClientSettings, why: str, severity: Severity) -> Finding:
    return Finding(
        id="token-lifetime",
        severity=severity,
        resource=_named(client),
        title="An unusual token lifetime",
        why=why,
        fix="Set IdTokenValidity, AccessTokenValidity or RefreshTokenValidity of the app client.",
        command=f"{_CLIENT} {client.id}\n{REPAIR}",
        evidence=documented("cognito: quotas"),
    )


def _span(minutes: float) -> str:
    for size, unit in ((1440.0, "day"), (60.0, "hour"), (1.0, "minute")):
        if minutes >= size:
            count = minutes / size
            return f"{count:g} {unit}" + ("" if count == 1 else "s")
    return f"{minutes * 60:g} seconds"


def _enumeration(stack: LiveStack) -> Iterator[Finding]:
    for client in stack.clients or ():
        if client.hides_unknown_users:
            continue
        yield Finding(
            id="tells-unknown-users",
            severity=Severity.WARNING,
            resource=_named(client),
            title="The app client reveals which users exist",
            why=(
                "PreventUserExistenceErrors is LEGACY: a sign-in with an unknown name gets "
                "UserNotFoundException, so anybody can find out which names exist."
            ),
            fix="Set PreventUserExistenceErrors to ENABLED.",
            command=f"{_CLIENT} {client.id}\n{REPAIR}",
            evidence=documented("cognito: managing errors", "report: names can be tried out"),
        )


CLIENT_RULES: tuple[Rule, ...] = (
    _flows,
    _scopes,
    _audience,
    _one_client,
    _lifetimes,
    _enumeration,
)
