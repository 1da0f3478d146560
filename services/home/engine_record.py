"""The record a running local engine leaves under the home, so that others can attach to it.

Says where an engine claims to be, never that it is there: `infra_scripts.local_engine` proves it.
"""

from dataclasses import asdict, dataclass, field
from pathlib import Path

from services.errors import StoredFileError
from services.home.stored_files import read_json, remove_file, write_json

ENGINE_HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineRecord:
    """`started_at` is epoch seconds; `process_started_at` tells a reused pid from ours."""

    pid: int
    process_started_at: float
    port: int
    nonce: str = field(repr=False)
    version: str
    started_at: float

    @property
    def endpoint_url(self) -> str:
        return f"http://{ENGINE_HOST}:{self.port}"


def record_path(engine_dir: Path) -> Path:
    return engine_dir / "engine.json"


def write_record(engine_dir: Path, record: EngineRecord) -> None:
    write_json(record_path(engine_dir), asdict(record))


def read_record(engine_dir: Path) -> EngineRecord | None:
    """Return the record, or None when there is none or an older shape was left behind."""
    try:
        document = read_json(record_path(engine_dir))
    except StoredFileError:
        return None
    try:
        record = EngineRecord(**document) if isinstance(document, dict) else None
    except TypeError:
        return None
    return record if record and _is_usable(record) else None


def _is_usable(record: EngineRecord) -> bool:
    """Tell whether each value can be what it says: pid -1 would be every process of the user."""
    whole = (record.pid, record.port)
    return (
        all(type(number) is int and number > 0 for number in whole)
        and all(
            isinstance(it, int | float) for it in (record.process_started_at, record.started_at)
        )
        and all(isinstance(text, str) and text for text in (record.nonce, record.version))
    )


def remove_record(engine_dir: Path) -> None:
    remove_file(record_path(engine_dir))
