"""Export of this browser's results as JSON and Markdown; neither holds a token."""

import json
import time

import streamlit as st

from services.scenarios.kept_results import KeptResults
from services.scenarios.report import RunFacts, as_document, as_markdown
from services.scenarios.table.table import SCENARIOS
from services.settings import Settings

_NAME = "authorizer-scenarios"


def draw_export(kept: KeptResults, settings: Settings) -> None:
    """Offer both files; they are written when they are asked for."""
    with st.popover(
        "Export", icon=":material/download:", key="authorizer_lab_export", disabled=not kept
    ):
        st.caption("The last result of each scenario run in this browser. No token is in it.")
        st.download_button(
            "JSON",
            lambda: as_json(kept, settings),
            file_name=f"{_NAME}.json",
            mime="application/json",
            key="authorizer_lab_json",
            on_click="ignore",
        )
        st.download_button(
            "Markdown",
            lambda: as_markdown(kept.of(SCENARIOS), run_facts(kept, settings)),
            file_name=f"{_NAME}.md",
            mime="text/markdown",
            key="authorizer_lab_markdown",
            on_click="ignore",
        )


def as_json(kept: KeptResults, settings: Settings) -> str:
    document = as_document(kept.of(SCENARIOS), run_facts(kept, settings))
    return json.dumps(document, indent=2, ensure_ascii=False)


def run_facts(kept: KeptResults, settings: Settings) -> RunFacts:
    """Return where and when: the start of the oldest run, and the time of all of them.

    A run that begins forgets results: with none left it is the time of asking.
    """
    runs = kept.runs()
    return RunFacts(
        cloud=settings.cloud.value,
        region=settings.region,
        stack=settings.stack,
        started_at=runs[0].started_at if runs else time.time(),
        duration_seconds=sum(run.duration_seconds for run in runs),
    )
