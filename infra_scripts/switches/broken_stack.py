"""BrokenStack: turns switches on and puts them back, on the stack that the walkthrough built.

`infra_scripts.switch_operations` holds the lock of that stack around what changes something.
"""

from collections.abc import Iterable, Sequence

from infra_scripts.local_engine.saving import keep_on_disk
from infra_scripts.stack.lab_stack import STAGE
from infra_scripts.stack.provisioner import Provisioner
from infra_scripts.stack.resources.gateway_response import GatewayResponseResource
from infra_scripts.stack.resources.model import Resource
from infra_scripts.stack.resources.permission import PermissionResource
from infra_scripts.stack.resources.view import StackView
from infra_scripts.switches.altered import altered, taken_away
from infra_scripts.switches.leases import Leases, due, load_leases, renewed, save_leases
from infra_scripts.switches.switch import Switch
from infra_scripts.switches.table import SWITCHES, switch
from infra_scripts.walkthrough.steps import STEPS
from infra_scripts.walkthrough.walk import Walk
from infra_scripts.walkthrough.walk_resources import all_resources
from services.errors import InputError, StoredFileError
from services.home.outputs import load_outputs
from services.lab import Lab
from services.progress import ProgressCallback, ignore_progress

LAST_BUILT = next(each.id for each in reversed(STEPS) if each.changes_the_stack)


class BrokenStack:
    """The switches of one lab's walkthrough; `lab` is the lab's."""

    def __init__(self, lab: Lab) -> None:
        self.walk = Walk(lab)
        self.settings = self.walk.settings
        self._lab = lab
        self._described = all_resources(self.settings.stack)

    @property
    def is_whole(self) -> bool:
        """Tell whether the walkthrough has built all of its stack; reads files only."""
        journal = self.walk.journal()
        built = [each for each in STEPS if each.changes_the_stack]
        return self.walk.outputs() is not None and all(journal.is_done(it.id) for it in built)

    def leases(self) -> Leases:
        return load_leases(self.settings)

    def on(self) -> tuple[Switch, ...]:
        """Return the switches that are on, in the table's order."""
        leases = self.leases()
        return tuple(each for each in SWITCHES if each.id in leases)

    def due(self) -> tuple[str, ...]:
        return due(self.leases(), self._lab.now())

    def turn_on(self, switch_id: str, progress: ProgressCallback = ignore_progress) -> None:
        """Break the stack; twice changes nothing but the time until it is put back by itself.

        Raises InputError where the stack is not whole or this cloud cannot show the break, and
        whatever the cloud refuses: then the switch counts as on, and has to be put back.
        """
        wanted = switch(switch_id)
        if wanted.unshown is not None:
            raise InputError(wanted.unshown.why, hint="Read what AWS answers instead.")
        if not self.is_whole:
            raise InputError(
                "There is no whole stack of the walkthrough to break.", hint="Build it first."
            )
        save_leases(self.settings, renewed(self.leases(), [switch_id], self._lab.now()))
        self._apply(self.on(), progress)

    def keep_on(self, switch_ids: Iterable[str]) -> None:
        """Begin the time anew of those that are on."""
        leases = self.leases()
        wanted = [each for each in switch_ids if each in leases]
        save_leases(self.settings, renewed(leases, wanted, self._lab.now()))

    def put_back(
        self, switch_ids: Iterable[str], progress: ProgressCallback = ignore_progress
    ) -> None:
        """Undo these switches; the others stay on."""
        leases, back = self.leases(), frozenset(switch_ids)
        if not back & leases.keys():
            return
        if self.is_whole:
            self._apply([each for each in self.on() if each.id not in back], progress)
        save_leases(self.settings, {key: it for key, it in leases.items() if key not in back})

    def fix_all(self, progress: ProgressCallback = ignore_progress) -> None:
        """Bring the stack to what is described, whatever was on and whatever the file says."""
        if self._stands():
            self._apply((), progress)
        save_leases(self.settings, {})

    def is_as_described(self) -> bool:
        """Tell whether the plan of the whole stack is empty; reads the cloud."""
        return self._provisioner(self._described).plan().is_empty

    def _apply(self, on: Sequence[Switch], progress: ProgressCallback) -> None:
        """Bring the stack to what it is with these switches on.

        What is not deployed comes last: a deployment takes along whatever is changed before it.
        """
        lab_pool_arn = self._lab.outputs.user_pool_arn if on else ""
        for resource in taken_away(self._described, on):
            self._take_away(resource)
        deployed = [each for each in on if each.is_deployed]
        for part in (deployed, on) if len(deployed) < len(on) else (on,):
            resources = altered(self._described, part, lab_pool_arn)
            self._provisioner(resources).apply(progress)
        if not on:
            self.walk.restore_user()
        # Before the file says so: an engine that is killed now comes back with what it saved last.
        keep_on_disk(self._lab.aws.settings)

    def _stands(self) -> bool:
        """Tell whether there is a stack to put right; a damaged journal keeps none from it."""
        try:
            return self.is_whole
        except StoredFileError:
            return self.walk.outputs() is not None

    def _take_away(self, resource: Resource) -> None:
        """Remove one resource that a stack has no way to go without."""
        assert isinstance(resource, PermissionResource | GatewayResponseResource)
        outputs = load_outputs(self.settings)
        entries = outputs.resources if outputs else {}
        view = StackView(self._lab.aws, stack=self.settings.stack, stage=STAGE, entries=entries)
        if found := resource.find(view):
            resource.take_away(view, found)

    def _provisioner(self, resources: Sequence[Resource]) -> Provisioner:
        return Provisioner(self._lab.aws, self.settings, resources=resources)
