"""Marks for the own script: which field has the focus, what Enter does, where a new result is."""

import secrets

import streamlit as st

from pages._ui.page.templates import render


def first_field(key: str, *, sends: str = "", times: int = 0) -> None:
    """Give the field with this key the focus once it appears, and whenever `times` changes.

    `sends` is the key of a button that Enter in the field presses: for a field that is read while
    it is typed, which a form cannot hold. In a form Enter sends by itself.
    """
    st.html(render("page/field_mark.html.j2", key=key, sends=sends, times=times))


def new_mark() -> str:
    """Return a name for one result that no other has, also none of another server's process."""
    return secrets.token_hex(6)


def result_mark(id: str, says: str, *, is_asked: bool = False) -> None:
    """Mark what is drawn next as a result: with a new id it is focused, shown and told.

    One that the address asks for (`is_asked`) also where the page opens with it.
    """
    st.html(render("page/result_mark.html.j2", id=id, says=says, is_asked=is_asked))
