"""Glossary: every claim of Cognito's tokens in one plain sentence; no formatting of values.

Sources: https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
and https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
"""

from dataclasses import dataclass
from enum import StrEnum

_END_OF_YEAR_9999 = 253_402_300_799
_CUSTOM = "custom:"
SIGN_IN_SCOPE = "aws.cognito.signin.user.admin"  # what every sign-in with a password grants


class ClaimKind(StrEnum):
    TIME = "time"
    LIST = "list"
    FLAG = "flag"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimMeaning:
    """`kind` tells how the value reads: TIME is epoch seconds that fit a calendar."""

    title: str
    meaning: str
    kind: ClaimKind


_TIMES = frozenset({"exp", "iat", "nbf", "auth_time", "updated_at"})
_FLAGS = frozenset({"email_verified", "phone_number_verified"})

_MEANINGS: dict[str, tuple[str, str]] = {
    # In both tokens
    "sub": (
        "Subject",
        "The user's unchanging id in this user pool; use it as the key in your own data.",
    ),
    "iss": ("Issuer", "The user pool that issued the token; its public keys are found below it."),
    "token_use": (
        "Token use",
        "What this token is for: id tells who someone is, access what they may do.",
    ),
    "auth_time": ("Signed in at", "When the user proved who they are; a refresh does not move it."),
    "iat": ("Issued at", "When Cognito issued this token."),
    "exp": ("Expires at", "From this second on the token is refused."),
    "nbf": ("Not before", "Before this second the token is refused; Cognito does not set it."),
    "jti": ("Token id", "This one token's own id."),
    "origin_jti": (
        "Sign-in id",
        "The id that all tokens of one sign-in share; Cognito revokes them by it.",
    ),
    "event_id": ("Event id", "The id of the sign-in event, for finding it in AWS's logs."),
    "cognito:groups": (
        "Groups",
        (
            "The user pool groups the user was in when this token was issued; a change shows "
            "only in the next token."
        ),
    ),
    # In ID tokens
    "aud": ("Audience", "The app client this ID token was issued to."),
    "cognito:username": ("Username", "The user's name in the user pool."),
    "cognito:roles": ("Roles", "The IAM roles attached to the user's groups."),
    "cognito:preferred_role": (
        "Preferred role",
        (
            "The IAM role of the user's group with the best precedence, the one with the lowest "
            "number."
        ),
    ),
    "identities": (
        "Linked identities",
        "The accounts at outside identity providers, such as Google, linked to this user.",
    ),
    "nonce": (
        "Nonce",
        (
            "The random value the app sent when it started the sign-in, so that it can tell a "
            "replayed answer."
        ),
    ),
    "at_hash": (
        "Access token hash",
        (
            "A hash of the access token issued with this ID token, which shows that they belong "
            "together."
        ),
    ),
    # In access tokens
    "client_id": ("App client", "The app client this access token was issued to."),
    "username": ("Username", "The user's name in the user pool."),
    "scope": (
        "Scopes",
        (
            "What the token permits, separated by spaces; aws.cognito.signin.user.admin lets users "
            "manage their own profile."
        ),
    ),
    "version": ("Version", "The version of the access token's format."),
    "device_key": ("Device", "The id of the remembered device that the user signed in on."),
    # Standard attributes, which an ID token carries when the app client may read them
    "email": ("E-mail address", "The user's e-mail address as the user pool has it."),
    "email_verified": ("E-mail verified", "Whether the user pool counts the address as proven."),
    "phone_number": ("Phone number", "The user's phone number with the country code first."),
    "phone_number_verified": (
        "Phone number verified",
        "Whether the user pool counts the number as proven.",
    ),
    "name": ("Name", "The user's full name."),
    "given_name": ("Given name", "The user's first name."),
    "family_name": ("Family name", "The user's last name."),
    "middle_name": ("Middle name", "The user's middle name."),
    "nickname": ("Nickname", "What the user likes to be called."),
    "preferred_username": (
        "Preferred username",
        "The name the user chose to be known by; it can change, unlike the username.",
    ),
    "profile": ("Profile page", "The address of the user's profile page."),
    "picture": ("Picture", "The address of the user's picture."),
    "website": ("Website", "The address of the user's website."),
    "gender": ("Gender", "The gender the user gave."),
    "birthdate": ("Birth date", "The user's date of birth, year first."),
    "zoneinfo": ("Time zone", "The user's time zone, for example Europe/Berlin."),
    "locale": ("Locale", "The user's language and country, for example en-US."),
    "address": ("Postal address", "The user's postal address."),
    "updated_at": ("Updated at", "When the user's profile was last changed."),
}


def explain_claim(name: str, value: object) -> ClaimMeaning:
    """Return what a claim means and how its value reads; unknown claims are said to be unknown."""
    title, meaning = _MEANINGS.get(name) or _not_in_the_list(name)
    return ClaimMeaning(title=title, meaning=meaning, kind=_kind(name, value))


def _not_in_the_list(name: str) -> tuple[str, str]:
    if name.startswith(_CUSTOM) and len(name) > len(_CUSTOM):
        title = name.removeprefix(_CUSTOM).replace("_", " ").strip()
        return (
            title[:1].upper() + title[1:] or name,
            "A custom attribute: whoever set up this user pool defined it.",
        )
    return (
        name,
        "Not one of Cognito's own claims: a pre token generation trigger may have added it.",
    )


def _kind(name: str, value: object) -> ClaimKind:
    if name in _TIMES and _is_calendar_time(value):
        return ClaimKind.TIME
    if isinstance(value, list):
        return ClaimKind.LIST
    if isinstance(value, bool) or (name in _FLAGS and value in ("true", "false")):
        return ClaimKind.FLAG
    return ClaimKind.TEXT


def _is_calendar_time(value: object) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and 0 <= value <= _END_OF_YEAR_9999  # type: ignore[operator]
