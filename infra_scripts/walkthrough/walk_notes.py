"""WalkNotes: writes into the journal what a step does, call by call, so that a kill loses none."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from infra_scripts.walkthrough.walk_journal import StepRecord, load_journal, save_journal
from services.cloud.aws import Aws
from services.cloud.recorded_call import RecordedCall
from services.cloud.recording import recorded
from services.settings import Settings


class WalkNotes:
    """The journal of one walkthrough's stack, as it is being written."""

    def __init__(self, settings: Settings, clock: Callable[[], float]) -> None:
        self._settings = settings
        self._clock = clock

    def note(
        self,
        step_id: str,
        *,
        is_done: bool = True,
        status: int | None = None,
        waits_for_code: bool = False,
    ) -> None:
        """Keep how a step ended; its calls stay as they are."""
        record = replace(
            self._record(step_id),
            at=self._clock(),
            is_done=is_done,
            status=status,
            waits_for_code=waits_for_code,
        )
        self._save(step_id, record)

    @contextmanager
    def recording(self, step_id: str, aws: Aws) -> Iterator[Aws]:
        """Yield an Aws whose writes are kept with the step, each once it was answered.

        A step that was done before keeps the calls of that time: they are the ones that built it.
        """
        was_done = load_journal(self._settings).is_done(step_id)

        def keep(call: RecordedCall) -> None:
            if call.is_write and not was_done:
                before = self._record(step_id)
                self._save(step_id, replace(before, is_done=False, calls=(*before.calls, call)))

        try:
            with recorded(aws, keep) as recording:
                yield recording
        except BaseException:
            self.note(step_id, is_done=False)
            raise

    def _record(self, step_id: str) -> StepRecord:
        ran = load_journal(self._settings).ran
        return ran.get(step_id) or StepRecord(at=self._clock(), is_done=False)

    def _save(self, step_id: str, record: StepRecord) -> None:
        save_journal(self._settings, load_journal(self._settings).with_step(step_id, record))
