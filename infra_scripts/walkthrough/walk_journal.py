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
class DoneStep:
    """A step that ran: when (epoch seconds), its calls, and the status of its HTTP answer."""

    at: float
    calls: tuple[RecordedCall, ...] = ()
    status: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """The steps that were done, by their id, in the order in which they ran first."""

    done: Mapping[str, DoneStep] = field(default_factory=dict)

    def with_step(self, step_id: str, done: DoneStep) -> "Journal":
        return Journal(done={**self.done, step_id: done})


def load_journal(settings: Settings) -> Journal:
    """Return the journal, an empty one where there is none; raises StoredFileError."""
    document = read_json(settings.journal_path, remedy=_START_OVER)
    if document is None:
        return Journal()
    try:
        done = {_SCHEMA: document["done"]}[document["schema"]]
        return Journal(done={key: _parse(value) for key, value in done.items()})
    except (KeyError, TypeError, AttributeError) as error:
        raise StoredFileError(
            f"{settings.journal_path} is not a walkthrough's journal.", hint=_START_OVER
        ) from error


def save_journal(settings: Settings, journal: Journal) -> None:
    done = {key: asdict(value) for key, value in journal.done.items()}
    write_json(settings.journal_path, {"schema": _SCHEMA, "done": done})


def remove_journal(settings: Settings) -> None:
    remove_file(settings.journal_path)


def _parse(value: Mapping[str, Any]) -> DoneStep:
    calls = tuple(
        RecordedCall(**{**call, "source": CallSource(**call["source"]) if call["source"] else None})
        for call in value["calls"]
    )
    return DoneStep(at=float(value["at"]), calls=calls, status=value["status"])
