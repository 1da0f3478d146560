"""Building blocks of the provisioning tests: a stack of one's own, watched and killed at will."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from infra_scripts.stack.plan import Plan, PlannedAction
from infra_scripts.stack.provisioner import Provisioner
from services.cloud.aws import Aws, AwsCall
from services.home.outputs import StackOutputs, load_outputs
from services.settings import Settings
from tests.aws_writes import is_write


class Killed(BaseException):
    """The process ended here, before it could learn the answer to its last write."""


@dataclass(slots=True)
class Watch:
    """Sees every AWS call; with `lives` set, ends the run after that many writes."""

    calls: list[AwsCall] = field(default_factory=list)
    lives: int | None = None

    def __call__(self, call: AwsCall) -> None:
        self.calls.append(call)
        if is_write(call) and self.lives is not None:
            self.lives -= 1
            if self.lives <= 0:
                raise Killed

    def writes(self) -> list[str]:
        return [call.operation for call in self.calls if is_write(call)]

    @contextmanager
    def during(self, lives: int | None = None) -> Iterator[None]:
        self.calls.clear()
        self.lives = lives
        try:
            yield
        finally:
            self.lives = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StackOfTest:
    """One stack on a cloud that other tests use too."""

    aws: Aws
    settings: Settings
    watch: Watch

    def provisioner(self) -> Provisioner:
        return Provisioner(self.aws, self.settings, sleep=_no_time)

    def apply(self) -> StackOutputs:
        return self.provisioner().apply()

    def writes_of(self, run: Callable[[], object], lives: int | None = None) -> list[str]:
        with self.watch.during(lives):
            run()
        return self.watch.writes()

    def outputs(self) -> StackOutputs:
        outputs = load_outputs(self.settings)
        assert outputs is not None
        return outputs

    def call(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        return self.aws.call(service, operation, **parameters)


def changes_of(plan: Plan) -> dict[str, str]:
    """Return the planned action of everything that is not kept, by name."""
    return {
        change.name: change.action.value
        for change in plan.changes
        if change.action is not PlannedAction.KEEP
    }


def fields_of(plan: Plan, name: str) -> dict[str, tuple[Any, Any]]:
    """Return before and after of each field that a plan changes on one resource."""
    change = next(change for change in plan.changes if change.name == name)
    return {field.name: (field.before, field.after) for field in change.fields}


def _no_time(seconds: float) -> None:
    """Wait for nothing: neither the engine nor moto needs time."""


Change = Callable[[StackOfTest, StackOutputs], object]


@dataclass(frozen=True, kw_only=True)
class Drift:
    """What somebody changes by hand, and what the plan shows of it: one resource, its fields.

    STACK and USAGE_PLAN stand for the stack's name and its usage plan's id.
    """

    change: Change
    name: str
    action: str
    fields: dict[str, tuple[Any, Any]]


def assert_shown_and_repaired(drift: Drift, stack: StackOfTest) -> None:
    outputs = stack.apply()
    drift.change(stack, outputs)
    names = {"STACK": stack.settings.stack, "USAGE_PLAN": outputs.resource_id("usage_plan")}
    expected = {
        field: (before, names.get(after, after) if isinstance(after, str) else after)
        for field, (before, after) in drift.fields.items()
    }
    plan = stack.provisioner().plan()
    assert changes_of(plan) == {drift.name: drift.action}
    assert fields_of(plan, drift.name) == expected
    stack.apply()
    assert stack.provisioner().plan().is_empty
