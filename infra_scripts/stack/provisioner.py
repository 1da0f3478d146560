"""Plans, applies and removes a stack; what is done to a resource is decided in `plan`."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from infra_scripts.stack.lab_stack import STAGE, lab_stack
from infra_scripts.stack.plan import (
    Plan,
    PlannedAction,
    PlannedChange,
    ResourceDecision,
    decide,
    entry_of,
    make_plan,
    note_decision,
)
from infra_scripts.stack.removal import Leftover, remove
from infra_scripts.stack.resources.model import Found, NotOurs, RemovableResource, Resource
from infra_scripts.stack.resources.view import StackView
from infra_scripts.stack.status import ResourceStatus, status_of, what_happens
from services.cloud.aws import Aws
from services.errors import AwsError, PlanRefused, StoredFileError
from services.home.outputs import StackOutputs, load_outputs, save_outputs, with_addresses
from services.home.stored_files import remove_file
from services.progress import ProgressCallback, StepEvent, StepState, ignore_progress
from services.settings import Settings

_READERS = 8


class Provisioner:
    """Brings the stack that `settings` names to what `lab_stack` says, or removes it.

    `infra_scripts.operations` holds the stack's lock around what changes something.
    """

    def __init__(
        self,
        aws: Aws,
        settings: Settings,
        *,
        resources: Sequence[Resource] | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`resources` are the lab's unless others are given; each refers only to those before."""
        self._aws = aws
        self._settings = settings
        self._sleep = sleep
        self._resources = lab_stack(settings.stack) if resources is None else tuple(resources)

    def plan(self) -> Plan:
        """Return what `apply` would do; writes nothing, here or in the cloud."""
        return self._plan(self._open_view(load_outputs(self._settings)))

    def apply(self, progress: ProgressCallback = ignore_progress) -> StackOutputs:
        """Create and repair the stack, saving the outputs after every resource.

        Raises PlanRefused before the first write when the plan has a refusal in it.
        """
        view = self._open_view(load_outputs(self._settings))
        plan = self._plan(view)
        if plan.refused:
            raise _refusal(plan.refused)
        for number, resource in enumerate(self._resources, 1):
            self._apply_one(resource, view, _Step(progress, number, len(self._resources), resource))
        return self._save(view)

    def destroy(self, progress: ProgressCallback = ignore_progress) -> tuple[Leftover, ...]:
        """Remove everything that carries the stack's tags; return what could not be removed.

        Needs no outputs file, and no room for one: what is there is found by its tags.
        """
        view = self._open_view(self._readable_outputs())
        for resource in self._resources:
            _adopt(resource, view)
        leftovers: list[Leftover] = []
        removable = [it for it in reversed(self._resources) if isinstance(it, RemovableResource)]
        for number, resource in enumerate(removable, 1):
            step = _Step(progress, number, len(removable), resource)
            leftover = self._remove_one(resource, view, step)
            leftovers += [leftover] if leftover else []
        if not (leftovers or self._settings.outputs_path.is_dir()):  # a directory is not ours
            remove_file(self._settings.outputs_path)
        return tuple(leftovers)

    def status(self) -> tuple[ResourceStatus, ...]:
        """Return every resource as it is; reads only."""
        view = self._open_view(load_outputs(self._settings))
        statuses = []
        for resource in self._resources:
            decision = decide(resource, view)
            note_decision(view, decision)
            has_console = not self._settings.is_local
            statuses.append(status_of(resource, decision, view, has_console=has_console))
        return tuple(statuses)

    def refresh_addresses(self) -> StackOutputs | None:
        """Write the engine's present address into a readable outputs file; calls nothing."""
        outputs = self._readable_outputs()
        if outputs is None or outputs.endpoint_url == self._endpoint_url:
            return outputs
        moved = with_addresses(outputs, self._endpoint_url)
        save_outputs(self._settings, moved)
        return moved

    @property
    def _endpoint_url(self) -> str:
        return self._aws.endpoint_url if self._settings.is_local else ""

    def _readable_outputs(self) -> StackOutputs | None:
        try:
            return load_outputs(self._settings)
        except StoredFileError:
            return None

    def _open_view(self, outputs: StackOutputs | None) -> StackView:
        """Return the stack as the outputs know it, with AWS's answers already fetched."""
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
        """Ask for everything at once; an error here is raised again, in order, where it matters."""

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

    def _apply_one(self, resource: Resource, view: StackView, step: "_Step") -> None:
        decision = decide(resource, view)
        note_decision(view, decision)
        if decision.change.action is PlannedAction.KEEP:
            step.tell(StepState.UNCHANGED)
            return
        step.tell(StepState.STARTED, what_happens(decision.change))
        try:
            found = _execute(resource, view, decision)
        except AwsError as error:
            step.tell(StepState.FAILED, error.message)
            raise
        view.entries[resource.name] = entry_of(resource.kind, found)
        save_outputs(self._settings, self._outputs(view))
        step.tell(StepState.DONE, what_happens(decision.change))

    def _remove_one(
        self, resource: RemovableResource, view: StackView, step: "_Step"
    ) -> Leftover | None:
        was_there = resource.name in view.entries
        step.tell(StepState.STARTED)
        try:
            leftover = remove(resource, view)
        except AwsError as error:
            step.tell(StepState.FAILED, error.message)
            raise
        if leftover:
            step.tell(StepState.FAILED, leftover.reason)
            return leftover
        children = [it.name for it in self._resources if it.parent_name() == resource.name]
        for name in (resource.name, *children):
            view.entries.pop(name, None)
        with suppress(StoredFileError):  # a full disk must not stop a removal
            self._save(view)
        step.tell(StepState.DONE if was_there else StepState.UNCHANGED)
        return None

    def _save(self, view: StackView) -> StackOutputs:
        outputs = self._outputs(view)
        if outputs != load_outputs(self._settings):
            save_outputs(self._settings, outputs)
        return outputs

    def _outputs(self, view: StackView) -> StackOutputs:
        pool = view.entries.get("user_pool")
        return with_addresses(
            StackOutputs(
                cloud=self._settings.cloud.value,
                region=self._settings.region,
                stack=self._settings.stack,
                stage=STAGE,
                user_pool_id=pool.id if pool else "",
                user_pool_arn=pool.arn if pool else "",
                app_client_id=view.known_id("app_client"),
                rest_api_id=view.known_id("rest_api"),
                resources=dict(view.entries),
            ),
            self._endpoint_url,
        )


