"""TokenVerifier: proves a Cognito token check by check; algorithms and options are fixed here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from services.tokens.claims import (
    Claims,
    app_client,
    app_client_claim,
    claim_text,
    has_begun,
    is_current,
    latest_start,
    wrong_types,
)
from services.tokens.decode import DecodedToken, TokenUse, decode_unverified
from services.tokens.keys import Jwk, JwksCache
from services.tokens.signature import ALGORITHM, claims_if_signed, extension_of, is_base64url

_JWT_PARTS = 3
_SHOWN = 200
_OF_ONE_POOL = ("issuer", "audience")

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
    "claims": (
        "Claims of the right types",
        "The JWT standard (RFC 7519) says which claims are text and which are numbers.",
    ),
    "expiry": (
        "Not expired",
        "From the second in the exp claim on, the token is no longer valid.",
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
    """One check; `passed` is None when it was not reached, because an earlier check failed.

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

    def record(self, check_id: str, passed: bool, value: str, expected: str) -> bool:
        self.found[check_id] = (passed, value[:_SHOWN], expected)
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

        A failure up to the signature ends the run: claims that nobody signed prove nothing. Raises
        TokenError when the text is no token, and what fetching the keys raises.
        """
        decoded = decode_unverified(token)
        findings = _Findings()
        claims = self._signed_claims(decoded, findings)
        if claims is not None:
            _check_types(claims, findings)
            self._check_times(claims, findings)
            self._check_purpose(claims, findings)
        return Verification(checks=findings.checks())

    def _signed_claims(self, decoded: DecodedToken, findings: _Findings) -> Claims | None:
        """Run the checks that end it; return the claims that the signature covers."""
        header, claims = decoded.header, decoded.payload
        has_shape = decoded.segments == _JWT_PARTS and is_base64url(decoded.text)
        is_rs256, is_ours = header.get("alg") == ALGORITHM, claims.get("iss") == self._issuer
        if not (
            findings.record("parts", has_shape, _shape(decoded), "3 parts")
            and findings.record("algorithm", is_rs256, claim_text(header, "alg"), ALGORITHM)
            and findings.record("issuer", is_ours, claim_text(claims, "iss"), self._issuer)
        ):
            return None
        kid = header.get("kid")
        key = self._jwks.key(self._jwks_url, kid) if isinstance(kid, str) else None
        wanted = "a kid of the user pool's JWKS"
        if not findings.record("key", key is not None, claim_text(header, "kid"), wanted):
            return None
        assert key is not None
        signed = claims_if_signed(decoded.text, key)
        findings.record("signature", signed is not None, _fit(decoded, signed), "fits this key")
        return signed

    def _check_times(self, claims: Claims, findings: _Findings) -> None:
        now = self._clock()
        expires, latest = claim_text(claims, "exp"), latest_start(claims)
        findings.record("expiry", is_current(claims, now), expires, f"later than {int(now)}")
        starts = "missing" if latest is None else str(latest)
        findings.record("issued", has_begun(claims, now), starts, f"not after {int(now)}")

    def _check_purpose(self, claims: Claims, findings: _Findings) -> None:
        is_usable = claims.get("token_use") in (TokenUse.ID.value, TokenUse.ACCESS.value)
        use = claim_text(claims, "token_use")
        if findings.record("token_use", is_usable, use, "id or access"):
            is_for_us = app_client(claims) == self._app_client_id
            audience = claim_text(claims, app_client_claim(claims))
            findings.record("audience", is_for_us, audience, self._app_client_id)


def verify_with_keys(
    token: str, keys: Mapping[str, Jwk], clock: Callable[[], float]
) -> Verification:
    """Return the checks of a token of any issuer with the keys that somebody gave for it.

    Whose keys they are, and for which app client the token is, only the giver knows: these two
    checks are left out. Raises TokenError when the text is no token.
    """
    claims: Any = decode_unverified(token).payload
    document = {"keys": list(keys.values())}
    verifier = TokenVerifier(
        issuer=claims.get("iss"),
        jwks_url="",
        app_client_id=app_client(claims),  # type: ignore[arg-type]  # compared with itself
        jwks=JwksCache(lambda _: document, clock),
        clock=clock,
    )
    checks = verifier.verify(token).checks
    return Verification(checks=tuple(each for each in checks if each.id not in _OF_ONE_POOL))


def _check_types(claims: Claims, findings: _Findings) -> None:
    wrong = wrong_types(claims)
    found = (
        ", ".join(f"{each.name} is {each.found}" for each in wrong) or "as the standard has them"
    )
    wanted = ", ".join(f"{each.name} as {each.wanted}" for each in wrong)
    findings.record("claims", not wrong, found, wanted)


def _fit(decoded: DecodedToken, claims: Claims | None) -> str:
    if extension := extension_of(decoded.header):
        return f"asks for an extension ({extension})"
    return "fits this key" if claims is not None else "does not fit this key"


def _shape(decoded: DecodedToken) -> str:
    if decoded.is_jwe:
        return "5 parts: encrypted"
    if decoded.segments != _JWT_PARTS:
        return f"{decoded.segments} part" + ("" if decoded.segments == 1 else "s")
    if not is_base64url(decoded.text):
        return "3 parts, not all in base64url"
    return "3 parts"
