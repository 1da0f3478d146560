"""What a COGNITO_USER_POOLS authorizer lets through, and how it renders claims."""

import base64
import json
import re
import time
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

from infra_scripts.local_engine.parity.wrap import Function, wrap

_EXPIRED = "The incoming token has expired"
_SCHEME = re.compile(r"\Abearer +", re.IGNORECASE)
_SIGNED_TOKEN = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")


def repair_authorizer() -> None:
    from ministack.services import apigateway_v1

    wrap(apigateway_v1, "_cognito_token_from_request", lambda _: _reading(apigateway_v1))
    wrap(apigateway_v1, "_validate_cognito_authorizer", lambda f: _validating(apigateway_v1, f))
    wrap(apigateway_v1, "_stringify_claims", _rendering)


def _reading(gateway: ModuleType) -> Function:
    def read(
        authorizer: dict[str, Any], headers: dict[str, str], query: dict[str, Any], stage: Any
    ) -> str | None:
        # Stray spaces in a token are refused (D4): only what HTTP allows around a value goes.
        source = authorizer.get("identitySource") or "method.request.header.Authorization"
        _present, values = gateway._request_identity_sources(source, headers, query, stage)
        value = (values[0] if values else "") or ""
        return _SCHEME.sub("", value.strip(" \t")) or None

    return read


def _validating(gateway: ModuleType, original: Function) -> Function:
    async def validate(
        authorizer: dict[str, Any],
        method: dict[str, Any],
        headers: dict[str, str],
        query: dict[str, Any],
        stage: dict[str, Any],
    ) -> tuple[dict[str, Any] | None, Any]:
        token = gateway._cognito_token_from_request(authorizer, headers, query, stage)
        if refusal := _refusal_at_sight(gateway, authorizer, token):
            return None, refusal
        claims, error = await original(authorizer, method, headers, query, stage)
        if error is None:
            refusal = _audience_refusal(gateway, authorizer, claims)
            if refusal is None and not _is_right_use(method, claims):
                refusal = gateway._gw_error("UNAUTHORIZED", "Unauthorized")
            return (None, refusal) if refusal else (claims, None)
        if error.response_type == "UNAUTHORIZED" and token:
            expired = await _genuine_but_expired(gateway, authorizer, token)
            # Row 12 (F3, F4): the text of its own, for a good signature only.
            if expired and _audience_refusal(gateway, authorizer, expired) is None:
                return None, gateway._gw_error("UNAUTHORIZED", _EXPIRED)
        return None, error

    return validate


def _refusal_at_sight(
    gateway: ModuleType, authorizer: dict[str, Any], token: str | None
) -> Any | None:
    """Refuse by an unusable expression, and what is no signed token (rows 3 and 4: D4, F4)."""
    try:
        re.compile(authorizer.get("identityValidationExpression") or "")
    except re.error:
        return gateway._gw_error("AUTHORIZER_CONFIGURATION_ERROR", "Internal server error")
    if token is None or not gateway._cognito_pool_issuers(authorizer):
        return None  # the engine's own answers are right
    if _SIGNED_TOKEN.fullmatch(token) and all(map(_is_json, token.split(".")[:2])):
        return None
    return gateway._gw_error("UNAUTHORIZED", "Unauthorized")


def _is_json(part: str) -> bool:
    try:
        json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, RecursionError):
        return False
    return True


def _is_right_use(method: dict[str, Any], claims: dict[str, Any]) -> bool:
    # Rows 7 and 11 (D1, D4, F1, D28): no scopes, so the token is read as an ID token; with
    # scopes (D1, D6) as an access token. A refresh token is neither.
    expected = "access" if method.get("authorizationScopes") else "id"
    return claims.get("token_use") == expected


def _audience_refusal(
    gateway: ModuleType, authorizer: dict[str, Any], claims: dict[str, Any]
) -> Any | None:
    """Row 20 (D1, D5): the token's `aud` must match the authorizer's expression."""
    expression = authorizer.get("identityValidationExpression")
    if not expression:
        return None
    audience = str(claims.get("aud") or "")
    if audience and re.fullmatch(expression, audience):
        return None
    return gateway._gw_error("UNAUTHORIZED", "Unauthorized")


async def _genuine_but_expired(
    gateway: ModuleType, authorizer: dict[str, Any], token: str
) -> dict[str, Any] | None:
    """Return the claims of a token that fails for its `exp` alone, verified with the pool's key."""
    parts = token.split(".")
    try:
        header, claims = (json.loads(gateway._b64url_decode(part)) for part in parts[:2])
        if len(parts) != len("hps") or int(claims["exp"]) > time.time():
            return None
        issuer = claims["iss"]
        if issuer not in gateway._cognito_pool_issuers(authorizer):
            return None
        url = await gateway._resolve_jwks_url({"jwtConfiguration": {"issuer": issuer}})
        keys = (await gateway._fetch_jwks(url))["keys"]
        key = next(key for key in keys if key["kid"] == header["kid"])
    except (ValueError, TypeError, KeyError, StopIteration, OSError):
        return None
    return claims if gateway._verify_rs256_signature(token, key) else None


def _rendering(original: Function) -> Function:
    def render(claims: dict[str, Any] | None) -> dict[str, str]:
        rendered: dict[str, str] = original(claims)
        for name in ("exp", "iat"):
            if isinstance(value := (claims or {}).get(name), int):
                rendered[name] = _java_date(value)
        groups = (claims or {}).get("cognito:groups")
        if isinstance(groups, list):
            # 2b (F7, F9, F10): joined by commas, no brackets.
            rendered["cognito:groups"] = ",".join(str(group) for group in groups)
        return rendered

    return render


def _java_date(epoch_seconds: int) -> str:
    """2b (F6, F7, F9): "Fri Dec 17 12:39:25 UTC 2021"."""
    moment = datetime.fromtimestamp(epoch_seconds, tz=UTC)
    return moment.strftime("%a %b %d %H:%M:%S UTC %Y")
