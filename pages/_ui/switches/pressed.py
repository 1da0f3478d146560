"""What a press does to a switch, and what this tab keeps of it: the live call and the causes."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from infra_scripts.switch_operations import fix_all, keep_on, put_back, turn_on
from infra_scripts.switches.broken_stack import LAST_BUILT, BrokenStack
from infra_scripts.switches.live_call import ShownBreak, show_live, show_once
from infra_scripts.switches.switch import Switch
from infra_scripts.walk_operations import walk_step
from pages._ui.page.context import jobs
from services.errors import LabError, StackBusy

_SEEN = "break_it_seen"
_ERROR = "break_it_error"  # (why the last press failed, when)
_OTHERS_END_SECONDS, _LOOK_SECONDS = 10.0, 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The last call of a switch in this tab; `is_fixed` tells that it was put back before it."""

    shown: ShownBreak
    is_fixed: bool


def seen_of(switch: Switch) -> Seen | None:
    seen: Seen | None = st.session_state.get(_SEEN, {}).get(switch.id)
    return seen


def last_error() -> LabError | None:
    """Return why the last press did not do what it says, unless a job was done since."""
    error, at = st.session_state.get(_ERROR, (None, 0.0))
    job = jobs().latest()
    return None if job is not None and job.started_at > at else error


def build(stack: BrokenStack) -> None:
    """Build what is missing of the walkthrough's stack."""
    _press("Building the walkthrough's stack…", lambda: walk_step(stack.walk, LAST_BUILT))


def break_it(stack: BrokenStack, switch: Switch) -> None:
    """Turn the switch on, make its call and let the doctor look at it."""

    def work() -> None:
        turn_on(stack, switch.id)
        _call(stack, switch)

    _press("Breaking it, and calling…", work)


def call_again(stack: BrokenStack, switch: Switch) -> None:
    """Make the call of a switch that is on; its time begins anew."""

    def work() -> None:
        keep_on(stack, [switch.id])
        _call(stack, switch)

    _press("Calling…", work)


def fix(stack: BrokenStack, switch: Switch) -> None:
    """Put one switch back and make its call once more."""

    def work() -> None:
        put_back(stack, [switch.id])
        _keep(switch, show_once(stack.walk.lab, switch), is_fixed=True)

    _press("Putting it back…", work)


def fix_everything(stack: BrokenStack, switch: Switch) -> None:
    """Put all back and make the call of the switch that is shown once more."""

    def work() -> None:
        fix_all(stack)
        st.session_state.pop(_SEEN, None)
        if switch.unshown is None:
            _keep(switch, show_once(stack.walk.lab, switch), is_fixed=True)

    _press("Putting everything back…", work)


def keep_all_on(stack: BrokenStack) -> None:
    _press("Keeping it on…", lambda: keep_on(stack, stack.leases()))


def _call(stack: BrokenStack, switch: Switch) -> None:
    _keep(switch, show_live(stack.walk.lab, switch), is_fixed=False)


def _keep(switch: Switch, shown: ShownBreak, *, is_fixed: bool) -> None:
    kept = st.session_state.setdefault(_SEEN, {})
    kept[switch.id] = Seen(shown=shown, is_fixed=is_fixed)


def _press(words: str, work: Callable[[], object]) -> None:
    """Do the work, keep its error and draw the page again."""
    st.session_state.pop(_ERROR, None)
    try:
        with st.spinner(words):
            _patiently(work)
    except LabError as error:
        st.session_state[_ERROR] = (error, time.time())
    st.rerun()


def _patiently(work: Callable[[], object]) -> None:
    """Do it as soon as another presenter, who pressed first, is done."""
    deadline = time.monotonic() + _OTHERS_END_SECONDS
    while True:
        try:
            work()
        except StackBusy:
            if time.monotonic() > deadline:
                raise
            time.sleep(_LOOK_SECONDS)
        else:
            return
