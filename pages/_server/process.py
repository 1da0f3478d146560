"""LabProcess: what all browser sessions of one server share; opened and closed by its lifespan."""

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pages._server.engine_keeper import EngineState, EngineWatch
from pages._server.jobs import JobRegistry
from pages._server.own_routes.download_route import DownloadDesk
from pages._server.presenting.stage import Stage
from pages._server.session_store import SessionStore
from pages._server.snapshots.bulk_keeper import BulkKeeper
from pages._server.snapshots.snapshot_keeper import SnapshotKeeper
from pages._server.stack_watch import StackWatch
from pages._server.state_watch import StateWatch
from services.errors import EngineError, LabError
from services.settings import Settings

if TYPE_CHECKING:
    from infra_scripts.stack.status import ResourceStatus
    from services.lab import Lab

_LOCAL_FRESH_SECONDS = 5.0
_AWS_FRESH_SECONDS = 60.0


@dataclass(slots=True, kw_only=True)
class LabProcess:
    """The settings, the engine's keeper (None on AWS), jobs, sessions and the opened Lab."""

    settings: Settings
    engine: EngineWatch | None = None
    jobs: JobRegistry = field(default_factory=JobRegistry)
    sessions: SessionStore = field(default_factory=SessionStore)
    downloads: DownloadDesk = field(default_factory=DownloadDesk)
    account: str = ""
    stack: StackWatch = field(init=False)
    state: StateWatch = field(init=False)
    stage: Stage = field(init=False)
    snapshots: SnapshotKeeper = field(init=False)
    bulk: BulkKeeper = field(init=False)
    _lab: "Lab | None" = field(init=False, default=None, repr=False)
    _lab_endpoint: str = field(init=False, default="")
    _lock: threading.Lock = field(init=False, default_factory=threading.Lock, repr=False)

    def __post_init__(self) -> None:
        fresh = _LOCAL_FRESH_SECONDS if self.settings.is_local else _AWS_FRESH_SECONDS
        self.stack = StackWatch(self._read_stack, fresh_seconds=fresh)
        self.stage = Stage(self.settings)
        self.snapshots = SnapshotKeeper(self.settings)
        self.bulk = BulkKeeper(self.snapshots)
        self.state = StateWatch(self.settings, lambda: self.engine, self.stack.expire)

    def lab(self) -> "Lab":
        """Return the Lab, opened again when the engine moved to another address.

        Raises EngineError while the engine starts or when it stopped.
        """
        endpoint_url = self._endpoint_url()
        with self._lock:
            if self._lab is None or self._lab_endpoint != endpoint_url:
                from services.lab import open_lab

                self._lab = open_lab(self.settings, endpoint_url=endpoint_url)
                self._lab_endpoint = endpoint_url
            return self._lab

    def look_up_account(self) -> None:
        """Learn the AWS account in the background; the badge does without it until then."""
        threading.Thread(target=self._learn_account, name="account", daemon=True).start()

    def _learn_account(self) -> None:
        try:
            self.account = self.lab().aws.account_id()
        except LabError:
            self.account = "account unknown"

    def _endpoint_url(self) -> str:
        if self.engine is None:
            return ""
        if self.engine.state is EngineState.RUNNING:
            return self.engine.endpoint_url
        if self.engine.state is EngineState.STARTING:
            raise EngineError("The local engine is starting.", hint="Wait a moment.")
        raise self.engine.error or EngineError(
            "The local engine stopped.", hint="Press Restart the engine."
        )

    def _read_stack(self) -> "tuple[ResourceStatus, ...]":
        from infra_scripts.stack.provisioner import Provisioner

        return Provisioner(self.lab().aws, self.settings).status()


class _Current:
    process: LabProcess | None = None


def use_process(process: LabProcess | None) -> None:
    """Make `process` the one that every page of this server works with."""
    _Current.process = process


def current_process() -> LabProcess:
    """Return the server's process; only the server role and tests set one."""
    if _Current.process is None:
        raise RuntimeError("pages run only under the server role of streamlit_app.py")
    return _Current.process
