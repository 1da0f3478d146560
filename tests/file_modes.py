"""Whether a file is its owner's alone, where a system can tell."""

import os
import stat
from pathlib import Path


def is_private(path: Path) -> bool:
    """Tell whether the mode is 0600, of a directory 0700; Windows has no such modes."""
    expected = 0o700 if path.is_dir() else 0o600
    return os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == expected