class _Step:
    """Tells the progress of one numbered step."""

    def __init__(
        self, progress: ProgressCallback, number: int, total: int, resource: Resource
    ) -> None:
        self._progress, self._number, self._total = progress, number, total
        self._name = resource.name

    def tell(self, state: StepState, detail: str = "") -> None:
        self._progress(
            StepEvent(
                number=self._number, total=self._total, step=self._name, state=state, detail=detail
            )
        )


def _execute(resource: Resource, view: StackView, decision: ResourceDecision) -> Found:
    if decision.found is None:
        return resource.create(view)
    if decision.change.action is PlannedAction.REPLACE:
        return resource.replace(view, decision.found)
    return resource.update(view, decision.found, decision.changed)


def _adopt(resource: Resource, view: StackView) -> None:
    """Let the view know the resource's id when it is there and ours."""
    try:
        found = resource.find(view)
    except NotOurs:
        found = None
    view.entries.pop(resource.name, None)
    if found:
        view.entries[resource.name] = entry_of(resource.kind, found)


def _refusal(refused: Sequence[PlannedChange]) -> PlanRefused:
    reasons = " ".join(f"{change.name}: {change.reason}" for change in refused)
    return PlanRefused(
        f"Nothing was changed. {reasons}",
        hint="Choose another AUTHORIZER_LAB_STACK, or resolve it in the console.",
    )
