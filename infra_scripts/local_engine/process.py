"""One engine per home: attach to it, start it, stop it, say how it is. The parent's side only."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from subprocess import Popen

import psutil

from infra_scripts.local_engine.identity import answers_as_ours, new_nonce
from infra_scripts.local_engine.launch import (
    Launched,
    abandon,
    candidate_ports,
    launch,
    let_go,
    prepare_directories,
    require_running,
)
from infra_scripts.local_engine.parity.adapter import installed_version
from infra_scripts.local_engine.process_end import end_process
from infra_scripts.local_engine.recorded_engine import find_engine, memory_of
from infra_scripts.local_engine.saving import require_saved, unsaved
from infra_scripts.local_engine.self_test.checks import run_self_test
from infra_scripts.local_engine.self_test.leftovers import kept_mark
from infra_scripts.local_engine.self_test.report import (
    SelfTestReport,
    read_report,
    write_report,
)
from infra_scripts.local_engine.silence import make_way
from infra_scripts.local_engine.state.state_lock import require_free
from infra_scripts.local_engine.usage import end_keeping, is_used, keep_engine, use_engine
from services.errors import EngineError, StoredFileError
from services.home.engine_record import (
    ENGINE_HOST,
    EngineRecord,
    read_record,
    remove_record,
    write_record,
)
from services.home.file_locks import held_lock
from services.home.stored_files import is_there, read_json, write_json
from services.settings import Settings

_LOCK_SECONDS = 60.0
_PROOF_SECONDS = 3.0
_RECORD_SECONDS = 2.0  # an engine looks for its record far more often


class Owner(StrEnum):
    """Who an engine that has to be started belongs to."""

    CALLER = "caller"  # it ends with this process, or with the last one that uses it then
    NOBODY = "nobody"  # it runs until `stop`


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningEngine:
    """An engine that has proven to be this home's own."""

    endpoint_url: str
    port: int
    pid: int
    started_here: bool
    self_test: SelfTestReport
    settings: Settings = field(repr=False)
    nonce: str = field(repr=False)
    child: Popen[bytes] | None = field(default=None, repr=False, compare=False)
    use: ExitStack = field(default_factory=ExitStack, repr=False, compare=False)

    def require_saved(self) -> None:
        """Let it save now; raise StateNotSaved when what was done did not reach the disk."""
        require_saved(self.settings, port=self.port, nonce=self.nonce)

    def stop(self) -> None:
        """End this use of it; stop it if it was started for this use and has no other."""
        self.use.close()
        pipe = self.child.stdin if self.child else None
        if self.child is None or pipe is None or pipe.closed:  # not ours, or ended before
            return
        with _locked(self.settings):
            if end_process(self.child, is_needed=lambda: is_used(self.settings.engine_dir)):
                _forget(self.settings, self.pid)
            else:
                let_go(self.child)


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineStatus:
    """What `engine status` shows; of one that does not answer, only its `pid`."""

    running: bool
    endpoint_url: str | None = None
    port: int | None = None
    pid: int | None = None
    version: str | None = None
    started_at: float | None = None
    memory_bytes: int | None = None
    self_test: SelfTestReport | None = None


def ensure_engine(settings: Settings, *, owner: Owner) -> RunningEngine:
    """Attach to the home's running engine, or start one that belongs to `owner`.

    Raises PortTaken, EngineVersionError or EngineError. A failed self-test raises nothing: it is
    in the result's `self_test`, for `require_self_test` or a banner.
    """
    if not settings.is_local:
        raise EngineError("The local engine serves the local cloud only.")
    attached = _attach(settings, owner)
    if attached is None:
        with _locked(settings):
            attached = _attach(settings, owner, seconds=_RECORD_SECONDS) or _start(settings, owner)
    return attached


@contextmanager
def engine_session(settings: Settings) -> Iterator[RunningEngine]:
    """Attach to the home's engine, or start one and stop it at the end of the block."""
    engine = ensure_engine(settings, owner=Owner.CALLER)
    try:
        yield engine
    finally:
        engine.stop()


def start_detached(settings: Settings) -> RunningEngine:
    """Attach, or start an engine that runs on after this process, until `stop`."""
    return ensure_engine(settings, owner=Owner.NOBODY)


def stop(settings: Settings) -> bool:
    """Stop the home's engine, no matter who started it; False when none was running."""
    if not is_there(settings.engine_dir):
        return False
    with _locked(settings):
        found = find_engine(settings.engine_dir, seconds=_RECORD_SECONDS)
        if found is not None:
            end_process(found.process)
        remove_record(settings.engine_dir)
        require_free(settings.engine_dir)
    return found is not None


