"""Cognito's user states in plain words and colours; used by the persona picker and the list."""

from dataclasses import dataclass
from typing import Literal

BadgeColor = Literal["green", "blue", "orange", "red", "gray", "violet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusWords:
    label: str
    color: BadgeColor
    meaning: str


DISABLED = "Disabled"
_UNUSED = "AWS no longer uses this status."
_STATUS = {
    "CONFIRMED": StatusWords(
        label="Confirmed", color="green", meaning="Can sign in with the password."
    ),
    "FORCE_CHANGE_PASSWORD": StatusWords(
        label="Must change password",
        color="blue",
        meaning="Has a temporary password and chooses a new one at the first sign-in.",
    ),
    "UNCONFIRMED": StatusWords(
        label="Unconfirmed", color="orange", meaning="Signed up, but never entered the code."
    ),
    "RESET_REQUIRED": StatusWords(
        label="Reset required",
        color="orange",
        meaning="An admin reset the password; a new one must be set with a code first.",
    ),
    "ARCHIVED": StatusWords(label="Archived", color="gray", meaning=_UNUSED),
    "COMPROMISED": StatusWords(label="Compromised", color="red", meaning=_UNUSED),
    "EXTERNAL_PROVIDER": StatusWords(
        label="External provider", color="violet", meaning="Signs in at another identity provider."
    ),
}


def status_words(status: str) -> StatusWords:
    """Return the words for Cognito's status; one we do not know keeps Cognito's word."""
    return _STATUS.get(status) or StatusWords(
        label=status, color="gray", meaning="A state that this version does not know."
    )


def sign_in_prospect(status: str, *, enabled: bool) -> str:
    """Return what the state means for a sign-in; a disabled user never can, in any status."""
    return status_words(status).meaning if enabled else "Cannot sign in until an admin enables it."


def status_labels() -> list[str]:
    """Return every label, in the order of `status_colors`."""
    return [*(words.label for words in _STATUS.values()), DISABLED]


def status_colors() -> list[str]:
    """Return the colour of every label."""
    return [*(words.color for words in _STATUS.values()), "red"]
