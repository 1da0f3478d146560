"""Scenarios about the token itself: forged or damaged, and good but revoked."""

from services.authorizer.evidence import (
    documented,
    inferred,
    not_verified,
    one_report,
    several_reports,
)
from services.scenarios import token_changes as changes
from services.scenarios.scenario import Credential, Group, Scenario, Sending
from services.scenarios.table.expectations import EXPIRED, U401, answered_by
from services.scenarios.token_changes import Change

_MY_API = answered_by("/my-api")
_SCOPED = answered_by("/my-api/scoped")


def _forged(id: str, title: str, story: str, change: Change, fact: str) -> Scenario:
    """Return the scenario of a changed ID token; nobody has posted AWS's answer to one."""
    return Scenario(
        id=id,
        title=title,
        story=story,
        group=Group.FORGED,
        sending=Sending(credential=Credential.ID, change=change),
        expected=U401,
        evidence=inferred("api gateway: cognito overview", "re:Post: 401 of a cognito authorizer"),
        fact=fact,
    )


FORGED: tuple[Scenario, ...] = (
    _forged(
        "later-expiry",
        "Expiry pushed into the future",
        "Somebody does not want to sign in again and edits the exp claim.",
        changes.with_later_expiry,
        "changed payload",
    ),
    _forged(
        "flipped-bit",
        "One bit of the signature changed",
        "The smallest possible damage: a single bit, and the proof is gone.",
        changes.with_flipped_signature_bit,
        "changed signature",
    ),
    _forged(
        "alg-none",
        "Algorithm none",
        "The classic forgery: the header says that no signature is needed.",
        changes.with_alg_none,
        "algorithm none",
    ),
    _forged(
        "hs256-public-key",
        "HS256 with the public key",
        "The public key is used as an HMAC secret; verifiers that trust the header accept it.",
        changes.with_hs256_by_public_key,
        "HS256 with the public key",
    ),
    _forged(
        "unknown-kid",
        "Key id that the pool does not have",
        "The header points to another key: the attacker's own, or one that was rotated away.",
        changes.with_unknown_kid,
        "unknown or missing key id",
    ),
    _forged(
        "no-kid",
        "No key id",
        "Without kid nobody can tell which key to verify with.",
        changes.without_kid,
        "unknown or missing key id",
    ),
    _forged(
        "two-parts",
        "Two parts only",
        "The signature was cut off when the token was copied.",
        changes.without_signature_part,
        "wrong number of parts",
    ),
    _forged(
        "four-parts",
        "Four parts",
        "Something was appended to the token: a file name, a sentence's full stop.",
        changes.with_a_fourth_part,
        "wrong number of parts",
    ),
    _forged(
        "five-parts",
        "Five parts",
        "Five parts are an encrypted token: the form of Cognito's refresh tokens.",
        changes.with_five_parts,
        "refresh token",
    ),
    _forged(
        "list-payload",
        "Payload is a list",
        "The payload is JSON, but no object of claims.",
        changes.with_a_list_as_payload,
        "changed payload",
    ),
    _forged(
        "claim-twice",
        "A claim stands twice",
        "Two readers may see two values, but the signature no longer fits.",
        changes.with_a_claim_twice,
        "changed payload",
    ),
    _forged(
        "non-ascii",
        "Letters beyond ASCII in a claim",
        "Names have accents; changed ones break the signature like any other change.",
        changes.with_non_ascii_claim,
        "changed payload",
    ),
    _forged(
        "cut-token",
        "Half a token",
        "A terminal or a database column cut the long line.",
        changes.cut_in_half,
        "not a token",
    ),
    _forged(
        "space-inside",
        "A space inside the token",
        "The token was copied from a display that wrapped it.",
        changes.with_a_space_inside,
        "not a token",
    ),
)


def _revoked(id: str, title: str, story: str, credential: Credential, fact: str) -> Scenario:
    is_access = "access" in credential.value
    return Scenario(
        id=id,
        title=title,
        story=story,
        group=Group.REVOKED,
        path="/my-api/scoped" if is_access else "/my-api",
        sending=Sending(credential=credential),
        expected=_SCOPED if is_access else _MY_API,
        evidence={
            "ID token after a global sign-out": documented(
                "cognito: AdminUserGlobalSignOut", "report: ID token after sign-out"
            ),
            "access token after a global sign-out": one_report(
                "report: access token after global sign-out", "cognito: AdminUserGlobalSignOut"
            ),
            "disabled user": inferred(
                "cognito: token revocation", "report: token of a deleted user"
            ),
            "deleted user": inferred(
                "cognito: token revocation", "report: token of a deleted user"
            ),
            "revoked refresh token": several_reports(
                "cognito: token revocation", "report: token after RevokeToken"
            ),
        }[fact],
        fact=fact,
    )


REVOKED: tuple[Scenario, ...] = (
    _revoked(
        "id-after-sign-out",
        "ID token after global sign-out",
        "The user pressed sign out everywhere. API Gateway verifies offline and never asks.",
        Credential.SIGNED_OUT_ID,
        "ID token after a global sign-out",
    ),
    _revoked(
        "access-after-sign-out",
        "Access token after global sign-out",
        "Cognito's own operations refuse this token now; API Gateway still takes it.",
        Credential.SIGNED_OUT_ACCESS,
        "access token after a global sign-out",
    ),
    _revoked(
        "id-after-revocation",
        "ID token after RevokeToken",
        "The refresh token was revoked: no new tokens, but the old ones still work.",
        Credential.REVOKED_ID,
        "revoked refresh token",
    ),
    _revoked(
        "access-after-revocation",
        "Access token after RevokeToken",
        "A revoked access token still verifies offline until it expires.",
        Credential.REVOKED_ACCESS,
        "revoked refresh token",
    ),
    _revoked(
        "id-after-disable",
        "ID token of a disabled user",
        "Somebody left the team and was disabled: the token in their browser still works.",
        Credential.DISABLED_ID,
        "disabled user",
    ),
    _revoked(
        "id-after-delete",
        "ID token of a deleted user",
        "Deleting the user does not change a token that was already issued.",
        Credential.DELETED_ID,
        "deleted user",
    ),
    Scenario(
        id="expired-access-on-scoped",
        title="Expired access token on a method with scopes",
        story="In the end each of these tokens expires; the text was reported for ID tokens.",
        group=Group.REVOKED,
        path="/my-api/scoped",
        sending=Sending(credential=Credential.EXPIRED_ACCESS),
        expected=EXPIRED,
        evidence=not_verified("report: expired token"),
        fact="expired access token",
    ),
)
