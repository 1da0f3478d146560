"""The password policy of a user pool: its rules, what a password lacks, and a fitting password."""

import random
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

# https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
SYMBOLS = "^$*.[]{}()?-\"!@#%&/\\,><':;|_~`=+"
LONGEST_PASSWORD = 256
_GENERATED_LENGTH = 19
_UNMISTAKABLE = "".join(sorted(set(string.ascii_letters + string.digits) - set("0O1lI")))


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordPolicy:
    """What Cognito demands of a password; the defaults are those of a new pool on AWS."""

    minimum_length: int = 8
    requires_lowercase: bool = True
    requires_uppercase: bool = True
    requires_digit: bool = True
    requires_symbol: bool = True
    temporary_days: int = 7  # so long a temporary password counts

    def rules(self) -> tuple[str, ...]:
        """Return the rules as phrases, in a fixed order."""
        return tuple(rule for rule, _ in _rules(self))


def policy_from(pool: Mapping[str, Any]) -> PasswordPolicy:
    """Return the policy in a DescribeUserPool answer's UserPool.

    A pool that states none has AWS's defaults; in a stated one, what is absent is not required.
    """
    raw = pool.get("Policies", {}).get("PasswordPolicy")
    if not raw:
        return PasswordPolicy()
    return PasswordPolicy(
        minimum_length=int(raw.get("MinimumLength", 8)),
        requires_lowercase=bool(raw.get("RequireLowercase")),
        requires_uppercase=bool(raw.get("RequireUppercase")),
        requires_digit=bool(raw.get("RequireNumbers")),
        requires_symbol=bool(raw.get("RequireSymbols")),
        temporary_days=int(raw.get("TemporaryPasswordValidityDays", 7)),
    )


def unmet_rules(password: str, policy: PasswordPolicy) -> tuple[str, ...]:
    """Return the rules the password breaks, none when Cognito takes it."""
    return tuple(rule for rule, is_met in _rules(policy) if not is_met(password))


def generate_password(policy: PasswordPolicy, randomness: random.Random | None = None) -> str:
    """Return a password that meets the policy and that a person can read out: groups of four.

    It holds every kind of character; the usual one has 19, about 90 bits. A seeded `randomness` is
    for tests, without it the operating system's is used.
    """
    source = randomness or random.SystemRandom()
    length = min(max(policy.minimum_length, _GENERATED_LENGTH), LONGEST_PASSWORD)
    while True:
        letters = [source.choice(_UNMISTAKABLE) for _ in range(length)]
        letters[4:-1:5] = "-" * len(letters[4:-1:5])  # none at the end, where it is easily lost
        password = "".join(letters)
        if not unmet_rules(password, PasswordPolicy()):
            return password


def _rules(policy: PasswordPolicy) -> list[tuple[str, Callable[[str], bool]]]:
    rules: list[tuple[bool, str, Callable[[str], bool]]] = [
        (
            True,
            f"at least {policy.minimum_length} characters",
            lambda password: len(password) >= policy.minimum_length,
        ),
        (
            True,
            f"at most {LONGEST_PASSWORD} characters",
            lambda password: len(password) <= LONGEST_PASSWORD,
        ),
        (policy.requires_lowercase, "a lower-case letter", _has(string.ascii_lowercase)),
        (policy.requires_uppercase, "an upper-case letter", _has(string.ascii_uppercase)),
        (policy.requires_digit, "a digit", _has(string.digits)),
        (policy.requires_symbol, "a symbol such as ! or #", _has_symbol),
        (
            True,
            "no space at the start or the end",
            lambda password: password == password.strip(" "),
        ),
    ]
    return [(rule, is_met) for applies, rule, is_met in rules if applies]


def _has(characters: str) -> Callable[[str], bool]:
    return lambda password: any(letter in characters for letter in password)


def _has_symbol(password: str) -> bool:
    """Tell whether a symbol is in it; a space counts as one, but not at either end."""
    return any(letter in SYMBOLS for letter in password) or " " in password.strip(" ")
