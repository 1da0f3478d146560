"""Which user pool of which account a change concerns, and its schema, read once per tab."""

import streamlit as st

from pages._ui.page.context import lab, process
from pages._ui.page.feedback import md
from services.users.one_user.schema import PoolSchema, read_schema

_KNOWN = "_pool_schemas"


def where() -> str:
    """Return which pool of which account a change concerns, as Markdown."""
    pool = f"user pool `{lab().directory.user_pool_id}`"
    if process().settings.is_local:
        return f"{pool} of the local engine"
    account = md(process().account or "this account")
    return f"{pool} on **AWS**, account **{account}**, region {md(process().settings.region)}"


def pool_schema() -> PoolSchema:
    """Return the schema of the lab's user pool; raises AwsErrors."""
    pool_id = lab().directory.user_pool_id
    known: dict[str, PoolSchema] = st.session_state.setdefault(_KNOWN, {})
    if pool_id not in known:
        known[pool_id] = read_schema(lab().aws, pool_id)
    return known[pool_id]
