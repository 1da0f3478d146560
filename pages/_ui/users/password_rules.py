"""The user pool's password policy beside a password field, checked while it is typed."""

import random

import streamlit as st

from pages._ui.page.context import lab
from pages._ui.page.feedback import md, show_error
from pages._ui.users.pool_words import pool_id
from services.errors import LabError
from services.users.passwords import PasswordPolicy, generate_password, unmet_rules

_KNOWN = "_password_policies"


def pool_policy() -> PasswordPolicy:
    """Return the policy of the lab's user pool, read once per tab; raises AwsError."""
    pool = pool_id()
    known: dict[str, PasswordPolicy] = st.session_state.setdefault(_KNOWN, {})
    if pool not in known:
        known[pool] = lab().directory.password_policy()
    return known[pool]


def password_rules(password: str, policy: PasswordPolicy) -> None:
    """Draw every rule of the policy with a tick where the password meets it."""
    unmet = unmet_rules(password, policy)
    lines = [_line(rule, is_met=bool(password) and rule not in unmet) for rule in policy.rules()]
    st.markdown("  \n".join(lines))


def fitting_password(policy: PasswordPolicy) -> str:
    """Return a random password that meets the policy."""
    return generate_password(policy, random.SystemRandom())


def policy_or_error() -> PasswordPolicy | None:
    """Return the policy of the lab's user pool; None, with the reason drawn, when it is unknown."""
    try:
        return pool_policy()
    except LabError as error:
        show_error(error)
        return None


def generate_button(field: str, policy: PasswordPolicy, *, key: str) -> None:
    """Draw the button that fills the field with the key `field` with a fitting password."""
    st.button(
        "Generate one", key=key, icon=":material/casino:", on_click=_fill, args=(field, policy)
    )


def _fill(field: str, policy: PasswordPolicy) -> None:
    st.session_state[field] = fitting_password(policy)


def _line(rule: str, *, is_met: bool) -> str:
    sign = (
        ":green[:material/check_circle:]" if is_met else ":gray[:material/radio_button_unchecked:]"
    )
    return f"{sign} {md(rule[:1].upper() + rule[1:])}"
