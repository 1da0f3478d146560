"""What people ask of a whole stack: each operation holds the stack's lock once, from start to end.

The command line and the pages write through these only. When another run or thread is changing the
stack, StackBusy is raised at once, before anything is read or written.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from infra_scripts.personas.seed import reset as reset_lab
from infra_scripts.personas.seed import seed as seed_personas
from infra_scripts.stack.provisioner import Provisioner
from infra_scripts.stack.removal import Leftover
from infra_scripts.stack.stack_lock import stack_lock
from services.cloud.aws import Aws
from services.errors import LabError, StackBusy
from services.home.outputs import StackOutputs, require_outputs
from services.home.personas import Persona
from services.home.stored_files import is_there, remove_file, write_json
from services.progress import ProgressCallback, ignore_progress
from services.settings import Settings
from services.users.bulk.journal.shelf import JournalShelf
from services.users.snapshot.database import remove_snapshot

if TYPE_CHECKING:  # runs of scenarios and races are the only ones that need them
    from infra_scripts.workbench.ground import LabGround
    from infra_scripts.workbench.limited_api import LimitedApi
    from services.lab import Lab
    from services.limits.load import PlanLimits
    from services.revocation.actions import RevocationAction
    from services.revocation.race import Race
    from services.scenarios.scenario import Scenario


def up(aws: Aws, progress: ProgressCallback = ignore_progress) -> StackOutputs:
    """Create the stack or bring it to its described state; a second time writes nothing.

    Raises PlanRefused, before the first write, when something of the same name is not ours.
    """
    with stack_lock(aws.settings):
        return Provisioner(aws, aws.settings).apply(progress)


def seed(aws: Aws, progress: ProgressCallback = ignore_progress) -> list[Persona]:
    """Bring every persona to its known state; raises NotProvisioned without a complete stack."""
    with stack_lock(aws.settings):
        return seed_personas(aws, aws.settings, require_outputs(aws.settings), progress)


def up_and_seed(aws: Aws, progress: ProgressCallback = ignore_progress) -> list[Persona]:
    """Do `up`, then `seed`, under one lock: what the pages' Provision does."""
    with stack_lock(aws.settings):
        outputs = Provisioner(aws, aws.settings).apply(progress)
        return seed_personas(aws, aws.settings, outputs, progress)


def reset(aws: Aws, progress: ProgressCallback = ignore_progress) -> list[Persona]:
    """Put the stack and its personas back to the known state; locally other users are removed.

    A walkthrough's stack and what a killed run against the limits left behind are removed. Raises
    StackBusy while a job works on the pool's users.
    """
    from infra_scripts.walk_operations import end_walkthrough

    with stack_lock(aws.settings):
        _refuse_jobs_at_work(aws.settings)
        personas = _reset(aws, progress)
    end_walkthrough(aws)
    return personas


def put_back(aws: Aws, progress: ProgressCallback = ignore_progress) -> None:
    """Do `reset` so that it cannot stay half done: a mark stands until all of it is done.

    `is_put_back_open` tells of the mark: the next start of the UI does it again from the beginning.
    Raises StackBusy, before it begins, while a job works on the pool's users, and LabError when a
    part of the walkthrough's stack stays.
    """
    from infra_scripts.walk_operations import end_walkthrough

    with stack_lock(aws.settings):
        if not is_put_back_open(aws.settings):
            _refuse_jobs_at_work(aws.settings)
        write_json(aws.settings.put_back_path, {"schema": 1})
        _reset(aws, progress)
    if leftovers := end_walkthrough(aws, always=True):
        raise LabError(f"{leftovers[0]} could not be removed.", hint="Put everything back again.")
    remove_file(aws.settings.put_back_path)


def is_put_back_open(settings: Settings) -> bool:
    """Tell whether a `put_back` was begun and did not come to its end."""
    return is_there(settings.put_back_path)


def _reset(aws: Aws, progress: ProgressCallback) -> list[Persona]:
    """Put stack and personas back; the caller holds the stack's lock."""
    from infra_scripts.workbench.limited_api import remove_forgotten_limits

    remove_forgotten_limits(aws)
    return reset_lab(aws, aws.settings, progress)


def down(aws: Aws, progress: ProgressCallback = ignore_progress) -> tuple[Leftover, ...]:
    """Remove what carries the stack's tag and the walkthrough's; return what is left.

    The snapshot of the user pool's users goes from the disk with them. Raises StackBusy while a job
    works on the pool's users.
    """
    from infra_scripts.walk_operations import end_walkthrough
    from infra_scripts.workbench.limited_api import remove_forgotten_limits
    from infra_scripts.workbench.workbench import remove_forgotten_workbench

    with stack_lock(aws.settings):
        _refuse_jobs_at_work(aws.settings)
        remove_snapshot(aws.settings)
        forgotten = remove_forgotten_workbench(aws) + remove_forgotten_limits(aws)
        forgotten += end_walkthrough(aws, always=True)
        forgotten += Provisioner(aws, aws.settings).destroy(progress)
        remove_snapshot(aws.settings)  # once more: an open page may have begun a new one meanwhile
        return forgotten


def _refuse_jobs_at_work(settings: Settings) -> None:
    """Raise StackBusy while a process acts on many users: they would go from under it."""
    if labels := JournalShelf(settings).at_work():
        raise StackBusy(
            f"A job on many users is at work: {labels[0]}.",
            hint="Let it end, or cancel it on the page Jobs or where it was begun, first.",
        )


@contextmanager
def scenario_ground(lab: "Lab", scenarios: "Sequence[Scenario]") -> "Iterator[LabGround]":
    """Yield the ground for these scenarios and put everything back, whatever happens.

    The lock is held only where a workbench has to be made.
    """
    from infra_scripts.workbench.ground import needs_workbench, opened_ground

    lock = stack_lock(lab.settings) if needs_workbench(scenarios) else nullcontext()
    with lock, opened_ground(lab, scenarios) as ground:
        yield ground


@contextmanager
def limited_api(lab: "Lab", plan: "PlanLimits", clients: int) -> "Iterator[LimitedApi]":
    """Yield an API of this stack with a key and a usage plan per client; remove it afterwards."""
    from infra_scripts.workbench.limited_api import opened_limited_api

    with stack_lock(lab.settings), opened_limited_api(lab, plan, clients) as opened:
        yield opened


def run_races(
    lab: "Lab",
    actions: "Sequence[RevocationAction]",
    keep: "Callable[[Race], None]",
    progress: ProgressCallback = ignore_progress,
) -> None:
    """Run a race for each action, and hand each to `keep` once its persona is back.

    Raises, on AWS and before anything is changed, UserExists when the persona's name belongs to a
    user this lab did not make.
    """
    from infra_scripts.personas.race_run import race_in_turn

    with stack_lock(lab.settings):
        race_in_turn(lab, actions, keep, progress)
