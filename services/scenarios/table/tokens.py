"""Scenarios about the token itself: forged or damaged, and good but revoked."""

from services.authorizer.evidence import documented, inferred, one_report, several_reports
from services.scenarios import token_changes as changes
from services.scenarios.scenario import Credential, Group, Scenario, Sending
from services.scenarios.table.expectations import EXPIRED, U401, answered_by
from services.scenarios.token_changes import Change

_MY_API = answered_by("/my-api")
_SCOPED = answered_by("/my-api/scoped")


def _forged(id: str, title: str, story: str, change: Change, row: str) -> Scenario:
    """Return the scenario of a changed ID token; nobody has posted AWS's answer to one."""
    return Scenario(
        id=id,
        title=title,
        story=story,
        group=Group.FORGED,
        sending=Sending(credential=Credential.ID, change=change),
        expected=U401,
        evidence=inferred("D2", "D4"),
        row=row,
    )


FORGED: tuple[Scenario, ...] = (
    _forged(
        "later-expiry",
        "Expiry pushed into the future",
        "Somebody does not want to sign in again and edits the exp claim.",
        changes.with_later_expiry,
        "13",
    ),
    _forged(
        "flipped-bit",
        "One bit of the signature changed",
        "The smallest possible damage: a single bit, and the proof is gone.",
        changes.with_flipped_signature_bit,
        "14",
    ),
    _forged(
        "alg-none",
        "Algorithm none",
        "The classic forgery: the header says that no signature is needed.",
        changes.with_alg_none,
        "15",
    ),
    _forged(
        "hs256-public-key",
        "HS256 with the public key",
        "The public key is used as an HMAC secret; verifiers that trust the header fall for it.",
        changes.with_hs256_by_public_key,
        "16",
    ),
    _forged(
        "unknown-kid",
        "Key id that the pool does not have",
        "The header points to another key: the attacker's own, or one that was rotated away.",
        changes.with_unknown_kid,
        "17",
    ),
    _forged(
        "no-kid",
        "No key id",
        "Without kid nobody can tell which key to verify with.",
        changes.without_kid,
        "17",
    ),
    _forged(
        "two-parts",
        "Two parts only",
        "The signature was cut off when the token was copied.",
        changes.without_signature_part,
        "4",
    ),
    _forged(
        "four-parts",
        "Four parts",
        "Something was appended to the token: a file name, a sentence's full stop.",
        changes.with_a_fourth_part,
        "4",
    ),
    _forged(
        "five-parts",
        "Five parts",
        "Five parts are an encrypted token: the form of Cognito's refresh tokens.",
        changes.with_five_parts,
        "11",
    ),
    _forged(
        "list-payload",
        "Payload is a list",
        "The payload is JSON, but no object of claims.",
        changes.with_a_list_as_payload,
        "13",
    ),
    _forged(
        "claim-twice",
        "A claim stands twice",
        "Two readers may see two values; the signature settles it.",
        changes.with_a_claim_twice,
        "13",
    ),
    _forged(
        "non-ascii",
        "Letters beyond ASCII in a claim",
        "Names have accents; changed ones break the signature like any other change.",
        changes.with_non_ascii_claim,
        "13",
    ),
    _forged(
        "cut-token",
        "Half a token",
        "A terminal or a database column cut the long line.",
        changes.cut_in_half,
        "3",
    ),
    _forged(
        "space-inside",
        "A space inside the token",
        "The token was copied from a display that wrapped it.",
        changes.with_a_space_inside,
        "3",
    ),
)


def _revoked(id: str, title: str, story: str, credential: Credential, row: str) -> Scenario:
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
            "21": documented("D8", "F12"),
            "21b": one_report("F11", "D8"),
            "22": inferred("D9", "F14"),
            "23": inferred("D9", "F14"),
            "24": several_reports("D9", "F13"),
        }[row],
        row=row,
    )


REVOKED: tuple[Scenario, ...] = (
    _revoked(
        "id-after-sign-out",
        "ID token after global sign-out",
        "The user pressed sign out everywhere. API Gateway verifies offline and never asks.",
        Credential.SIGNED_OUT_ID,
        "21",
    ),
    _revoked(
        "access-after-sign-out",
        "Access token after global sign-out",
        "Cognito's own operations refuse this token now; API Gateway still takes it.",
        Credential.SIGNED_OUT_ACCESS,
        "21b",
    ),
    _revoked(
        "id-after-revocation",
        "ID token after RevokeToken",
        "The refresh token was revoked: no new tokens, but the old ones live on.",
        Credential.REVOKED_ID,
        "24",
    ),
    _revoked(
        "access-after-revocation",
        "Access token after RevokeToken",
        "A revoked access token still verifies offline until it expires.",
        Credential.REVOKED_ACCESS,
        "24",
    ),
    _revoked(
        "id-after-disable",
        "ID token of a disabled user",
        "Somebody left the team and was disabled: the token in their browser still works.",
        Credential.DISABLED_ID,
        "22",
    ),
    _revoked(
        "id-after-delete",
        "ID token of a deleted user",
        "Even the user's deletion does not reach a token that is out.",
        Credential.DELETED_ID,
        "23",
    ),
    Scenario(
        id="expired-access-on-scoped",
        title="Expired access token on a method with scopes",
        story="What ends every one of these tokens in the end: its own expiry.",
        group=Group.REVOKED,
        path="/my-api/scoped",
        sending=Sending(credential=Credential.EXPIRED_ACCESS),
        expected=EXPIRED,
        evidence=one_report(),
        row="12b",
    ),
)
