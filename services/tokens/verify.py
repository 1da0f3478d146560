"""TokenVerifier: proves a Cognito token check by check; algorithms and options are fixed here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from services.tokens.decode import DecodedToken, TokenUse, decode_unverified
from services.tokens.keys import JwksCache
from services.tokens.signature import ALGORITHM, claims_if_signed, is_base64url

_JWT_PARTS = 3
_SHOWN = 200

# Order and words of the list a user reads: id -> title, what is checked and why.
_TEXTS: dict[str, tuple[str, str]] = {
    "parts": (
        "Three parts",
        "A signed token is header.payload.signature, each part in base64url.",
    ),
    "algorithm": (
        "Algorithm is RS256",
        (
            "Cognito signs with RS256 only. Trusting the token's own word here is how alg=none and "
            "HS256 forgeries work."
        ),
    ),
    "issuer": (
        "Issuer is this user pool",
        "The iss claim names the user pool that issued the token; its keys prove the rest.",
    ),
    "key": (
        "Key is one of the pool's",
        "The header's kid names the signing key; it has to be in the user pool's JWKS.",
    ),
    "signature": (
        "Signature fits",
        "Only the user pool holds the private key: a changed header or payload breaks this.",
    ),
    "expiry": (
        "Not expired",
        "The exp claim is the second from which the token no longer counts.",
    ),
    "issued": (
        "Already valid",
        "The iat and nbf claims must not lie in the future; if they do, a clock is wrong.",
    ),
    "token_use": (
        "An ID or access token",
        "The token_use claim says what the token is for; a refresh token proves nothing to an API.",
    ),
    "audience": (
        "Issued to this app client",
        "An ID token names its app client in aud, an access token in client_id.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenCheck:
    """One check; `passed` is None when an earlier failure left it unreached.

    `value` is what the token holds (untrusted text) and `expected` what it should; times are epoch
    seconds as text.
    """

    id: str
    title: str
    explanation: str
    value: str = ""
    expected: str = ""
    passed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """All checks in order; the token is valid when every one passed."""

    checks: tuple[TokenCheck, ...]

    @property
    def is_valid(self) -> bool:
        return all(check.passed is True for check in self.checks)

    def check(self, check_id: str) -> TokenCheck:
        return {check.id: check for check in self.checks}[check_id]


@dataclass(slots=True)
class _Findings:
    """What was found so far, by check id: passed, value, expected."""

    found: dict[str, tuple[bool, str, str]] = field(default_factory=dict)

    def record(self, check_id: str, passed: bool, value: object, expected: str) -> bool:
        self.found[check_id] = (passed, _shown(value), expected)
        return passed

    def checks(self) -> tuple[TokenCheck, ...]:
        return tuple(self._check(check_id) for check_id in _TEXTS)

    def _check(self, check_id: str) -> TokenCheck:
        title, explanation = _TEXTS[check_id]
        passed, value, expected = self.found.get(check_id, (None, "", ""))
        return TokenCheck(
            id=check_id,
            title=title,
            explanation=explanation,
            value=value,
            expected=expected,
            passed=passed,
        )


class TokenVerifier:
    """Verifies tokens of one user pool and app client, without any tolerance for clock skew.

    The checks are those AWS asks of an app:
    https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
    """

    def __init__(
        self,
        *,
        issuer: str,
        jwks_url: str,
        app_client_id: str,
        jwks: JwksCache,
        clock: Callable[[], float],
    ) -> None:
        """`clock` returns epoch seconds."""
        self._issuer = issuer
        self._jwks_url = jwks_url
        self._app_client_id = app_client_id
        self._jwks = jwks
        self._clock = clock

    def verify(self, token: str) -> Verification:
        """Return every check of the pasted token.

        A failure up to the signature ends it: claims nobody signed mean nothing. Raises TokenError
        when the text is no token, and what the key fetch raises.
        """
        decoded = decode_unverified(token)
        findings = _Findings()
        claims = self._signed_claims(decoded, findings)
        if claims is not None:
            self._check_times(claims, findings)
            self._check_purpose(claims, findings)
        return Verification(checks=findings.checks())

    def _signed_claims(
        self, decoded: DecodedToken, findings: _Findings
    ) -> Mapping[str, Any] | None:
        """Run the checks that end it; return the claims that the signature covers."""
        has_shape = decoded.segments == _JWT_PARTS and is_base64url(decoded.text)
        algorithm, kid = decoded.header.get("alg"), decoded.header.get("kid")
        issuer = decoded.payload.get("iss")
        if not (
            findings.record("parts", has_shape, _shape(decoded), "3 parts")
            and findings.record("algorithm", algorithm == ALGORITHM, algorithm, ALGORITHM)
            and findings.record("issuer", issuer == self._issuer, issuer, self._issuer)
        ):
            return None
        key = self._jwks.key(self._jwks_url, kid) if isinstance(kid, str) else None
        if not findings.record("key", key is not None, kid, "a kid of the user pool's JWKS"):
            return None
        assert key is not None
        claims = claims_if_signed(decoded.text, key)
        said = "fits this key" if claims is not None else "does not fit this key"
        findings.record("signature", claims is not None, said, "fits this key")
        return claims

    def _check_times(self, claims: Mapping[str, Any], findings: _Findings) -> None:
        now = self._clock()
        exp, starts = claims.get("exp"), [claims.get("iat"), claims.get("nbf", 0)]
        numbers = [start for start in starts if _is_number(start)]
        has_starts = len(numbers) == len(starts)
        is_current = _is_number(exp) and now < exp
        findings.record("expiry", is_current, exp, f"later than {int(now)}")
        latest = max(numbers) if has_starts else claims.get("iat")
        has_begun = has_starts and max(numbers) <= now
        findings.record("issued", has_begun, latest, f"not after {int(now)}")

    def _check_purpose(self, claims: Mapping[str, Any], findings: _Findings) -> None:
        use = claims.get("token_use")
        is_usable = use in (TokenUse.ID.value, TokenUse.ACCESS.value)
        if findings.record("token_use", is_usable, use, "id or access"):
            audience = claims.get("aud" if use == TokenUse.ID.value else "client_id")
            findings.record(
                "audience", audience == self._app_client_id, audience, self._app_client_id
            )


def _shape(decoded: DecodedToken) -> str:
    if decoded.is_jwe:
        return "5 parts: encrypted"
    if decoded.segments != _JWT_PARTS:
        return f"{decoded.segments} part" + ("" if decoded.segments == 1 else "s")
    if not is_base64url(decoded.text):
        return "3 parts, not all in base64url"
    return "3 parts"


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _shown(value: object) -> str:
    return "missing" if value is None else str(value)[:_SHOWN]
