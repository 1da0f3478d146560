"""What a COGNITO_USER_POOLS authorizer lets through, and how it renders claims.

Guide: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enable-cognito-user-pool.html
Refusals: https://repost.aws/knowledge-center/api-gateway-cognito-401-unauthorized
"""

import re
import time
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

from infra_scripts.local_engine.parity.token_form import read_token
from infra_scripts.local_engine.parity.wrap import Function, wrap

_EXPIRED = "The incoming token has expired"
_SCHEME = re.compile(r"\Abearer +", re.IGNORECASE)


def repair_authorizer() -> None:
    from ministack.services import apigateway_v1

    wrap(apigateway_v1, "_cognito_token_from_request", lambda _: _reading(apigateway_v1))
    wrap(apigateway_v1, "_validate_cognito_authorizer", lambda _: _validating(apigateway_v1))
    wrap(apigateway_v1, "_stringify_claims", _rendering)


def _reading(gateway: ModuleType) -> Function:
    def read(
        authorizer: dict[str, Any], headers: dict[str, str], query: dict[str, Any], stage: Any
    ) -> str | None:
        # Stray spaces in a token are refused: only what HTTP allows around a value goes.
        source = authorizer.get("identitySource") or "method.request.header.Authorization"
        _present, values = gateway._request_identity_sources(source, headers, query, stage)
        value = (values[0] if values else "") or ""
        return _SCHEME.sub("", value.strip(" \t")) or None

    return read


def _validating(gateway: ModuleType) -> Function:
    """Replace the engine's own check: it accepts some malformed tokens and fails on others."""

    async def validate(
        authorizer: dict[str, Any],
        method: dict[str, Any],
        headers: dict[str, str],
        query: dict[str, Any],
        stage: dict[str, Any],
    ) -> tuple[dict[str, Any] | None, Any]:
        issuers = gateway._cognito_pool_issuers(authorizer)
        if not issuers or not _has_usable_expression(authorizer):
            unusable = gateway._gw_error("AUTHORIZER_CONFIGURATION_ERROR", "Internal server error")
            return None, unusable
        token = gateway._cognito_token_from_request(authorizer, headers, query, stage)
        claims = await _signed_claims(gateway, issuers, token) if token else None
        if claims is None or not _fits_expression(authorizer, claims):
            return None, gateway._gw_error("UNAUTHORIZED", "Unauthorized")
        now = time.time()
        if claims["exp"] <= now:
            # This text is given for a good signature only, as reported in
            # https://github.com/aws-amplify/amplify-js/issues/6060
            return None, gateway._gw_error("UNAUTHORIZED", _EXPIRED)
        has_begun = max(claims.get("iat", now), claims.get("nbf", now)) <= now
        if has_begun and _is_right_use(method, claims):
            return claims, None
        return None, gateway._gw_error("UNAUTHORIZED", "Unauthorized")

    return validate


def _has_usable_expression(authorizer: dict[str, Any]) -> bool:
    try:
        re.compile(authorizer.get("identityValidationExpression") or "")
    except re.error:
        return False
    return True


async def _signed_claims(
    gateway: ModuleType, issuers: list[str], token: str
) -> dict[str, Any] | None:
    """Return the claims of a token that is in good form and signed by one of the pools."""
    form = read_token(token)
    if form is None or form[1].get("iss") not in issuers:
        return None
    header, claims = form
    try:
        url = await gateway._resolve_jwks_url({"jwtConfiguration": {"issuer": claims["iss"]}})
        keys = (await gateway._fetch_jwks(url))["keys"]
        key = next(key for key in keys if key["kid"] == header.get("kid"))
    except (ValueError, TypeError, KeyError, StopIteration, OSError):
        return None
    return claims if gateway._verify_rs256_signature(token, key) else None


def _fits_expression(authorizer: dict[str, Any], claims: dict[str, Any]) -> bool:
    """Tell whether aud matches the authorizer's expression; a token without aud never does."""
    expression, audience = authorizer.get("identityValidationExpression"), claims.get("aud")
    if not expression:
        return True
    return bool(isinstance(audience, str) and audience and re.fullmatch(expression, audience))


def _is_right_use(method: dict[str, Any], claims: dict[str, Any]) -> bool:
    """Tell whether the token is of the kind that the method reads it as.

    Without scopes that is an ID token, with scopes an access token that grants one of them. Scopes
    stand in one claim, separated by spaces: https://www.rfc-editor.org/rfc/rfc6749#section-3.3.
    """
    required, granted = method.get("authorizationScopes") or [], claims.get("scope")
    if not required:
        return bool(claims.get("token_use") == "id")
    scopes = granted.split(" ") if isinstance(granted, str) else []
    return claims.get("token_use") == "access" and not set(required).isdisjoint(scopes)


def _rendering(original: Function) -> Function:
    """Render claims as functions receive them.

    Dates: https://github.com/amazon-archives/amazon-cognito-identity-js/issues/92. Groups, joined
    by commas, without brackets: https://github.com/aws/chalice/issues/783.
    """

    def render(claims: dict[str, Any] | None) -> dict[str, str]:
        rendered: dict[str, str] = original(claims)
        for name in ("exp", "iat"):
            if isinstance(value := (claims or {}).get(name), int):
                rendered[name] = _java_date(value)
        groups = (claims or {}).get("cognito:groups")
        if isinstance(groups, list):
            rendered["cognito:groups"] = ",".join(str(group) for group in groups)
        return rendered

    return render


def _java_date(epoch_seconds: int) -> str:
    """Return "Fri Dec 17 12:39:25 UTC 2021", or the digits of what no calendar here holds."""
    try:
        moment = datetime.fromtimestamp(epoch_seconds, tz=UTC)
    except (ValueError, OverflowError, OSError):
        return str(epoch_seconds)
    return moment.strftime("%a %b %d %H:%M:%S UTC %Y")
