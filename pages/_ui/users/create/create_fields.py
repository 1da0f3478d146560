"""The fields of a new user, from the pool's schema and policy; what they hold, as a value."""

import streamlit as st

from pages._ui.page.feedback import md
from pages._ui.page.visible import visible
from pages._ui.users.password_field import password_field
from services.users.new_user import NewUser
from services.users.one_user.schema import PoolAttribute, PoolSchema
from services.users.passwords import PasswordPolicy

_TEMPORARY, _PERMANENT = "Temporary", "Permanent"
_SUPPRESS, _INVITE = "Send nothing", "E-mail an invitation"


def create_fields(schema: PoolSchema, policy: PasswordPolicy, groups: tuple[str, ...]) -> NewUser:
    left, right = st.columns(2)
    username = left.text_input(
        "Username", key="admin_users_username", autocomplete="off", help=_username_help(schema)
    )
    email = right.text_input(
        "E-mail address",
        key="admin_users_email",
        autocomplete="off",
        live=True,
        placeholder="name@example.com",
        help="It stands in the ID token.",
    )
    is_verified = st.checkbox(
        "Mark the e-mail address as verified", key="admin_users_email_verified", disabled=not email
    )
    attributes = _attribute_fields(schema)
    told = st.segmented_control(
        "What is sent to the user", [_SUPPRESS, _INVITE], key="admin_users_invite",
        default=_SUPPRESS, required=True,
    )  # fmt: skip
    is_invited = told == _INVITE
    is_permanent = _password_kind(is_invited=is_invited) == _PERMANENT
    password = password_field("admin_users_password", policy)
    chosen_groups = st.multiselect("Groups", groups, key="admin_users_groups", format_func=visible)
    return NewUser(
        username=(username or "").strip(),
        email=(email or "").strip(),
        email_verified=bool(email and is_verified),
        attributes=attributes,
        password=password,
        permanent=is_permanent,
        groups=tuple(chosen_groups),
        send_invitation=is_invited,
    )


def _username_help(schema: PoolSchema) -> str | None:
    if not schema.username_attributes:
        return None
    return f"In this pool the username is {md(' or '.join(schema.username_attributes))}."


def _password_kind(*, is_invited: bool) -> str:
    """Draw the kind; an invitation carries a temporary one, by Cognito where none is typed."""
    if is_invited:
        st.caption(
            "The invitation brings a temporary password. Leave the field empty, and Cognito makes "
            "one that nobody here sees."
        )
        return _TEMPORARY
    kind = st.segmented_control(
        "Password",
        [_TEMPORARY, _PERMANENT],
        key="admin_users_password_kind",
        default=_PERMANENT,
        required=True,
        help="Temporary: the user has to choose a new one at the first sign-in.",
    )
    return kind or _PERMANENT


def _attribute_fields(schema: PoolSchema) -> dict[str, str]:
    offered = {each.name: each for each in schema.of_new_user() if each.name != "email"}
    required = [name for name, each in offered.items() if each.is_required]
    more = st.multiselect(
        "More attributes",
        [name for name in offered if name not in required],
        key="admin_users_more",
        format_func=visible,
        help="What this pool's schema knows of its users, custom attributes first.",
    )
    values = {name: _value_field(offered[name]) for name in (*required, *more)}
    return {name: value for name, value in values.items() if value}


def _value_field(attribute: PoolAttribute) -> str:
    mark = " (required)" if attribute.is_required else ""
    once = "" if attribute.is_mutable else " It can be set now and never changed."
    value = st.text_input(
        f"{md(attribute.name)}{mark}",
        key=f"admin_users_new_{attribute.name}",
        autocomplete="off",
        live=True,
        help=f"Takes {attribute.takes()}.{once}",
    )
    if value and (sentence := attribute.why_not(value)):
        st.caption(f":orange[{md(sentence)}]")
    return value or ""
