"""The options of a field: those that are known, and those that somebody asks for all the same."""

from collections.abc import Callable, Iterable

import streamlit as st


def with_asked(key: str, known: Iterable[str], words: Callable[[str], str]) -> list[str]:
    """Return the known options and what the address or this tab asks for under `key`.

    Streamlit drops a value that is no option, and a filter that is dropped shows everybody: a group
    that is empty, gone or not read yet has to stay asked for, and find nobody. The address holds
    options by their `words`.
    """
    held = st.session_state.get(key) or ()
    options = dict.fromkeys((*known, *((held,) if isinstance(held, str) else held)))
    said = {words(each) for each in options}
    asked = (each for each in st.query_params.get_all(key) if each and each not in said)
    return list(dict.fromkeys((*options, *asked)))
