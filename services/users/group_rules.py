"""What Cognito takes as the values of a group; pure, and calls nothing.

https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateGroup.html
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_NAME, LONGEST_DESCRIPTION = 128, 2048
HIGHEST_PRECEDENCE = 2**31 - 1
_ROLE_LENGTHS = range(20, 2049)
_NAME_PATTERN = r"[\p{L}\p{M}\p{S}\p{N}\p{P}]+"
_NAME_KINDS = "LMSNP"  # letters, marks, symbols, numbers, punctuation: no space, nothing unseen
_PART = r"[\w+=/,.@-]"
_ROLE_PATTERN = rf"arn:{_PART}+:{_PART}+:({_PART}*)?:[0-9]+:{_PART}+(:{_PART}+)?(:{_PART}+)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRule:
    """`member` and `constraint` in the API's words, `words` in ours."""

    member: str
    constraint: str
    words: str


def broken_rules(
    *, name: str, description: str, precedence: int | None, role_arn: str
) -> Iterator[BrokenRule]:
    """Yield what Cognito would refuse; no precedence, role or description breaks no rule."""
    yield from _of_name(name)
    if len(description) > LONGEST_DESCRIPTION:
        yield _too_long("description", LONGEST_DESCRIPTION, "The description")
    yield from _of_precedence(precedence)
    if role_arn:
        yield from _of_role(role_arn)


def has_odd_sign(name: str) -> bool:
    """Tell whether the name of a group or user has a sign that Cognito takes in neither."""
    return any(unicodedata.category(each)[0] not in _NAME_KINDS for each in name)


def _of_name(name: str) -> Iterator[BrokenRule]:
    if not name:
        yield BrokenRule(
            member="groupName",
            constraint="Member must have length greater than or equal to 1",
            words="The name is empty.",
        )
    elif len(name) > LONGEST_NAME:
        yield _too_long("groupName", LONGEST_NAME, "The name")
    if has_odd_sign(name):
        yield BrokenRule(
            member="groupName",
            constraint=f"Member must satisfy regular expression pattern: {_NAME_PATTERN}",
            words="The name may have no space, no control sign and no formatting sign.",
        )


def _of_precedence(precedence: int | None) -> Iterator[BrokenRule]:
    words = f"The precedence is a whole number from 0 to {HIGHEST_PRECEDENCE}."
    bound = ""
    if precedence is not None and precedence < 0:
        bound = "greater than or equal to 0"
    if precedence is not None and precedence > HIGHEST_PRECEDENCE:
        bound = f"less than or equal to {HIGHEST_PRECEDENCE}"
    if bound:
        constraint = f"Member must have value {bound}"
        yield BrokenRule(member="precedence", constraint=constraint, words=words)


def _of_role(role_arn: str) -> Iterator[BrokenRule]:
    if len(role_arn) in _ROLE_LENGTHS and re.fullmatch(_ROLE_PATTERN, role_arn, re.ASCII):
        return
    yield BrokenRule(
        member="roleArn",
        constraint=f"Member must satisfy regular expression pattern: {_ROLE_PATTERN}",
        words="The role is no ARN of an IAM role, such as arn:aws:iam::123456789012:role/Editors.",
    )


def _too_long(member: str, longest: int, words: str) -> BrokenRule:
    return BrokenRule(
        member=member,
        constraint=f"Member must have length less than or equal to {longest}",
        words=f"{words} has more than {longest} characters.",
    )
