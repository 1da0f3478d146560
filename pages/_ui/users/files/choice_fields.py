"""What is chosen once for an import, each choice with what it does and what users are sent."""

from collections.abc import Mapping

import streamlit as st

from pages._ui.users.files.import_words import (
    EXISTING,
    KINDS,
    MISSING_GROUP,
    PASSWORDS,
    PERMANENT,
)
from services.users.csv_files.checking.choices import (
    ImportChoices,
    OnExisting,
    OnMissingGroup,
    PasswordSource,
)


def choice_fields() -> ImportChoices:
    """Draw the choices and return them."""
    left, middle, right = st.columns(3)
    with left:
        passwords = PasswordSource(_choice("Passwords of new users", "passwords", PASSWORDS))
    with middle:
        is_permanent = _kind(passwords)
        groups = _choice("A group that does not exist", "groups", MISSING_GROUP)
    with right:
        existing = _choice("A user who is there already", "existing", EXISTING)
    return ImportChoices(
        on_existing=OnExisting(existing),
        on_missing_group=OnMissingGroup(groups),
        passwords=passwords,
        is_permanent=is_permanent,
    )


def _kind(passwords: PasswordSource) -> bool:
    if passwords is PasswordSource.INVITATION:
        st.markdown("Kind of password")
        st.caption("Temporary: the user chooses a new one at the first sign-in.")
        return False
    return _choice("Kind of password", "kind", KINDS) == PERMANENT


def _choice(label: str, name: str, words: Mapping[str, tuple[str, str]]) -> str:
    options = [str(each) for each in words]
    chosen = st.radio(
        label,
        options,
        key=f"admin_files_{name}",
        format_func=lambda each: words[each][0],
        captions=[does for _, does in words.values()],
        persist_state="session",
    )
    return chosen or options[0]
