"""The file of an import, read once: it is checked, and checked again where a job goes on."""

import io
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from infra_scripts.command_line.users.data_files import STDOUT
from services.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportText:
    """The bytes of a file and what it is called."""

    name: str
    content: bytes = field(repr=False)  # passwords may be in it

    @classmethod
    def read(cls, name: str) -> "ImportText":
        """Read a file, or stdin for -; raises InputError where that cannot be done."""
        if name == STDOUT:
            return cls(name="stdin", content=sys.stdin.buffer.read())
        path = Path(name).expanduser()
        try:
            return cls(name=path.name, content=path.read_bytes())
        except OSError as error:
            raise InputError(
                f"{name} cannot be read: {error.strerror}.", hint="Name a file, or - for stdin."
            ) from error

    def opened(self) -> BinaryIO:
        return io.BytesIO(self.content)
