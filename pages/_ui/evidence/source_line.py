"""Where a statement about AWS comes from and how sure it is, as one small line."""

from collections.abc import Sequence
from urllib.parse import urlsplit

import streamlit as st

from pages._ui.evidence.evidence_words import confidence_title, source_name
from pages._ui.page.feedback import md
from services.authorizer.evidence import SOURCES, Evidence


def source_line(evidence: Evidence) -> None:
    """Draw the confidence and a link to each source."""
    st.markdown(f":small[{source_words(evidence)}]")  # a caption's links are too pale to read


def source_words(evidence: Evidence) -> str:
    """Return the line as Markdown; the addresses are our own, from the table of sources."""
    words = md(confidence_title(evidence.confidence))
    addresses = [SOURCES[each] for each in evidence.sources]
    links = [
        f"[{md(name)}]({address})"
        for name, address in zip(_names(addresses), addresses, strict=True)
    ]
    return f"{words} · {', '.join(links)}" if links else f"{words} · {evidence.without_address}"


def _names(addresses: Sequence[str]) -> list[str]:
    """Return a text for each link, several pages of one host with their numbers."""
    names = [_name(address) for address in addresses]
    return [
        name if names.count(name) == 1 else f"{name} ({names[: index + 1].count(name)})"
        for index, name in enumerate(names)
    ]


def _name(address: str) -> str:
    """Return the text of a link: the host, and on GitHub the repository too."""
    host = source_name(address)
    parts = urlsplit(address).path.split("/")
    return "/".join(parts[1:3]) if host == "github.com" else host
