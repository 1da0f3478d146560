"""In which order the groups stand, those of every page; it is kept in the address."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from pages._ui.users.groups.group_words import role_name
from pages._ui.users.groups.groups_now import GroupsNow
from services.users.pool_group import PoolGroup

_SORT, _ORDER, _DOWN = "admin_groups_sort", "admin_groups_order", "Descending"
_USUAL = "Precedence"  # what decides about roles
# By the heading of the column; None is a group without a value, which stands last both ways.
_KEYS: dict[str, Callable[[PoolGroup, GroupsNow], Any]] = {
    "Group": lambda group, _: group.name.casefold(),
    "Members": lambda group, now: now.size(group.name),
    "Precedence": lambda group, _: group.precedence,
    "Role": lambda group, _: role_name(group.role_arn).casefold() or None,
    "Description": lambda group, _: group.description.casefold() or None,
    "Created": lambda group, _: group.created_at,
    "Changed": lambda group, _: group.modified_at,
}


def order_now() -> tuple[str, bool]:
    """Return the heading that is sorted by, and whether downwards."""
    asked = st.query_params.get(_SORT, _USUAL)
    return (asked if asked in _KEYS else _USUAL), st.query_params.get(_ORDER) == _DOWN


def ordered(groups: Sequence[PoolGroup], now: GroupsNow) -> list[PoolGroup]:
    """Return all of them in that order, those with the same value by their names."""
    title, is_down = order_now()
    key = _KEYS[title]
    by_name = sorted(groups, key=lambda group: group.name)
    valued = [group for group in by_name if key(group, now) is not None]
    rest = [group for group in by_name if key(group, now) is None]
    return sorted(valued, key=lambda group: key(group, now), reverse=is_down) + rest


def sort_by(title: str) -> None:
    """Sort by this heading; by the one that is sorted by already, the other way round."""
    turned = order_now() == (title, False)
    st.query_params.update({_SORT: title, _ORDER: (_DOWN,) if turned else ()})


def heading(title: str) -> str:
    """Return the heading with an arrow where it is sorted by."""
    sorted_by, is_down = order_now()
    return f"{title} {'↓' if is_down else '↑'}" if title == sorted_by else title
