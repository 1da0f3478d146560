"""The fields of a new user, from the pool's schema and policy; what they hold, as a value."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages._ui.page.feedback import md
from pages._ui.page.visible import visible
from pages._ui.users.attribute_words import attribute_words
from pages._ui.users.password_field import password_field
from services.users.new_user import NewUser
from services.users.one_user.creation import PASSWORD, USERNAME
from services.users.one_user.schema import PoolAttribute, PoolSchema
from services.users.passwords import PasswordPolicy

_TEMPORARY, _PERMANENT = "Temporary", "Permanent"
_EMAIL = "E-mail address"
_SUPPRESS, _INVITE = "Send nothing", "E-mail an invitation"


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateForm:
    """What the fields hold, and the place below each for what is wrong with it."""

    new: NewUser
    places: Mapping[str, DeltaGenerator]


def create_fields(
    schema: PoolSchema, policy: PasswordPolicy, groups: tuple[str, ...]
) -> CreateForm:
    told = st.segmented_control(
        "What is sent to the user", [_SUPPRESS, _INVITE], key="admin_users_invite",
        default=_SUPPRESS, required=True,
    )  # fmt: skip
    is_invited = told == _INVITE
    places: dict[str, DeltaGenerator] = {}
    left, right = st.columns(2)
    with left:
        username = st.text_input(
            "Username (required)", key="admin_users_username", autocomplete="off",
            help=_username_help(schema),
        )  # fmt: skip
        places[USERNAME] = st.container()
    with right:
        email = _email_field(schema, is_invited=is_invited)
        places["email"] = st.container()
    is_verified = st.checkbox(
        "Mark the e-mail address as verified", key="admin_users_email_verified", disabled=not email,
        help="Type an e-mail address first." if not email else None,
    )  # fmt: skip
    attributes = _attribute_fields(schema, places)
    is_permanent = _password_kind(is_invited=is_invited) == _PERMANENT
    password = password_field("admin_users_password", policy)
    places[PASSWORD] = st.container()
    chosen_groups = st.multiselect(
        "Groups (optional)", groups, key="admin_users_groups", format_func=visible
    )
    new = NewUser(
        username=(username or "").strip(),
        email=email,
        email_verified=bool(email and is_verified),
        attributes=attributes,
        password=password,
        permanent=is_permanent,
        groups=tuple(chosen_groups),
        send_invitation=is_invited,
    )
    return CreateForm(new=new, places=places)


def field_words(name: str) -> str:
    """Return what the field of an attribute is called in this form."""
    return _EMAIL if name == "email" else attribute_words(name)


def _email_field(schema: PoolSchema, *, is_invited: bool) -> str:
    known = schema.named("email")
    is_required = is_invited or (known is not None and schema.requires(known))
    value = st.text_input(
        f"{_EMAIL} ({'required' if is_required else 'optional'})",
        key="admin_users_email",
        autocomplete="off",
        live=True,
        placeholder="name@example.com",
        help="It stands in the ID token.",
    )
    return (value or "").strip()


def _username_help(schema: PoolSchema) -> str | None:
    if not schema.username_attributes:
        return None
    return f"In this pool the username is {md(' or '.join(schema.username_attributes))}."


def _password_kind(*, is_invited: bool) -> str:
    """Draw the kind; an invitation carries a temporary one, by Cognito where none is typed."""
    if is_invited:
        st.caption(
            "Password (optional): the invitation brings a temporary one. Where the field is empty, "
            "Cognito makes one that nobody here sees."
        )
        return _TEMPORARY
    kind = st.segmented_control(
        "Password (required)",
        [_TEMPORARY, _PERMANENT],
        key="admin_users_password_kind",
        default=_PERMANENT,
        required=True,
        help="Temporary: the user has to choose a new one at the first sign-in.",
    )
    return kind or _PERMANENT


def _attribute_fields(schema: PoolSchema, places: dict[str, DeltaGenerator]) -> dict[str, str]:
    offered = {each.name: each for each in schema.of_new_user() if each.name != "email"}
    required = [name for name, each in offered.items() if schema.requires(each)]
    more = st.multiselect(
        "More attributes (optional)",
        [name for name in offered if name not in required],
        key="admin_users_more",
        format_func=lambda name: visible(attribute_words(name)),
        help="What this pool's schema knows of its users, custom attributes first.",
    )
    values = {}
    for name in (*required, *more):
        values[name] = _value_field(offered[name], is_required=name in required)
        places[name] = st.container()
    return {name: value for name, value in values.items() if value}


def _value_field(attribute: PoolAttribute, *, is_required: bool) -> str:
    once = "" if attribute.is_mutable else " It can be set now and never changed."
    value = st.text_input(
        f"{md(attribute_words(attribute.name))} ({'required' if is_required else 'optional'})",
        key=f"admin_users_new_{attribute.name}",
        autocomplete="off",
        live=True,
        placeholder=attribute.takes(),
        help=f"{md(attribute.name)} takes {attribute.takes()}.{once}",
    )
    return value or ""
