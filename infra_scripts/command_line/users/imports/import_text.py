"""The file of an import, read once: it is checked, and checked again where a job goes on."""

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from infra_scripts.command_line.users.data_files import STDOUT, opened_stdin
from services.errors import InputError

_NAME_ONE = "Name a file, or - for stdin."
_LARGEST = 100_000_000  # bytes; its rows take twenty times as much memory


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportText:
    """The bytes of a file and what it is called."""

    name: str
    content: bytes = field(repr=False)  # passwords may be in it

    @classmethod
    def read(cls, name: str) -> "ImportText":
        """Read a file, or stdin for -; raises InputError where that cannot be done."""
        if name == STDOUT:
            return cls(name="stdin", content=_whole(opened_stdin().buffer, "stdin"))
        if not name:  # which would be the present directory
            raise InputError("A file without a name cannot be read.", hint=_NAME_ONE)
        path = Path(name).expanduser()
        try:
            with path.open("rb") as file:
                return cls(name=path.name, content=_whole(file, name))
        except OSError as error:
            raise InputError(f"{name} cannot be read: {error.strerror}.", hint=_NAME_ONE) from error

    def opened(self) -> BinaryIO:
        return io.BytesIO(self.content)


def _whole(file: BinaryIO, name: str) -> bytes:
    """Return what is in the file; InputError for too much, so that one without end has an end."""
    content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise InputError(
            f"{name} has more than {_LARGEST // 1_000_000} MB.",
            hint="Split it into several files, each with the header.",
        )
    return content
