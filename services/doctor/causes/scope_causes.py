"""Causes of a refusal that lie in scopes: the token holds none of those that the method lists."""

from services.authorizer.commands import SHOW_METHODS
from services.authorizer.evidence import documented, several_reports
from services.doctor.case import Case
from services.doctor.cause import Cause, Match, certain, possible
from services.tokens.decode import TokenUse
from services.tokens.glossary import SIGN_IN_SCOPE

_FORBIDDEN = 403
_LAMBDA_AUTHORIZER = "not authorized to access this resource"


def _misses_scope(case: Case) -> bool:
    is_refusal = case.is_refused_by_authorizer or (
        case.status == _FORBIDDEN and case.observed.error_type == "AccessDeniedException"
    )
    wanted = case.method.scopes if case.method else ()
    is_access = case.token_use == TokenUse.ACCESS
    return is_refusal and is_access and bool(wanted) and not set(wanted) & set(case.scopes)


def _scope_of_no_sign_in(case: Case) -> Match | None:
    if not _misses_scope(case) or set(case.scopes) != {SIGN_IN_SCOPE}:
        return None
    assert case.method is not None, "its scopes were compared"
    return certain(
        f"The method wants {' or '.join(case.method.scopes)}.",
        f"The token holds only {SIGN_IN_SCOPE}: it comes from a sign-in with a password. Only a "
        "pre token generation trigger (V2_0 or V3_0) adds a scope to such a token.",
    )


def _insufficient_scope(case: Case) -> Match | None:
    if not _misses_scope(case):
        is_denied = case.observed.error_type == "AccessDeniedException" and not case.denial
        if not is_denied or case.status != _FORBIDDEN or case.says(_LAMBDA_AUTHORIZER):
            return None
        return possible(
            f"The answer is {case.said}, the ACCESS_DENIED gateway response. A Lambda authorizer "
            "and a resource policy answer through it, too."
        )
    assert case.method is not None, "its scopes were compared"
    return certain(
        f"The method wants {' or '.join(case.method.scopes)}.",
        f"The token's scope claim is {case.claim('scope')}.",
        f"The answer is {case.status}. AWS's guide says 401, its list of gateway responses would "
        "allow a 403; which one an account gives was not verified on AWS.",
    )


SCOPE_CAUSES: tuple[Cause, ...] = (
    Cause(
        id="scope-of-no-sign-in",
        title="A custom scope that a plain sign-in with a password does not grant",
        look=_scope_of_no_sign_in,
        fix=(
            "Ask the pool's OAuth endpoint for the token (authorization code or client "
            "credentials), let a pre token generation trigger add the scope, or let the method "
            f"take {SIGN_IN_SCOPE} as well."
        ),
        command=(
            "curl -s https://$USER_POOL_DOMAIN_ID.auth.$REGION.amazoncognito.com/oauth2/token "
            '-u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials '
            "-d scope=authorizer-lab/read"
        ),
        evidence=several_reports(
            "report: no custom scope at sign-in", "cognito: pre token generation"
        ),
        checks=("scope",),
    ),
    Cause(
        id="insufficient-scope",
        title="The access token holds none of the method's scopes",
        look=_insufficient_scope,
        fix=(
            "Ask for a token with one of the method's scopes, and let the app client have that "
            "scope. Handle 401 and 403 alike in your client."
        ),
        command=f"{SHOW_METHODS} --query 'items[].[path, resourceMethods]'",
        evidence=documented(
            "api gateway: cognito authorizer",
            "api gateway: gateway responses",
            "api gateway: PutMethod",
        ),
        checks=("scope",),
    ),
)
