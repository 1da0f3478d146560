"""Complaint: what a user says is unexpected, by itself: a choice of them loads no doctor."""

from enum import StrEnum


class Complaint(StrEnum):
    """What is unexpected about the answer, in the words a user picks from."""

    REFUSED = "It was refused, or it failed"
    LET_IN = "It was let in, and should not have been"
    NO_BROWSER_ANSWER = "The browser shows only a CORS error"
    NO_EFFECT = "I changed a setting, and nothing happened"
    STALE_CLAIMS = "A change of the user's groups has no effect"
    ODD_CLAIMS = "The function receives the claims in another form"
    CHANGING = "The same call gets different answers at different times"
    ELSEWHERE = "Another tool (console test, sam local, an emulator) gives another answer"
