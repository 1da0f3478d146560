"""The fields of an act on many users: which act, and the groups or the attribute it is about."""

import streamlit as st

from pages._ui.page.context import lab
from pages._ui.page.feedback import md
from pages._ui.page.visible import visible
from pages._ui.users.pool_words import pool_schema
from services.errors import InputError
from services.users.bulk.acts.act import Act, ActKind, kind_label
from services.users.one_user.schema import LONGEST_VALUE, PoolAttribute

_KIND = "admin_users_bulk_act"
_OF_GROUPS = (ActKind.ADD_GROUPS, ActKind.REMOVE_GROUPS, ActKind.REPLACE_GROUPS)
_OF_ATTRIBUTE = (ActKind.SET_ATTRIBUTE, ActKind.DELETE_ATTRIBUTE)
_ADDRESSES = ("email", "phone_number")


def act_kind() -> ActKind:
    """Draw the choice of the act."""
    chosen = st.selectbox(
        "What to do",
        [kind.value for kind in ActKind],
        key=_KIND,
        format_func=lambda kind: kind_label(ActKind(kind)),
    )
    return ActKind(chosen)


def act_of(kind: ActKind) -> Act | None:
    """Draw the fields that the kind needs; None, with the reason said, while they are not filled.

    Raises AwsErrors when the groups or the schema cannot be read.
    """
    try:
        if kind in _OF_GROUPS:
            return Act(kind=kind, groups=_groups())
        if kind in _OF_ATTRIBUTE:
            return _act_on_attribute(kind)
        return Act(kind=kind)
    except InputError as error:
        st.caption(error.hint)
        return None


def _groups() -> tuple[str, ...]:
    names = st.multiselect(
        "Groups", lab().directory.groups(), key="admin_users_bulk_groups", format_func=visible
    )
    return tuple(names)


def _act_on_attribute(kind: ActKind) -> Act | None:
    edited = {each.name: each for each in pool_schema().attributes if each.is_edited}
    name = st.selectbox(
        "Attribute", sorted(edited), key="admin_users_bulk_attribute", format_func=visible
    )
    if name is None:
        st.caption("This pool's schema has no attribute that may be changed.")
        return None
    if kind is ActKind.DELETE_ATTRIBUTE:
        return Act(kind=kind, attribute=name)
    return _act_on_value(edited[name])


def _act_on_value(attribute: PoolAttribute) -> Act | None:
    value = st.text_input(
        "Value for all", key="admin_users_bulk_value", autocomplete="off", max_chars=LONGEST_VALUE,
        help=f"Takes {md(attribute.takes())}.",
    ) or ""  # fmt: skip
    is_verified = attribute.name in _ADDRESSES and st.checkbox(
        "Mark it as verified", key="admin_users_bulk_verified"
    )
    if sentence := attribute.why_not(value):
        st.caption(md(sentence))
        return None
    return Act(
        kind=ActKind.SET_ATTRIBUTE, attribute=attribute.name, value=value, is_verified=is_verified
    )
