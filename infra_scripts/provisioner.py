"""Plans, applies and removes a stack; what is done to a resource is decided in `plan`."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum

from infra_scripts.console import console_url
from infra_scripts.lab_stack import STAGE, lab_stack
from infra_scripts.plan import (
    Action,
    Decision,
    Plan,
    PlannedChange,
    decide,
    entry_of,
    make_plan,
    note_decision,
)
from infra_scripts.resources.model import Found, NotOurs, RemovableResource, Resource
from infra_scripts.resources.view import StackView
from services.aws import Aws
from services.errors import AwsError, CloudUnreachable, CredentialsRefused, PlanRefused
from services.outputs import StackOutputs, load_outputs, save_outputs, with_addresses
from services.progress import ProgressCallback, StepEvent, StepState, ignore_progress
from services.settings import Settings

_READERS = 8


class ResourceState(StrEnum):
    EXISTS = "exists"
    MISSING = "missing"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceStatus:
    """One resource as it is now; `detail` says what differs, `console_url` is empty locally."""

    name: str
    kind: str
    id: str
    state: ResourceState
    console_url: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """Something of the stack that could not be removed, with AWS's reason."""

    name: str
    kind: str
    id: str
    reason: str


class Provisioner:
    """Brings the stack that `settings` names to what `lab_stack` says, or removes it.

    Callers that change something hold `stack_lock`.
    """

    def __init__(
        self, aws: Aws, settings: Settings, *, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._aws = aws
        self._settings = settings
        self._sleep = sleep
        self._resources = lab_stack(settings.stack)

    def plan(self) -> Plan:
        """Return what `apply` would do; writes nothing, here or in the cloud."""
        return self._plan(self._open_view())

    def apply(self, progress: ProgressCallback = ignore_progress) -> StackOutputs:
        """Create and repair the stack, saving the outputs after every resource.

        Raises PlanRefused before the first write when the plan has a refusal in it.
        """
        view = self._open_view()
        plan = self._plan(view)
        if plan.refused:
            raise _refusal(plan.refused)
        for number, resource in enumerate(self._resources, 1):
            self._apply_one(resource, view, _Steps(progress, number, len(self._resources)))
        return self._save(view)

    def destroy(self, progress: ProgressCallback = ignore_progress) -> tuple[Leftover, ...]:
        """Remove everything that carries the stack's tags; return what could not be removed."""
        view = self._open_view()
        for resource in self._resources:
            self._adopt(resource, view)
        removable = [it for it in reversed(self._resources) if isinstance(it, RemovableResource)]
        leftovers = []
        for number, resource in enumerate(removable, 1):
            leftover = self._remove(resource, view, _Steps(progress, number, len(removable)))
            leftovers += [leftover] if leftover else []
            self._forget_removed(resource, view, leftover)
        if not leftovers:
            self._settings.outputs_path.unlink(missing_ok=True)
        return tuple(leftovers)

    def status(self) -> tuple[ResourceStatus, ...]:
        """Return every resource as it is; reads only."""
        view = self._open_view().rehearsal()
        statuses = []
        for resource in self._resources:
            decision = decide(resource, view)
            note_decision(view, decision)
            statuses.append(self._status_of(resource, decision, view))
        return tuple(statuses)

    def refresh_addresses(self) -> StackOutputs | None:
        """Write the engine's present address into the outputs file; calls nothing."""
        outputs = load_outputs(self._settings)
        if outputs is None or outputs.endpoint_url == self._endpoint_url:
            return outputs
        moved = with_addresses(outputs, self._endpoint_url)
        save_outputs(self._settings, moved)
        return moved

    @property
    def _endpoint_url(self) -> str:
        return self._aws.endpoint_url if self._settings.is_local else ""

    def _open_view(self) -> StackView:
        """Return the stack as the outputs file knows it, with AWS's answers already fetched."""
        outputs = load_outputs(self._settings)
        if outputs and outputs.region != self._settings.region:
            raise PlanRefused(
                f"The stack {outputs.stack} was provisioned in {outputs.region}.",
                hint=f"Set AWS_REGION={outputs.region}, or choose another AUTHORIZER_LAB_STACK.",
            )
        view = StackView(
            self._aws,
            stack=self._settings.stack,
            stage=STAGE,
            entries=outputs.resources if outputs else {},
            sleep=self._sleep,
        )
        self._fetch(view)
        return view

    def _fetch(self, view: StackView) -> None:
        """Ask for everything at once: what fails here fails again, in order, where it is used."""

        def ask(resource: Resource) -> None:
            try:
                resource.find(view)
            except (AwsError, NotOurs):
                return

        view.read("sts", "get_caller_identity")
        with ThreadPoolExecutor(_READERS) as readers:
            list(readers.map(ask, self._resources))

    def _plan(self, view: StackView) -> Plan:
        return make_plan(self._resources, view.rehearsal())

    def _apply_one(self, resource: Resource, view: StackView, steps: "_Steps") -> None:
        decision = decide(resource, view)
        note_decision(view, decision)
        if decision.change.action is Action.KEEP:
            steps.tell(resource, StepState.UNCHANGED)
            return
        steps.tell(resource, StepState.STARTED, _sentence(decision.change))
        try:
            found = _execute(resource, view, decision)
        except AwsError as error:
            steps.tell(resource, StepState.FAILED, error.message)
            raise
        view.entries[resource.name] = entry_of(resource.kind, found)
        self._save(view)
        steps.tell(resource, StepState.DONE, _sentence(decision.change))

    def _save(self, view: StackView) -> StackOutputs:
        ids = {name: view.known_id(name) for name in ("user_pool", "app_client", "rest_api")}
        pool = view.entries.get("user_pool")
        outputs = with_addresses(
            StackOutputs(
                cloud=self._settings.cloud.value,
                region=self._settings.region,
                stack=self._settings.stack,
                stage=STAGE,
                user_pool_id=ids["user_pool"],
                user_pool_arn=pool.arn if pool else "",
                app_client_id=ids["app_client"],
                rest_api_id=ids["rest_api"],
                resources=view.entries,
            ),
            self._endpoint_url,
        )
        if outputs != load_outputs(self._settings):
            save_outputs(self._settings, outputs)
        return outputs

    def _adopt(self, resource: Resource, view: StackView) -> None:
        try:
            found = resource.find(view)
        except NotOurs:
            found = None
        view.entries.pop(resource.name, None)
        if found:
            view.entries[resource.name] = entry_of(resource.kind, found)

    def _remove(
        self, resource: RemovableResource, view: StackView, steps: "_Steps"
    ) -> Leftover | None:
        """Remove a resource, and another with the same tags if an interrupted run left one."""
        found = None
        steps.tell(resource, StepState.STARTED)
        try:
            while (found := resource.find(view)) is not None:
                resource.delete(view, found)
                view.entries.pop(resource.name, None)
        except NotOurs as foreign:
            steps.tell(resource, StepState.UNCHANGED, foreign.reason)
        except (CloudUnreachable, CredentialsRefused) as error:
            steps.tell(resource, StepState.FAILED, error.message)
            raise
        except AwsError as error:
            steps.tell(resource, StepState.FAILED, error.message)
            id = found.id if found else ""
            return Leftover(name=resource.name, kind=resource.kind, id=id, reason=error.message)
        else:
            steps.tell(resource, StepState.DONE)
        return None

    def _forget_removed(
        self, resource: RemovableResource, view: StackView, leftover: Leftover | None
    ) -> None:
        if leftover is None:
            gone = [it.name for it in self._resources if it.parent_name() == resource.name]
            for name in (resource.name, *gone):
                view.entries.pop(name, None)
        self._save(view)

    def _status_of(self, resource: Resource, decision: Decision, view: StackView) -> ResourceStatus:
        change = decision.change
        url = (
            ""
            if self._settings.is_local
            else console_url(
                resource.kind, view.region, view.entries, resource.name, resource.parent_name()
            )
        )
        return ResourceStatus(
            name=resource.name,
            kind=resource.kind,
            id=change.id,
            state=_state(change),
            console_url=url,
            detail=_sentence(change) if change.action is not Action.KEEP else "",
        )


class _Steps:
    """Tells progress of one numbered step."""

    def __init__(self, progress: ProgressCallback, number: int, total: int) -> None:
        self._progress, self._number, self._total = progress, number, total

    def tell(self, resource: Resource, state: StepState, detail: str = "") -> None:
        self._progress(
            StepEvent(
                number=self._number,
                total=self._total,
                step=resource.name,
                state=state,
                detail=detail,
            )
        )


def _execute(resource: Resource, view: StackView, decision: Decision) -> Found:
    if decision.found is None:
        return resource.create(view)
    if decision.change.action is Action.REPLACE:
        return resource.replace(view, decision.found)
    return resource.update(view, decision.found, decision.changed)


def _state(change: PlannedChange) -> ResourceState:
    if change.action is Action.KEEP:
        return ResourceState.EXISTS
    return ResourceState.MISSING if change.action is Action.CREATE else ResourceState.DIFFERS


def _sentence(change: PlannedChange) -> str:
    if change.reason:
        return change.reason
    fields = ", ".join(dict.fromkeys(field.name for field in change.fields))
    return f"{change.action.value} {fields}".strip()


def _refusal(refused: Sequence[PlannedChange]) -> PlanRefused:
    reasons = " ".join(f"{change.name}: {change.reason}" for change in refused)
    return PlanRefused(
        f"Nothing was changed. {reasons}",
        hint="Choose another AUTHORIZER_LAB_STACK, or resolve it in the console.",
    )
