"""The six ways to take a user's access away, and what AWS is expected to do about tokens in use.

Data only: the expectations are literals, each with its evidence, and nothing is called here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from services.authorizer.evidence import (
    Evidence,
    documented,
    inferred,
    one_report,
    several_reports,
)


class ActionId(StrEnum):
    SIGN_OUT_LOCALLY = "sign_out_locally"
    REVOKE_TOKEN = "revoke_token"  # noqa: S105 - an action's name
    GLOBAL_SIGN_OUT = "global_sign_out"
    DISABLE = "disable"
    REMOVE_FROM_GROUP = "remove_from_group"
    DELETE = "delete"


class ProbeId(StrEnum):
    """A question asked with the held tokens, before the action and after it."""

    ID_TOKEN = "id_token"  # noqa: S105 - a probe's name
    ACCESS_TOKEN = "access_token"  # noqa: S105 - a probe's name
    ADMINS = "admins"
    GET_USER = "get_user"
    REFRESH = "refresh"
    ADMINS_REFRESHED = "admins_refreshed"


class ProbeVerdict(StrEnum):
    """Whether a probe's token still worked; unclear is an answer that says neither."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNCLEAR = "unclear"


EVERY_ACTION = (ProbeId.ID_TOKEN, ProbeId.ACCESS_TOKEN, ProbeId.GET_USER, ProbeId.REFRESH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What AWS answers to one probe after the action, why, and how sure that is."""

    verdict: ProbeVerdict
    why: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationAction:
    """`call` is the API operation, empty when there is none; `revokes` is what AWS says about it.

    `expected` holds the probes to ask, in the order in which they are asked.
    """

    id: ActionId
    title: str
    call: str
    caption: str
    revokes: str
    evidence: Evidence
    expected: Mapping[ProbeId, Expectation]


def _accepted(why: str, evidence: Evidence) -> Expectation:
    return Expectation(verdict=ProbeVerdict.ACCEPTED, why=why, evidence=evidence)


def _refused(why: str, evidence: Evidence) -> Expectation:
    return Expectation(verdict=ProbeVerdict.REFUSED, why=why, evidence=evidence)


_OFFLINE_ID = "The authorizer checks signature and expiry and does not ask Cognito."
_OFFLINE_ACCESS = "The same offline check: signature, expiry and scope are still good."
_NOTHING_SAID = "Cognito was not told, so the session continues."

_SIGN_OUT_LOCALLY = RevocationAction(
    id=ActionId.SIGN_OUT_LOCALLY,
    title="Sign out locally",
    call="",
    caption="The app forgets the tokens. A copy of a token still works.",
    revokes="Nothing: no call is made, so AWS does not know about it.",
    evidence=several_reports("report: ID token after sign-out"),
    expected={
        ProbeId.ID_TOKEN: _accepted(
            _OFFLINE_ID, several_reports("report: ID token after sign-out")
        ),
        ProbeId.ACCESS_TOKEN: _accepted(_OFFLINE_ACCESS, inferred("cognito: token revocation")),
        ProbeId.GET_USER: _accepted(_NOTHING_SAID, inferred("cognito: token revocation")),
        ProbeId.REFRESH: _accepted(_NOTHING_SAID, inferred("cognito: token revocation")),
    },
)
_REVOKE_TOKEN = RevocationAction(
    id=ActionId.REVOKE_TOKEN,
    title="Revoke the refresh token",
    call="RevokeToken",
    caption="Ends this one session. The user's other sessions continue.",
    revokes=(
        "The refresh token and the access tokens that came from it, for calls of Cognito. A "
        "library that only checks signature and expiry still accepts them."
    ),
    evidence=documented("cognito: token revocation"),
    expected={
        ProbeId.ID_TOKEN: _accepted(
            _OFFLINE_ID,
            several_reports("report: token after RevokeToken", "cognito: token revocation"),
        ),
        ProbeId.ACCESS_TOKEN: _accepted(
            _OFFLINE_ACCESS,
            several_reports("report: token after RevokeToken", "cognito: token revocation"),
        ),
        ProbeId.GET_USER: _refused(
            "Cognito knows that this access token came from the revoked refresh token.",
            documented("cognito: token revocation"),
        ),
        ProbeId.REFRESH: _refused(
            "This refresh token is revoked.", documented("cognito: token revocation")
        ),
    },
)
_GLOBAL_SIGN_OUT = RevocationAction(
    id=ActionId.GLOBAL_SIGN_OUT,
    title="Sign out everywhere",
    call="AdminUserGlobalSignOut",
    caption="Ends the user's sessions on all devices, but not a browser's at managed login.",
    revokes=(
        "All tokens Cognito issued to the user, for calls of Cognito. Other requests may stay "
        "valid until the token expires, and the cookie of managed login stays: only its logout "
        "page ends that."
    ),
    evidence=documented("cognito: AdminUserGlobalSignOut"),
    expected={
        ProbeId.ID_TOKEN: _accepted(
            _OFFLINE_ID,
            documented("cognito: AdminUserGlobalSignOut", "report: ID token after sign-out"),
        ),
        ProbeId.ACCESS_TOKEN: _accepted(
            _OFFLINE_ACCESS,
            one_report(
                "report: access token after global sign-out", "cognito: AdminUserGlobalSignOut"
            ),
        ),
        ProbeId.GET_USER: _refused(
            "Cognito no longer takes an access token from before the sign-out.",
            documented("cognito: AdminUserGlobalSignOut"),
        ),
        ProbeId.REFRESH: _refused(
            "Cognito no longer takes a refresh token from before the sign-out.",
            documented("cognito: AdminUserGlobalSignOut"),
        ),
    },
)
_DISABLE = RevocationAction(
    id=ActionId.DISABLE,
    title="Disable the user",
    call="AdminDisableUser",
    caption="The user stays in the pool but cannot sign in.",
    revokes="All access tokens of the user, for calls of Cognito. The user cannot sign in.",
    evidence=documented("cognito: AdminDisableUser"),
    expected={
        ProbeId.ID_TOKEN: _accepted(
            _OFFLINE_ID, inferred("cognito: token revocation", "report: token of a deleted user")
        ),
        ProbeId.ACCESS_TOKEN: _accepted(
            _OFFLINE_ACCESS,
            inferred("cognito: token revocation", "report: token of a deleted user"),
        ),
        ProbeId.GET_USER: _refused(
            "Cognito sees that the user is disabled.", documented("cognito: AdminDisableUser")
        ),
        ProbeId.REFRESH: _refused(
            "A disabled user gets no new tokens.", inferred("cognito: AdminDisableUser")
        ),
    },
)
_REMOVE_FROM_GROUP = RevocationAction(
    id=ActionId.REMOVE_FROM_GROUP,
    title="Remove from the group admins",
    call="AdminRemoveUserFromGroup",
    caption="The user may do less from now on, but the token still says admins.",
    revokes="No token. A token names the groups that its user had when it was issued.",
    evidence=inferred("report: groups after a refresh", "report: groups change at the next token"),
    expected={
        ProbeId.ID_TOKEN: _accepted(_OFFLINE_ID, inferred("cognito: token revocation")),
        ProbeId.ACCESS_TOKEN: _accepted(_OFFLINE_ACCESS, inferred("cognito: token revocation")),
        ProbeId.ADMINS: _accepted(
            "The function reads the groups in the token, and the token still says admins.",
            inferred("report: groups change at the next token", "report: groups after a refresh"),
        ),
        ProbeId.GET_USER: _accepted(
            "The session continues; groups do not matter here.",
            inferred("cognito: token revocation"),
        ),
        ProbeId.REFRESH: _accepted(
            "The session continues.", inferred("report: groups after a refresh")
        ),
        ProbeId.ADMINS_REFRESHED: _refused(
            "The new ID token no longer says admins: the change takes effect with a refresh.",
            inferred("report: groups after a refresh"),
        ),
    },
)
_DELETE = RevocationAction(
    id=ActionId.DELETE,
    title="Delete the user",
    call="AdminDeleteUser",
    caption="The user is gone from the pool, with everything Cognito knew about the user.",
    revokes="Not documented for tokens in use: the operation's page only says it deletes the user.",
    evidence=inferred("cognito: token revocation", "report: token of a deleted user"),
    expected={
        ProbeId.ID_TOKEN: _accepted(
            _OFFLINE_ID, inferred("cognito: token revocation", "report: token of a deleted user")
        ),
        ProbeId.ACCESS_TOKEN: _accepted(
            _OFFLINE_ACCESS,
            inferred("cognito: token revocation", "report: token of a deleted user"),
        ),
        ProbeId.GET_USER: _refused(
            "Cognito has no such user any more.",
            inferred("cognito: token revocation", "report: token of a deleted user"),
        ),
        ProbeId.REFRESH: _refused(
            "There is no user to issue tokens for.",
            inferred("cognito: token revocation", "report: token of a deleted user"),
        ),
    },
)
ACTIONS: tuple[RevocationAction, ...] = (
    _SIGN_OUT_LOCALLY,
    _REVOKE_TOKEN,
    _GLOBAL_SIGN_OUT,
    _DISABLE,
    _REMOVE_FROM_GROUP,
    _DELETE,
)


def action(action_id: str) -> RevocationAction:
    """Return the action of ACTIONS with this id; an unknown id is a KeyError."""
    return {each.id.value: each for each in ACTIONS}[action_id]