def status(settings: Settings) -> EngineStatus:
    """Say how the home's engine is; looks and asks, changes nothing."""
    found = find_engine(settings.engine_dir, seconds=_RECORD_SECONDS)
    if found is None or not _is_proven(found.record):
        return EngineStatus(running=False, pid=found.record.pid if found else None)
    record = found.record
    return EngineStatus(
        running=True,
        endpoint_url=record.endpoint_url,
        port=record.port,
        pid=record.pid,
        version=record.version,
        started_at=record.started_at,
        memory_bytes=memory_of(found.process),
        self_test=read_report(settings.engine_dir),
    )


def _attach(settings: Settings, owner: Owner, *, seconds: float = 0.0) -> RunningEngine | None:
    found = find_engine(settings.engine_dir, seconds=seconds)
    if found is None:
        return None
    with ExitStack() as use:
        # Before it has to prove itself: from then on it does not end with its starter.
        if owner is Owner.CALLER:
            use.enter_context(use_engine(settings.engine_dir))
        if not _is_proven(found.record):
            return None
        _require_port(settings, found.record)
        if owner is Owner.NOBODY:
            keep_engine(settings.engine_dir)
        return RunningEngine(
            endpoint_url=found.record.endpoint_url,
            port=found.record.port,
            pid=found.record.pid,
            started_here=False,
            self_test=read_report(settings.engine_dir),
            settings=settings,
            nonce=found.record.nonce,
            use=use.pop_all(),
        )


def _require_port(settings: Settings, record: EngineRecord) -> None:
    if settings.engine_port_is_explicit and record.port != settings.engine_port:
        raise EngineError(
            f"This home's engine already runs on port {record.port}.",
            hint="Stop it with `python -m infra_scripts engine stop`, or leave the port unset.",
        )


def _start(settings: Settings, owner: Owner) -> RunningEngine:
    found = find_engine(settings.engine_dir)
    if found is not None:  # ours by its record, and alive: it holds the state
        make_way(settings.engine_dir, found)
    remove_record(settings.engine_dir)
    require_free(settings.engine_dir)
    end_keeping(settings.engine_dir)
    if owner is Owner.NOBODY:
        keep_engine(settings.engine_dir)
    prepare_directories(settings)
    nonce = new_nonce()
    launched = launch(
        settings,
        ports=candidate_ports(settings, last_port=_last_port(settings)),
        nonce=nonce,
        detached=owner is Owner.NOBODY,
    )
    try:
        engine = _register(settings, launched, nonce=nonce, owner=owner)
    except BaseException:
        abandon(launched.child)
        raise
    if owner is Owner.NOBODY:
        let_go(launched.child)
    return engine


def _register(settings: Settings, launched: Launched, *, nonce: str, owner: Owner) -> RunningEngine:
    """Test the started engine and leave the record that lets others attach."""
    port, pid = launched.port, launched.child.pid
    report = run_self_test(
        f"http://{ENGINE_HOST}:{port}",
        mark=kept_mark(settings.engine_dir),
        unsaved=partial(unsaved, settings.engine_dir, port=port, nonce=nonce),
    )
    require_running(launched.child, settings)
    record = EngineRecord(
        pid=pid,
        process_started_at=psutil.Process(pid).create_time(),
        port=port,
        nonce=nonce,
        version=installed_version(),
        started_at=time.time(),
    )
    # On a full disk it still serves the process that started it; no other can attach to it.
    with suppress(StoredFileError) if owner is Owner.CALLER else nullcontext():
        write_report(settings.engine_dir, report)
        write_json(settings.engine_dir / "port.json", port)
        write_record(settings.engine_dir, record)
    return RunningEngine(
        endpoint_url=record.endpoint_url,
        port=port,
        pid=pid,
        started_here=True,
        self_test=report,
        settings=settings,
        nonce=nonce,
        child=launched.child if owner is Owner.CALLER else None,
    )


def _last_port(settings: Settings) -> int | None:
    """Return the port of the last run: the same again keeps stored URLs valid."""
    try:
        port = read_json(settings.engine_dir / "port.json")
    except StoredFileError:
        return None
    return port if type(port) is int and port > 0 else None


def _locked(settings: Settings) -> AbstractContextManager[None]:
    busy = EngineError(
        "Another command is starting or stopping the local engine.",
        hint="Wait for it to finish and try again.",
    )
    return held_lock(settings.engine_dir / "engine.lock", seconds=_LOCK_SECONDS, busy=busy)


def _is_proven(record: EngineRecord) -> bool:
    return answers_as_ours(port=record.port, nonce=record.nonce, timeout=_PROOF_SECONDS)


def _forget(settings: Settings, pid: int) -> None:
    record = read_record(settings.engine_dir)
    if record is not None and record.pid == pid:
        remove_record(settings.engine_dir)
