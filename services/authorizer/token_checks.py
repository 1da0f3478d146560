"""The authorizer's own checks of one token, each a small pure function of the case at hand."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from services.authorizer.rest_api import Authorizer, Method, Request
from services.errors import TokenError
from services.tokens.claims import (
    claim_text,
    granted_scopes,
    has_begun,
    is_current,
    latest_start,
    wrong_types,
)
from services.tokens.decode import decode_unverified
from services.tokens.keys import Jwk
from services.tokens.signature import (
    ALGORITHM,
    claims_if_signed,
    extension_of,
    has_unused_bits,
    is_base64url,
)

Keys = Mapping[str, Mapping[str, Jwk]]  # issuer -> kid -> public key
_SCHEME = re.compile(r"bearer +", re.IGNORECASE)
_AROUND_VALUES = " \t"  # what HTTP itself allows around a header's value (RFC 9110, section 5.5)
_JWT_PARTS = 3
_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOutcome:
    """What one check saw: `passed` None when the settings do not ask for it.

    `seen` repeats claims (untrusted text), never the token. `wanted` is what would have passed.
    """

    passed: bool | None
    seen: str
    wanted: str = ""


@dataclass(slots=True, kw_only=True)
class TokenCase:
    """One token that one authorizer checks; each check fills in what later ones need."""

    request: Request
    method: Method
    authorizer: Authorizer
    keys: Keys
    now: float
    token: str = field(default="", repr=False)
    header: Mapping[str, Any] = field(default_factory=dict)
    claims: Mapping[str, Any] = field(default_factory=dict, repr=False)
    key: Jwk | None = None


def _header(case: TokenCase) -> CheckOutcome:
    name = case.authorizer.token_header
    value = case.request.header(name)
    wanted = f"{name}: Bearer <token>"
    if value is None:
        return CheckOutcome(passed=False, seen=f"no {name} header", wanted=wanted)
    value = value.strip(_AROUND_VALUES)
    scheme = _SCHEME.match(value)
    case.token = value[scheme.end() :] if scheme else value
    if not case.token:
        return CheckOutcome(passed=False, seen=f"an empty {name} header", wanted=wanted)
    before = "Bearer and " if scheme else ""
    return CheckOutcome(passed=True, seen=f"{before}{len(case.token):,} characters")


def _parts(case: TokenCase) -> CheckOutcome:
    count = case.token.count(".") + 1
    wanted = "3 parts in base64url, two of them JSON objects"
    seen = f"{count} part" + ("" if count == 1 else "s")
    if count != _JWT_PARTS:
        return CheckOutcome(passed=False, seen=seen, wanted=wanted)
    if not is_base64url(case.token):
        return CheckOutcome(passed=False, seen=f"{seen}, not all in base64url", wanted=wanted)
    if has_unused_bits(case.token):
        return CheckOutcome(
            passed=False, seen=f"{seen}, one with a careless last character", wanted=wanted
        )
    try:
        decoded = decode_unverified(case.token)
    except TokenError as error:
        return CheckOutcome(passed=False, seen=f"{seen}. {error.message}", wanted=wanted)
    case.header, case.claims = decoded.header, decoded.payload
    return CheckOutcome(passed=True, seen=seen)


def _audience(case: TokenCase) -> CheckOutcome:
    pattern = case.authorizer.audience_pattern
    if not pattern:
        return CheckOutcome(passed=None, seen="the authorizer has no pattern")
    audience = case.claims.get("aud")
    wanted = f"an aud claim that fits {pattern}"
    if not isinstance(audience, str) or not audience:
        return CheckOutcome(passed=False, seen=f"aud is {_shown(case, 'aud')}", wanted=wanted)
    fits = fits_audience(pattern, audience)
    return CheckOutcome(passed=fits, seen=audience[:_SHOWN], wanted=wanted)


def fits_audience(pattern: str, audience: object) -> bool:
    """Tell whether an aud claim fits an authorizer's pattern; a broken pattern fits nothing."""
    try:
        return isinstance(audience, str) and re.fullmatch(pattern, audience) is not None
    except re.error:
        return False


def _issuer(case: TokenCase) -> CheckOutcome:
    issuer = case.claims.get("iss")
    passed = isinstance(issuer, str) and issuer in case.authorizer.issuers
    wanted = " or ".join(case.authorizer.issuers)
    return CheckOutcome(passed=passed, seen=_shown(case, "iss"), wanted=wanted)


def _key(case: TokenCase) -> CheckOutcome:
    kid = case.header.get("kid")
    known = case.keys.get(str(case.claims.get("iss")), {})
    case.key = known.get(kid) if isinstance(kid, str) else None
    seen = f"kid {claim_text(case.header, 'kid')[:_SHOWN]}"
    return CheckOutcome(passed=case.key is not None, seen=seen, wanted="a kid of the pool's JWKS")


def _signature(case: TokenCase) -> CheckOutcome:
    assert case.key is not None, "the check before this one found the key"
    algorithm, extension = case.header.get("alg"), extension_of(case.header)
    is_signed = claims_if_signed(case.token, case.key) is not None
    fits = "the signature fits" if is_signed else "the signature does not fit"
    said = f"the header asks for an extension ({extension})" if extension else fits
    return CheckOutcome(
        passed=algorithm == ALGORITHM and is_signed,
        seen=f"alg {claim_text(case.header, 'alg')[:_SHOWN]}, {said}",
        wanted=f"alg {ALGORITHM} and a signature of that key",
    )


def _claims(case: TokenCase) -> CheckOutcome:
    wrong = wrong_types(case.claims)
    return CheckOutcome(
        passed=not wrong,
        seen=", ".join(f"{each.name} is {each.found}" for each in wrong) or "as in RFC 7519",
        wanted=", ".join(f"{each.name} as {each.wanted}" for each in wrong),
    )


def _expiry(case: TokenCase) -> CheckOutcome:
    passed, seen = is_current(case.claims, case.now), _shown(case, "exp")
    return CheckOutcome(passed=passed, seen=seen, wanted=f"later than {int(case.now)}")


def _issued(case: TokenCase) -> CheckOutcome:
    latest = latest_start(case.claims)
    return CheckOutcome(
        passed=has_begun(case.claims, case.now),
        seen="missing" if latest is None else str(latest)[:_SHOWN],
        wanted=f"not after {int(case.now)}",
    )


def _token_use(case: TokenCase) -> CheckOutcome:
    use, wanted = case.claims.get("token_use"), "access" if case.method.scopes else "id"
    reason = "the method has scopes" if case.method.scopes else "the method has no scopes"
    seen = _shown(case, "token_use")
    return CheckOutcome(passed=use == wanted, seen=seen, wanted=f"{wanted}, because {reason}")


def _scope(case: TokenCase) -> CheckOutcome:
    if not case.method.scopes:
        return CheckOutcome(passed=None, seen="the method has no scopes")
    granted = granted_scopes(case.claims)
    return CheckOutcome(
        passed=any(scope in granted for scope in case.method.scopes),
        seen=" ".join(granted)[:_SHOWN] or "no scopes",
        wanted=" or ".join(case.method.scopes),
    )


TOKEN_CHECKS: Mapping[str, Callable[[TokenCase], CheckOutcome]] = {
    "header": _header,
    "parts": _parts,
    "audience": _audience,
    "issuer": _issuer,
    "key": _key,
    "signature": _signature,
    "claims": _claims,
    "expiry": _expiry,
    "issued": _issued,
    "token_use": _token_use,
    "scope": _scope,
}


def _shown(case: TokenCase, name: str) -> str:
    return claim_text(case.claims, name)[:_SHOWN]
