"""Running a step from the page, and what this tab keeps of it: the call, its reason, its tokens."""

from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from infra_scripts.walk_operations import walk_back, walk_over, walk_step
from infra_scripts.walkthrough.steps import step
from infra_scripts.walkthrough.walk import Walk
from infra_scripts.walkthrough.walk_guest import Entered, Helped
from infra_scripts.walkthrough.walk_step import StepKind
from services.api.sign_in import TokenSet
from services.authorizer.decision import Decision
from services.errors import LabError
from services.traffic.exchange import Exchange

_KEPT = "walkthrough_outcomes"
_ERROR = "walkthrough_error"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOutcome:
    """`explanation` is a sentence where the call could not be explained; `ran` are step ids."""

    ran: tuple[str, ...]
    exchange: Exchange | None
    explanation: Decision | str
    tokens: TokenSet | None = field(repr=False)
    helped: Helped | None


def kept_outcome(step_id: str) -> KeptOutcome | None:
    """Return what this tab saw when it ran the step last."""
    outcome: KeptOutcome | None = st.session_state.get(_KEPT, {}).get(step_id)
    return outcome


def kept_error(step_id: str) -> LabError | None:
    """Return why the last try of this step failed, None when it did not."""
    failed_id, error = st.session_state.get(_ERROR, ("", None))
    return error if failed_id == step_id else None


def run_step(walk: Walk, step_id: str, entered: Entered) -> None:
    """Run the step, keep what came of it, and draw the page again."""
    with st.spinner("Running this step…"):
        _try(step_id, lambda: _keep(walk, step_id, entered))


def go_back(walk: Walk, step_id: str) -> None:
    with st.spinner("Going back to this step…"):
        _try(step_id, lambda: walk_back(walk, step_id))


def start_over(walk: Walk, step_id: str) -> None:
    """Remove the walkthrough's stack; a part that stays is told as an error."""
    with st.spinner("Removing what the walkthrough built…"):
        _try(step_id, lambda: _clear(walk))


def _clear(walk: Walk) -> None:
    st.session_state.pop(_KEPT, None)
    leftovers = walk_over(walk)
    if leftovers:
        raise LabError(f"{leftovers[0]} could not be removed.", hint="Start over once more.")


def _keep(walk: Walk, step_id: str, entered: Entered) -> None:
    outcome = walk_step(walk, step_id, entered=entered)
    st.session_state.setdefault(_KEPT, {})[step_id] = KeptOutcome(
        ran=outcome.ran,
        exchange=outcome.exchange,
        explanation=_explanation(walk, step_id, outcome.exchange),
        tokens=outcome.tokens,
        helped=outcome.helped,
    )


def _explanation(walk: Walk, step_id: str, exchange: Exchange | None) -> Decision | str:
    if exchange is None or step(step_id).kind is not StepKind.CALL:
        return ""
    try:
        return walk.explain(step_id, exchange)
    except LabError as error:
        return error.message


def _try(step_id: str, work: Callable[[], None]) -> None:
    st.session_state.pop(_ERROR, None)
    try:
        work()
    except LabError as error:
        st.session_state[_ERROR] = (step_id, error)
    st.rerun()
