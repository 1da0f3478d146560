"""What has to be typed before many users are deleted: how many, and the user pool's name; pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """The count and the name of the user pool, as somebody typed them."""

    count: str
    pool_name: str


def why_unconfirmed(typed: Confirmation, *, count: int, pool_name: str) -> str:
    """Return why the typed confirmation is not right, as a sentence; "" when it is.

    `count` is how many users the dry run would delete.
    """
    if typed.count.strip() != str(count):
        return "The count is not the number of users who would be deleted."
    if typed.pool_name.strip() != pool_name:
        return "The name is not that of this user pool."
    return ""
