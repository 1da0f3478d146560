"""SnapshotKeeper: the one snapshot of the user pool that all tabs of this server share."""

import threading
from typing import TYPE_CHECKING

from services.errors import SnapshotError, StoredFileError
from services.settings import Settings

if TYPE_CHECKING:
    from services.users.directory import Directory
    from services.users.snapshot.snapshot import Snapshot


class SnapshotKeeper:
    """Opens the snapshot for whoever asks first; another pool of the stack gets one of its own."""

    def __init__(self, settings: Settings, *, patience_seconds: float = 1.0) -> None:
        """A page waits up to `patience_seconds` for a fill before it shows what there is."""
        self.patience_seconds = patience_seconds
        self._settings = settings
        self._snapshot: Snapshot | None = None
        self._lock = threading.Lock()

    def of(self, directory: "Directory") -> "Snapshot":
        """Return the snapshot of this pool; opening it also begins to fill it anew.

        What another process kept on the disk may be old, and is there at once. One whose file was
        removed, as `down` does from a terminal, is opened anew.
        """
        with self._lock:
            kept = self._snapshot
            if kept is None or kept.user_pool_id != directory.user_pool_id or kept.is_lost():
                self._close()
                kept = self._snapshot = self._opened(directory)
                kept.refresh(directory)
            return kept

    def close(self) -> None:
        """Close the database; the next one who asks opens it again."""
        with self._lock:
            self._close()

    def _opened(self, directory: "Directory") -> "Snapshot":
        """Open it on the disk; where the disk refuses, in memory, and the snapshot says why."""
        from services.users.snapshot.snapshot import Snapshot

        if not self._settings.keeps_snapshot:
            return Snapshot(directory, None)
        try:
            return Snapshot(directory, self._settings.snapshot_dir)
        except (SnapshotError, StoredFileError) as refused:
            return Snapshot(directory, None, disk_error=refused)

    def _close(self) -> None:
        snapshot, self._snapshot = self._snapshot, None
        if snapshot is not None:
            snapshot.close()
