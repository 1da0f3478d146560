"""The password policy in words, and passwords that meet it."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra_scripts.stack.lab_stack import PASSWORD_POLICY
from services.users.passwords import (
    PasswordPolicy,
    generate_password,
    policy_from,
    unmet_rules,
)

NOTHING_BUT_LENGTH = PasswordPolicy(
    minimum_length=6,
    requires_lowercase=False,
    requires_uppercase=False,
    requires_digit=False,
    requires_symbol=False,
)


@pytest.mark.parametrize(
    ("password", "unmet"),
    [
        pytest.param("Abcdef1!", (), id="just long enough"),
        pytest.param("Abcde1!", ("at least 8 characters",), id="one too short"),
        pytest.param("ABCDEF1!", ("a lower-case letter",), id="no lower case"),
        pytest.param("abcdef1!", ("an upper-case letter",), id="no upper case"),
        pytest.param("Abcdefg!", ("a digit",), id="no digit"),
        pytest.param("Abcdefg1", ("a symbol such as ! or #",), id="no symbol"),
        pytest.param("Abcdef1€", ("a symbol such as ! or #",), id="a sign that counts as none"),
        pytest.param("Abc def1", (), id="a space inside counts as a symbol"),
        pytest.param("Abcdef1! ", ("no space at the start or the end",), id="a space at the end"),
        pytest.param(
            " Abcdefg1",
            ("a symbol such as ! or #", "no space at the start or the end"),
            id="a space at the start is no symbol",
        ),
        pytest.param("Äbcdef1!", ("an upper-case letter",), id="only Latin letters count"),
        pytest.param("Aa1!" * 64, (), id="256 characters"),
        pytest.param("Aa1!" * 64 + "x", ("at most 256 characters",), id="257 characters"),
        pytest.param(
            "",
            (
                "at least 8 characters",
                "a lower-case letter",
                "an upper-case letter",
                "a digit",
                "a symbol such as ! or #",
            ),
            id="nothing breaks every rule it can",
        ),
    ],
)
def test_unmet_rules(password: str, unmet: tuple[str, ...]) -> None:
    assert unmet_rules(password, PasswordPolicy()) == unmet


def test_rules_that_are_not_required_are_not_asked() -> None:
    assert unmet_rules("aaaaaa", NOTHING_BUT_LENGTH) == ()
    assert NOTHING_BUT_LENGTH.rules() == (
        "at least 6 characters",
        "at most 256 characters",
        "no space at the start or the end",
    )


@pytest.mark.parametrize(
    ("pool", "policy"),
    [
        pytest.param({}, PasswordPolicy(), id="none stated: AWS's defaults"),
        pytest.param(
            {"Policies": {"PasswordPolicy": {"MinimumLength": 6}}},
            NOTHING_BUT_LENGTH,
            id="only a length stated",
        ),
        pytest.param(
            {
                "Policies": {
                    "PasswordPolicy": {
                        "MinimumLength": 12,
                        "RequireLowercase": True,
                        "RequireUppercase": True,
                        "RequireNumbers": True,
                        "RequireSymbols": False,
                        "TemporaryPasswordValidityDays": 3,
                    }
                }
            },
            PasswordPolicy(minimum_length=12, requires_symbol=False, temporary_days=3),
            id="all stated",
        ),
    ],
)
def test_the_policy_is_read_from_the_user_pool(pool: dict[str, object], policy: object) -> None:
    assert policy_from(pool) == policy


@given(st.integers(), st.integers(min_value=6, max_value=99))
def test_a_generated_password_meets_its_policy(seed: int, length: int) -> None:
    policy = PasswordPolicy(minimum_length=length)
    password = generate_password(policy, random.Random(seed))
    assert unmet_rules(password, policy) == ()
    assert len(password) == max(19, length)
    assert unmet_rules(password, PasswordPolicy()) == ()


def test_a_generated_password_can_be_read_out() -> None:
    passwords = [generate_password(PasswordPolicy()) for _ in range(200)]
    assert len(set(passwords)) == 200
    for password in passwords:
        assert [len(group) for group in password.split("-")] == [4, 4, 4, 4]
        assert not set(password) & set("0O1lI")


def test_a_generated_password_meets_the_policy_of_the_labs_pools() -> None:
    policy = policy_from({"Policies": {"PasswordPolicy": PASSWORD_POLICY}})
    assert policy.minimum_length == 14
    assert unmet_rules(generate_password(PasswordPolicy()), policy) == ()


def test_generated_passwords_differ() -> None:
    randomness = random.Random(1)
    assert len({generate_password(PasswordPolicy(), randomness) for _ in range(50)}) == 50
