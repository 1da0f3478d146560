"""Banners above every page: an engine that is not there, and a stack that others change."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages._server.engine_keeper import EngineState, EngineWatch
from pages._server.process import current_process
from pages._server.stack_jobs import start_prepare
from pages._ui.page.feedback import md, md_sentence
from pages._ui.page.job_progress import start_job
from services.errors import EngineError

_COMING_BACK = frozenset({EngineState.STARTING, EngineState.SILENT})
_TURN_SECONDS = 0.2
_MOST_TURNS = 100


def draw_banners() -> None:
    """Draw what every page's reader has to know first; nothing while all is well."""
    process = current_process()
    place = st.empty()  # always there: what follows keeps its place, and the reader's input with it
    is_working = process.jobs.running() is not None
    engine = process.engine
    if engine is not None and engine.state in _COMING_BACK and not is_working:
        _wait_for(engine, place)
    if engine is not None and engine.state is EngineState.STOPPED:
        with place.container(key="frame_engine_stopped"):
            _stopped(engine)
    elif engine is not None and engine.state is EngineState.SILENT:
        _silent(engine, place)
    elif engine is not None and engine.failed_checks:
        _failed_self_test(engine.failed_checks, place)
    elif not is_working and process.state.look().is_changing:
        _changed_elsewhere(place)


def _wait_for(engine: EngineWatch, place: DeltaGenerator) -> None:
    """Wait for an engine that is started again, with the page below as it was before.

    What a page does not draw, it forgets. A click of the reader ends the run at the next turn.
    """
    for _ in range(_MOST_TURNS):
        if engine.state is EngineState.SILENT:
            _silent(engine, place)
        else:
            place.info(
                "**The local engine stopped and is being started again.** This page comes back by "
                "itself.",
                icon=":material/hourglass_top:",
            )
        try:
            engine.wait_until_running(_TURN_SECONDS)
        except EngineError:
            if engine.state in _COMING_BACK:
                continue
        place.empty()
        return


def _silent(engine: EngineWatch, place: DeltaGenerator) -> None:
    hint = "" if engine.error is None else f"  \n{md_sentence(engine.error.hint)}"
    place.warning(
        f"**The local engine does not answer.**{hint} This page comes back by itself.",
        icon=":material/hearing_disabled:",
    )


def _stopped(engine: EngineWatch) -> None:
    reason = "" if engine.error is None else f"  \n{md_sentence(engine.error.one_line())}"
    st.error(f"**The local engine stopped.**{reason}", icon=":material/power_off:")
    if st.button("Restart the engine", key="frame_restart", icon=":material/restart_alt:"):
        engine.restart()
        start_job(start_prepare)


def _failed_self_test(failed_checks: tuple[str, ...], place: DeltaGenerator) -> None:
    failed = "".join(f"\n- {md(check)}" for check in failed_checks)
    place.error(
        "**The local engine failed its self-test: do not trust it until this is solved.** "
        f"These checks failed:\n{failed}",
        icon=":material/gpp_bad:",
    )


def _changed_elsewhere(place: DeltaGenerator) -> None:
    place.info(
        "**Another run is changing the stack**: a command in a terminal, or another lab. Answers "
        "may differ until it is done; this page then shows the new state by itself.",
        icon=":material/sync_lock:",
    )
