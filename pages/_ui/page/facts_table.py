"""A table of named facts as HTML that wraps on a phone; every text is escaped, nothing is asked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from html import escape

import streamlit as st

# DOMPurify drops a leading <style>, so the style follows the table it belongs to.
_STYLE = """<style>
.lab-facts { width: 100%; border-collapse: collapse; font-size: 0.9rem; line-height: 1.4; }
.lab-facts th, .lab-facts td { padding: 0.45rem 0.6rem 0.45rem 0; text-align: left;
  vertical-align: top; overflow-wrap: anywhere;
  border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent); }
.lab-facts tr:last-child th, .lab-facts tr:last-child td { border-bottom: 0; }
.lab-facts th { width: 36%; font-weight: 600; }
.lab-facts code { font-size: 0.8rem; font-weight: 400; background: none; padding: 0;
  color: inherit; }
.lab-facts .note { display: block; font-size: 0.82rem; font-weight: 400;
  color: color-mix(in srgb, currentColor 70%, transparent); }
.lab-facts .tag { display: block; }
.lab-facts .mark { display: inline-block; width: 1.35em; font-weight: 700; }
.lab-facts th.marked { padding-left: 1.35em; text-indent: -1.35em; }
.lab-facts .mark { text-indent: 0; }
.lab-facts .passed { color: light-dark(#0b6b3a, #5fd69a); }
.lab-facts .failed { color: light-dark(#b3261e, #ff9d96); }
</style>"""


class Mark(StrEnum):
    """The sign before a name; not reached is a check that had no chance to run."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_NEEDED = "not needed"
    NOT_REACHED = "not reached"


_SIGNS = {Mark.PASSED: "✓", Mark.FAILED: "✗", Mark.NOT_NEEDED: "·", Mark.NOT_REACHED: "○"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One row: a title, its technical name with a tag, the value and a note in plain words."""

    title: str
    name: str = ""
    tag: str = ""
    value: str = ""
    note: str = ""
    mark: Mark | None = None


def facts_table(facts: Iterable[Fact]) -> None:
    """Draw the facts as rows of a two-column table."""
    st.html(facts_html(facts))


def facts_html(facts: Iterable[Fact]) -> str:
    """Return the table as HTML with every text escaped."""
    rows = "".join(_row(fact) for fact in facts)
    return f'<table class="lab-facts"><tbody>{rows}</tbody></table>{_STYLE}'


def _row(fact: Fact) -> str:
    tag = f'<span class="tag">{escape(fact.tag)}</span>' if fact.tag else ""
    words = re.sub(r"([:_])", r"\1<wbr>", escape(fact.name))  # a name breaks between its words
    name = f'<span class="note"><code>{words}</code>{tag}</span>' if fact.name else ""
    note = f'<span class="note">{escape(fact.note)}</span>' if fact.note else ""
    title = f"{sign(fact.mark)}{escape(fact.title)}{name}"
    css = ' class="marked"' if fact.mark else ""
    return f'<tr><th scope="row"{css}>{title}</th><td>{escape(fact.value)}{note}</td></tr>'


def sign(mark: Mark | None) -> str:
    """Return the sign as HTML with its meaning for screen readers; no mark has none."""
    if mark is None:
        return ""
    css = mark.value.replace(" ", "-")
    return f'<span class="mark {css}" role="img" aria-label="{mark.value}">{_SIGNS[mark]}</span>'
