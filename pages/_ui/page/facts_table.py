"""A table of named facts as HTML that wraps on a phone; nothing is asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import streamlit as st
from markupsafe import Markup

from pages._ui.page.templates import render


class Mark(StrEnum):
    """The sign before a name; not reached is a check that had no chance to run."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_NEEDED = "not needed"
    NOT_REACHED = "not reached"


SIGNS = {Mark.PASSED: "✓", Mark.FAILED: "✗", Mark.NOT_NEEDED: "·", Mark.NOT_REACHED: "○"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One row: a title, its technical name with a tag, the value and a note in plain words.

    `clock` is a countdown that runs below the value; `parts` names those of a JWT that are read.
    """

    title: str
    name: str = ""
    tag: str = ""
    value: str = ""
    note: str = ""
    clock: Markup | None = None
    parts: tuple[str, ...] = ()
    mark: Mark | None = None


def facts_table(facts: Iterable[Fact]) -> None:
    """Draw the facts as rows of a two-column table."""
    st.html(facts_html(facts))


def facts_html(facts: Iterable[Fact]) -> Markup:
    """Return the table as HTML."""
    return render("page/facts_table.html.j2", facts=list(facts), signs=SIGNS)
