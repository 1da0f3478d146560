"""Causes of an authorizer's 401: what is wrong with the token, or with the authorizer."""

from services.authorizer.commands import SHOW_AUTHORIZERS
from services.authorizer.evidence import documented, inferred, several_reports
from services.authorizer.rest_api import is_updated_issuer
from services.authorizer.token_checks import fits_audience
from services.doctor.case import Case
from services.doctor.cause import Cause, Match, certain, likely, possible
from services.doctor.causes.unread_token_causes import STARTED, UNREAD_TOKEN_CAUSES
from services.doctor.readers.excerpt import MAY_BE_LEFT_OUT
from services.tokens.decode import TokenUse

_IS_ACCESS = "The token's token_use claim is access."
_SPEAKS_OF_ITS_TIME = "token has expired"
# The authorizer's own sentence, and Cognito's for the calls that take an access token.
_EXPIRED = ("the incoming token has expired", "access token has expired")


def _no_token(case: Case) -> Match | None:
    if not _shows_no_token(case):
        return None
    name = case.authorizer.token_header if case.authorizer else "Authorization"
    sent = case.symptom.request_headers
    if sent is None:
        return possible(f"The answer is {case.said}, and it is not known what was sent.")
    value = case.symptom_header(name)
    if value is not None and value.strip():
        return None
    if value is None and MAY_BE_LEFT_OUT in case.symptom.says:
        return likely(f"The file shows no {name} header.", MAY_BE_LEFT_OUT)
    seen = "was sent empty" if value is not None else "was not sent"
    elsewhere = [key for key, text in sent if "eyJ" in text]
    hint = (f"A token was sent in {elsewhere[0]} instead.",) if elsewhere else ()
    return certain(f"The authorizer reads the token from {name}, and that header {seen}.", *hint)


def _shows_no_token(case: Case) -> bool:
    # A browser never puts a token into its preflight request, so a missing one is not the cause.
    is_preflight = case.symptom.http_method == "OPTIONS"
    is_asked_for = case.is_refused_by_authorizer and not is_preflight
    is_told = case.says(STARTED) or _SPEAKS_OF_ITS_TIME in case.message
    return is_asked_for and not is_told and not case.symptom.token.strip()


def _same_answer(case: Case, what: str) -> Match | None:
    """Return that `what` is answered like no token at all, where nobody knows what was sent."""
    is_unknown = _shows_no_token(case) and case.symptom.request_headers is None
    is_aws_words = case.message.rstrip(".!") in ("", "unauthorized") and not case.another_server
    if not (is_unknown and is_aws_words) or case.is_token_hidden:
        return None
    return possible(f"AWS answers {what} in the same way as no token at all.")


def _elsewhere(case: Case) -> Match | None:
    if not case.is_refused_by_authorizer or not case.is_let_through_by_decision:
        return None
    return likely(
        "The token that was pasted is genuine, has not expired, and fits this method's settings: "
        "the same call with it gets through now.",
        "So the fault lies in the call: another header's name, another address or stage, a space "
        "or quote around the token, or settings that were not deployed at that time.",
    )


def _expired(case: Case) -> Match | None:
    if _SPEAKS_OF_ITS_TIME not in case.message or case.says("refresh token", "or is not yet"):
        return None
    ended = f"The token's exp claim is {case.claim('exp')}." if case.claims else ""
    sure = certain if case.message.rstrip(".") in _EXPIRED else likely
    return sure(f"The answer is {case.said}.", *filter(None, [ended]))


def _other_pool(case: Case) -> Match | None:
    if not case.is_refused_by_authorizer:
        return None
    if not case.claims:
        return _same_answer(case, "a token of another user pool")
    issuer = case.claim("iss")
    if case.authorizer is None:
        return possible(f"The token was issued by {issuer}; compare it with the authorizer's pool.")
    if issuer in case.authorizer.issuers:
        return None
    pools = " or ".join(case.authorizer.issuers) or "no user pool"
    updated = (
        "This is the updated form of an issuer, which AWS says this kind of authorizer does not "
        "take at present."
    )
    return certain(
        f"The token's iss claim is {issuer}.",
        f"The authorizer {case.authorizer.name} accepts {pools}.",
        *([updated] if is_updated_issuer(issuer) else []),
    )


def _audience(case: Case) -> Match | None:
    authorizer = case.authorizer
    if not case.is_refused_by_authorizer or not case.claims or authorizer is None:
        return None
    if not authorizer.audience_pattern or fits_audience(
        authorizer.audience_pattern, case.claims.get("aud")
    ):
        return None
    access = case.token_use == TokenUse.ACCESS
    why = ("As a rule an access token has no aud claim, so it does not fit.",) if access else ()
    return certain(
        f"The authorizer wants an aud claim that fits {authorizer.audience_pattern}.",
        f"The token's aud claim is {case.claim('aud')}.",
        *why,
    )


def _access_without_scopes(case: Case) -> Match | None:
    if not case.is_refused_by_authorizer:
        return None
    is_retold = not case.claims and case.speaks_of_an_access_token
    if not (is_retold or case.token_use == TokenUse.ACCESS):
        has_scopes = case.method is not None and case.method.scopes
        return (
            None if has_scopes else _same_answer(case, "an access token at a method without scopes")
        )
    seen = "The text speaks of an access token." if is_retold else _IS_ACCESS
    if case.method is None:
        return likely(
            seen, "A method without scopes expects an ID token; this one's are not known."
        )
    if case.method.scopes:
        return None
    return certain(
        seen,
        f"{case.method.http_method} {case.method.path} lists no scopes, so the authorizer reads "
        "the token as an ID token.",
    )


