"""The journal: which steps were done and the AWS calls of each, so that a killed run goes on."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from services.cloud.recorded_call import CallSource, RecordedCall
from services.errors import StoredFileError
from services.home.stored_files import read_json, remove_file, write_json
from services.settings import Settings

_SCHEMA = 1
_START_OVER = "Move it away and start the walkthrough over."


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRecord:
    """A step that ran: when (epoch seconds), its calls, and the status of its HTTP answer.

    `is_done` is False for one that failed or was answered otherwise than expected, and for one
    that `waits_for_code`: it goes on once it is run with the code that Cognito sent.
    """

    at: float
    is_done: bool = True
    calls: tuple[RecordedCall, ...] = ()
    status: int | None = None
    waits_for_code: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """The steps that ran, by their id, in the order in which they ran first."""

    ran: Mapping[str, StepRecord] = field(default_factory=dict)

    def is_done(self, step_id: str) -> bool:
        return step_id in self.ran and self.ran[step_id].is_done

    def with_step(self, step_id: str, record: StepRecord) -> "Journal":
        return Journal(ran={**self.ran, step_id: record})


def load_journal(settings: Settings) -> Journal:
    """Return the journal, an empty one where there is none; raises StoredFileError."""
    document = read_json(settings.journal_path, remedy=_START_OVER)
    if document is None:
        return Journal()
    try:
        ran = {_SCHEMA: document["ran"]}[document["schema"]]
        return Journal(ran={key: _parse(value) for key, value in ran.items()})
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise StoredFileError(
            f"{settings.journal_path} is not a walkthrough's journal.", hint=_START_OVER
        ) from error


def save_journal(settings: Settings, journal: Journal) -> None:
    ran = {key: asdict(value) for key, value in journal.ran.items()}
    write_json(settings.journal_path, {"schema": _SCHEMA, "ran": ran})


def remove_journal(settings: Settings) -> None:
    remove_file(settings.journal_path)


def _parse(value: Mapping[str, Any]) -> StepRecord:
    calls = tuple(
        RecordedCall(**{**call, "source": CallSource(**call["source"]) if call["source"] else None})
        for call in value["calls"]
    )
    return StepRecord(
        at=float(value["at"]),
        is_done=bool(value["is_done"]),
        calls=calls,
        status=value["status"],
        waits_for_code=bool(value.get("waits_for_code")),
    )
