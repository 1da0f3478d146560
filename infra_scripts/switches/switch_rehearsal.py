"""Rehearse the switches: each turned on, seen, found by the doctor and put back, one by one."""

import time
from collections.abc import Iterator

from infra_scripts.switches.broken_stack import BrokenStack
from infra_scripts.switches.live_call import ShownBreak, examine_unshown, show_live
from infra_scripts.switches.switch import Switch
from infra_scripts.switches.table import SWITCHES
from infra_scripts.walkthrough.rehearsal import RehearsedStep, other_status, unexplained
from services.doctor.diagnosis import Diagnosis
from services.errors import LabError


def rehearse_switches(stack: BrokenStack) -> Iterator[RehearsedStep]:
    """Yield each switch once it has been on and is back; trouble with one keeps no other away."""
    for each in SWITCHES:
        started = time.perf_counter()
        trouble = _trouble(stack, each)
        seconds = time.perf_counter() - started
        title = f"Break it, fix it: {each.title}"
        yield RehearsedStep(id=each.id, title=title, seconds=seconds, trouble=trouble)


def _trouble(stack: BrokenStack, switch: Switch) -> str:
    try:
        if switch.unshown is not None:
            return _other_cause(switch, examine_unshown(stack.walk.lab, switch))
        try:
            stack.turn_on(switch.id)
            seen = _trouble_seen(stack, switch, show_live(stack.walk.lab, switch))
        finally:
            stack.put_back([switch.id])
        return seen or ("" if stack.is_as_described() else "The stack is not as described again.")
    except LabError as error:
        return error.one_line()


def _trouble_seen(stack: BrokenStack, switch: Switch, shown: ShownBreak) -> str:
    if shown.call.status != switch.status:
        return other_status(switch.status, shown.call)
    if isinstance(shown.explanation, str):
        return shown.explanation
    odd = unexplained(shown.explanation, shown.call, stack.settings)
    return odd or _other_cause(switch, shown.found)


def _other_cause(switch: Switch, found: tuple[Diagnosis, ...]) -> str:
    first = found[0].id if found else "none"
    return "" if first == switch.cause else f"The doctor's first cause is {first}."