def _id_with_scopes(case: Case) -> Match | None:
    if not case.is_refused_by_authorizer:
        return None
    if case.token_use != TokenUse.ID:
        has_scopes = case.method is not None and case.method.scopes
        return _same_answer(case, "an ID token at a method with scopes") if has_scopes else None
    seen = "The token's token_use claim is id."
    if case.method is None:
        return possible(seen, "A method with scopes expects an access token; look at its scopes.")
    if not case.method.scopes:
        return None
    wanted = " or ".join(case.method.scopes)
    return certain(seen, f"{case.method.http_method} {case.method.path} wants the scope {wanted}.")


def _unverifiable(case: Case) -> Match | None:
    if not case.is_refused_by_authorizer or not case.claims or case.symptom.is_genuine:
        return None
    if case.symptom.is_genuine is False:
        return likely(
            "The signature of the pasted token does not fit the key that its kid names: it was "
            "changed, or copied wrongly."
        )
    return possible(
        "The token can be read, but that proves nothing: its signature, its kid or its lifetime "
        "may be wrong.",
        f"It says iss {case.claim('iss')}, token_use {case.claim('token_use')}, exp "
        f"{case.claim('exp')}.",
    )


TOKEN_CAUSES: tuple[Cause, ...] = (
    Cause(
        id="no-token",
        title="No token reached the authorizer",
        look=_no_token,
        fix="Sign in and send the token in the header that the authorizer reads.",
        command='curl -i "$BASE_URL/my-api" -H "Authorization: Bearer $ID_TOKEN"',
        page="sign_in",
        evidence=several_reports(
            "api gateway: gateway responses",
            "report: raw 401",
            "report: error types of an API",
            "chromium: HAR files without a token",
        ),
        checks=("header",),
    ),
    Cause(
        id="expired",
        title="The token has expired",
        look=_expired,
        fix="Exchange the refresh token for new ones, or sign in again.",
        command=('curl -s "$SIGN_IN_URL/refresh" -d \'{"username": "…", "refresh_token": "…"}\''),
        page="sign_in",
        evidence=several_reports("report: expired token", "re:Post: 401 of a cognito authorizer"),
        checks=("expiry",),
    ),
    *UNREAD_TOKEN_CAUSES,
    Cause(
        id="fault-elsewhere",
        title="This token is genuine and fits the method now: the fault is elsewhere",
        look=_elsewhere,
        fix="Send exactly this token with `curl -iv` and compare the request with the one refused.",
        command='curl -iv "$BASE_URL/my-api" -H "Authorization: Bearer $ID_TOKEN"',
        page="call_api",
        evidence=inferred("re:Post: 401 of a cognito authorizer"),
    ),
    Cause(
        id="audience",
        title="The token's app client is not the one that the authorizer accepts",
        look=_audience,
        fix="Sign in through the app client that the pattern names, or correct the pattern.",
        command=SHOW_AUTHORIZERS,
        page="admin_stack",
        evidence=documented("api gateway: cognito authorizer", "api gateway: CreateAuthorizer"),
        checks=("audience",),
    ),
    Cause(
        id="access-token-without-scopes",
        title="An access token, where the method expects an ID token",
        look=_access_without_scopes,
        fix="Send the ID token, or list a scope on the method that the access token holds.",
        command='curl -i "$BASE_URL/my-api" -H "Authorization: Bearer $ID_TOKEN"',
        page="call_api",
        evidence=documented(
            "api gateway: cognito authorizer",
            "re:Post: 401 of a cognito authorizer",
            "report: ID token accepted, access token refused",
            "report: access token refused",
        ),
        checks=("token_use",),
    ),
    Cause(
        id="other-pool",
        title="The token's issuer is not one of the authorizer's user pools",
        look=_other_pool,
        fix=(
            "If the pool was created again, let the authorizer name the new one and deploy; if it "
            "has the updated issuer, give it the original one; otherwise sign in at the pool that "
            "the authorizer names."
        ),
        command=SHOW_AUTHORIZERS,
        page="admin_stack",
        evidence=documented(
            "re:Post: 401 of a cognito authorizer", "report: token of another pool"
        ),
        checks=("issuer",),
    ),
    Cause(
        id="id-token-with-scopes",
        title="An ID token, where the method expects an access token",
        look=_id_with_scopes,
        fix="Send the access token; only it has a scope claim.",
        command='curl -i "$BASE_URL/my-api/scoped" -H "Authorization: Bearer $ACCESS_TOKEN"',
        page="call_api",
        evidence=documented(
            "api gateway: cognito authorizer",
            "re:Post: 401 of a cognito authorizer",
            "api gateway: PutMethod",
        ),
        checks=("token_use",),
    ),
    Cause(
        id="unverifiable",
        title="The token was changed, or its key is not one of the pool's",
        look=_unverifiable,
        fix="Check the token on the Sign in page under Decode any token, then sign in again.",
        page="sign_in",
        evidence=inferred("api gateway: cognito overview", "re:Post: 401 of a cognito authorizer"),
        checks=("key", "signature", "claims", "issued"),
    ),
)
