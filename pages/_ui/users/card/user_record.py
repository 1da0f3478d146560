"""The record as Cognito has it, as JSON; no password is ever in it."""

import json

import streamlit as st

from pages._ui.page.visible import visible
from services.users.snapshot.question import UserRow


def draw_record(row: UserRow) -> None:
    st.code(visible(_as_json(row)), language="json", wrap_lines=True)


def _as_json(row: UserRow) -> str:
    user = row.user
    record = {
        "Username": user.username,
        "UserStatus": user.status.value,
        "Enabled": user.enabled,
        "UserCreateDate": user.created_at.isoformat(),
        "UserLastModifiedDate": user.modified_at.isoformat(),
        "UserAttributes": dict(user.attributes),
        "Groups": list(row.groups),
    }
    return json.dumps(record, indent=2, ensure_ascii=False)
