"""What the readings of the stack mean for a page: boxes of the drawing, one summary sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pages._ui.stack.stack_faults import Fault, stack_faults
from pages._ui.stack.stack_map import BoxState, BoxStatus
from services.home.outputs import ResourceEntry

if TYPE_CHECKING:
    from infra_scripts.stack.status import ResourceStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class StackSummary:
    """How many resources the stack has, how many of them are missing, and what is wrong."""

    total: int
    missing: int
    faults: tuple[Fault, ...] = ()

    @property
    def is_absent(self) -> bool:
        return self.missing == self.total

    @property
    def is_whole(self) -> bool:
        return not self.faults

    def sentence(self) -> str:
        """Return the state of the stack in one sentence."""
        if self.is_absent:
            return "Nothing is provisioned yet."
        if self.is_whole:
            return f"All {self.total} resources are in place."
        number = len(self.faults)
        which = "1 fault" if number == 1 else f"{number} faults, the first"
        return f"The stack has {which}: {self.faults[0].title}."

    @property
    def state(self) -> BoxState:
        """Return the state whose sign and colour stand before the sentence."""
        if self.is_absent:
            return BoxState.ABSENT
        return BoxState.EXISTS if self.is_whole else BoxState.DIFFERS


def summary(statuses: "Iterable[ResourceStatus]") -> StackSummary:
    rows = tuple(statuses)
    return StackSummary(
        total=len(rows),
        missing=sum(box_state(row) is BoxState.MISSING for row in rows),
        faults=stack_faults(rows),
    )


def box_state(status: "ResourceStatus") -> BoxState:
    return BoxState(status.state.value)


def boxes_of_reading(statuses: "Iterable[ResourceStatus]") -> dict[str, BoxStatus]:
    return _with_stage(
        {status.name: BoxStatus(id=status.id, state=box_state(status)) for status in statuses}
    )


def boxes_of_outputs(entries: Mapping[str, ResourceEntry]) -> dict[str, BoxStatus]:
    """Return the boxes of a stack in the making: what is in the outputs exists."""
    return _with_stage(
        {name: BoxStatus(id=entry.id, state=BoxState.EXISTS) for name, entry in entries.items()}
    )


def _with_stage(boxes: dict[str, BoxStatus]) -> dict[str, BoxStatus]:
    """Show the REST API with its stage, as its address does."""
    if "rest_api" not in boxes or "stage" not in boxes:
        return boxes
    api, stage = boxes["rest_api"], boxes["stage"]
    return {**boxes, "rest_api": replace(api, id=f"{api.id}/{stage.id}".strip("/"))}
