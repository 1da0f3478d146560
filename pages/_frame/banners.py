"""Banners above every page: an engine that stopped, or one that failed its self-test."""

import streamlit as st

from pages._server.engine_keeper import EngineState, EngineWatch
from pages._server.process import current_process
from pages._server.stack_jobs import start_prepare
from pages._ui.page.feedback import md, md_sentence
from pages._ui.page.job_progress import start_job


def draw_banners() -> None:
    """Draw what every page's reader has to know first; nothing while all is well."""
    engine = current_process().engine
    if engine is None:
        return
    if engine.state is EngineState.STOPPED:
        _stopped(engine)
    elif engine.failed_checks:
        _failed_self_test(engine.failed_checks)


def _stopped(engine: EngineWatch) -> None:
    reason = "" if engine.error is None else f"  \n{md_sentence(engine.error.one_line())}"
    with st.container(key="frame_engine_stopped"):
        st.error(f"**The local engine stopped.**{reason}", icon=":material/power_off:")
        if st.button("Restart the engine", key="frame_restart", icon=":material/restart_alt:"):
            engine.restart()
            start_job(start_prepare)


def _failed_self_test(failed_checks: tuple[str, ...]) -> None:
    failed = "".join(f"\n- {md(check)}" for check in failed_checks)
    st.error(
        "**The local engine failed its self-test: do not trust it until this is solved.** "
        f"These checks failed:\n{failed}",
        icon=":material/gpp_bad:",
    )
