"""Where a statement about AWS comes from and how sure it is, as one small line."""

from urllib.parse import urlsplit

import streamlit as st

from pages._ui.evidence.evidence_words import confidence_title, source_name
from pages._ui.page.feedback import md
from services.authorizer.evidence import SOURCES, Evidence
from services.authorizer.sources.source import Source


def source_line(evidence: Evidence) -> None:
    """Draw the confidence and a link to each source."""
    st.markdown(f":small[{source_words(evidence)}]")  # a caption's links are too pale to read


def source_words(evidence: Evidence) -> str:
    """Return the line as Markdown; the addresses are our own, from the table of sources."""
    words = md(confidence_title(evidence.confidence))
    sources = [SOURCES[each] for each in evidence.sources]
    links = [f"[{md(_name(source))}]({source.address})" for source in sources]
    return f"{words} · {', '.join(links)}" if links else f"{words} · {evidence.without_address}"


def _name(source: Source) -> str:
    """Return the text of a link: where the page is, on GitHub the repository, and its title."""
    host = source_name(source.address)
    parts = urlsplit(source.address).path.split("/")
    return f"{'/'.join(parts[1:3]) if host == 'github.com' else host}: {source.title}"
