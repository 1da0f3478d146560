"""Zips a function's directory into the same bytes on every machine; writes no file."""

import base64
import hashlib
import io
import zipfile
from pathlib import Path

from services.cloud.recorded_call import SourceArchive

LAMBDAS_DIR = Path(__file__).resolve().parent.parent / "lambdas"
_EARLIEST_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_ROOT = LAMBDAS_DIR.parent.parent
_REGULAR_FILE_0644 = 0o100644 << 16
_UNIX = 3


def bundle(directory: Path) -> SourceArchive:
    """Return a zip of the Python files under `directory`, which it names.

    Times, permissions, order and the creating system are fixed, and nothing is compressed: zlib
    versions compress differently, and CodeSha256 would change with the machine.
    """
    buffer = io.BytesIO()
    files = sorted(directory.rglob("*.py"), key=lambda path: path.relative_to(directory).parts)
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path in files:
            entry = zipfile.ZipInfo(path.relative_to(directory).as_posix(), _EARLIEST_ZIP_TIME)
            entry.external_attr = _REGULAR_FILE_0644
            entry.create_system = _UNIX
            archive.writestr(entry, path.read_bytes().replace(b"\r\n", b"\n"))
    below = directory.relative_to(_ROOT) if directory.is_relative_to(_ROOT) else directory
    return SourceArchive.of(buffer.getvalue(), below.as_posix())


def code_sha256(archive: bytes) -> str:
    """Return the digest in the form in which Lambda names a function's code."""
    return base64.b64encode(hashlib.sha256(archive).digest()).decode()
