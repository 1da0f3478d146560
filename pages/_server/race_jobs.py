"""The background job that runs revocation races; a click elsewhere cannot stop it half-way."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pages._server.jobs import Job
from pages._server.process import LabProcess
from services.progress import ProgressCallback

if TYPE_CHECKING:
    from services.revocation.actions import RevocationAction
    from services.revocation.race import Race

RACE = "Revocation race"


def start_races(
    process: LabProcess, actions: "Sequence[RevocationAction]", keep: "Callable[[Race], None]"
) -> Job:
    """Run a race for each action; raises StackBusy while another job runs."""

    def run(progress: ProgressCallback) -> None:
        from infra_scripts.operations import run_races

        run_races(process.lab(), actions, keep, progress)

    return process.jobs.start(RACE, run)
