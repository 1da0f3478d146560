"""The user's attributes within the pool's schema: shown, set, deleted, marked as verified."""

from functools import partial
from itertools import chain

import streamlit as st

from pages._ui.page.facts_table import Fact, facts_table
from pages._ui.page.feedback import md, show_error
from pages._ui.page.visible import visible
from pages._ui.users.acts.asked_change import AskedChange, ask
from pages._ui.users.acts.change_user import change_user
from pages._ui.users.acts.greyed_reasons import greyed_reasons
from pages._ui.users.acts.user_actions import move_buttons
from pages._ui.users.attribute_words import attribute_words, refusal_words
from pages._ui.users.pool_words import pool_schema
from services.errors import LabError
from services.users.directory import UserSummary
from services.users.one_user.attribute_changes import change_of_removal, change_of_value
from services.users.one_user.schema import PoolAttribute, PoolSchema
from services.users.user_moves import MoveId

_MARKS = {
    "email": (MoveId.VERIFY_EMAIL, MoveId.UNVERIFY_EMAIL),
    "phone_number": (MoveId.VERIFY_PHONE, MoveId.UNVERIFY_PHONE),
}
_FLAGS = {f"{address}_verified" for address in _MARKS}  # these have buttons of their own
_MARKED_AGAIN = " A changed one counts as not verified: mark it as verified afterwards, above."
_TOKENS = "Tokens already issued keep the old claims; a refresh brings the new ones."


def draw_attributes(user: UserSummary) -> None:
    try:
        schema = pool_schema()
    except LabError as error:
        show_error(error)
        return
    facts_table(_fact(name, value, schema) for name, value in user.attributes.items())
    st.caption(_aliases(schema))
    held = (marks for address, marks in _MARKS.items() if user.attributes.get(address))
    move_buttons(user, chain.from_iterable(held))
    _draw_editing(user, schema)


def _fact(name: str, value: str, schema: PoolSchema) -> Fact:
    attribute = schema.named(name)
    words = ("required" if attribute.is_required else "") if attribute else "not in the schema"
    locked = "" if attribute is None or attribute.is_edited else "never changed"
    notes = ", ".join(word for word in (words, locked) if word)
    return Fact(title=attribute_words(name), name=visible(name), value=value, note=notes)


def _aliases(schema: PoolSchema) -> str:
    if schema.username_attributes:
        return f"Users of this pool sign in by {md(' or '.join(schema.username_attributes))}."
    if schema.aliases:
        return f"Users sign in by username, or by these aliases: {md(', '.join(schema.aliases))}."
    return "Users of this pool sign in by username only: it has no aliases."


def _draw_editing(user: UserSummary, schema: PoolSchema) -> None:
    edited = {
        each.name: each for each in schema.attributes if each.is_edited and each.name not in _FLAGS
    }
    names = sorted(edited, key=lambda each: (each not in user.attributes, each[:7] != "custom:"))
    chosen = st.selectbox(
        "Attribute", names, key="admin_users_attribute", format_func=_option, help=_TOKENS
    )
    if chosen is None:
        st.caption("This pool's schema has no attribute that may be changed.")
        return
    attribute = edited[chosen]
    key = f"admin_users_value_{user.username}_{attribute.name}"
    present = user.attributes.get(attribute.name, "")
    is_seen = visible(present) == present
    if key not in st.session_state:  # what cannot be seen must not be sent back unseen
        st.session_state[key] = present if is_seen else ""
    value = st.text_input("Value", key=key, live=True, autocomplete="off", max_chars=2048) or ""
    unseen = "" if is_seen else " The present value has characters that cannot be seen."
    marked = _MARKED_AGAIN if attribute.name in _MARKS else ""
    if sentence := refusal_words(attribute, value):
        st.error(md(sentence), icon=":material/error:")
    else:
        st.caption(f"Takes {md(attribute.takes())}.{marked}{unseen}")
    with st.container(horizontal=True):
        is_sent = st.button("Set the value", key="admin_users_value_send", type="primary")
        st.button(
            "Delete the attribute",
            key="admin_users_value_delete",
            disabled=attribute.name not in user.attributes,
            on_click=_ask_to_delete,
            args=(user, attribute, schema),
        )
    is_held = attribute.name in user.attributes
    greyed_reasons({"Delete the attribute": "" if is_held else "The user does not have it."})
    build = partial(change_of_value, attribute=attribute, value=value)
    if is_sent and not sentence and change_user(user.username, build):
        st.rerun()


def _option(name: str) -> str:
    words = attribute_words(name)
    return visible(words if words == name else f"{words} ({name})")


def _ask_to_delete(user: UserSummary, attribute: PoolAttribute, schema: PoolSchema) -> None:
    ask(
        AskedChange(
            key="admin_users_removal",
            username=user.username,
            label=f"Delete {attribute.name}",
            operation="AdminDeleteUserAttributes",
            draw=lambda: st.markdown(_TOKENS),
            build=partial(change_of_removal, attribute=attribute, schema=schema),
            is_destructive=True,
        )
    )
