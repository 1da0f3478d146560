"""Which user pool of which account a change concerns, and its schema, read once per tab."""

import streamlit as st

from pages._ui.page.context import lab, process
from pages._ui.page.feedback import md
from services.errors import EngineError
from services.users.one_user.schema import PoolSchema, read_schema

_KNOWN, _POOL = "_pool_schemas", "_user_pool_id"


def pool_id() -> str:
    """Return the id of the lab's user pool, while the engine is away the one this tab had.

    So a dialog is drawn meanwhile, too, and keeps what was typed. Raises LabError.
    """
    try:
        st.session_state[_POOL] = lab().directory.user_pool_id
    except EngineError:
        if _POOL not in st.session_state:
            raise
    known: str = st.session_state[_POOL]
    return known


def where() -> str:
    """Return which pool of which account a change concerns, as Markdown."""
    pool = f"user pool `{pool_id()}`"
    if process().settings.is_local:
        return f"{pool} of the local engine"
    account = md(process().account or "this account")
    return f"{pool} on **AWS**, account **{account}**, region {md(process().settings.region)}"


def pool_schema() -> PoolSchema:
    """Return the schema of the lab's user pool; raises AwsErrors."""
    pool = pool_id()
    known: dict[str, PoolSchema] = st.session_state.setdefault(_KNOWN, {})
    if pool not in known:
        known[pool] = read_schema(lab().aws, pool)
    return known[pool]
