"""The command line as a user runs it: a process of its own, its streams not a terminal."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from services.settings import PROJECT_ROOT

# Nothing of the machine's own AWS set-up reaches the command.
_HERMETIC = {
    "AWS_ACCESS_KEY_ID": "",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
}


@dataclass(frozen=True, slots=True)
class Ran:
    status: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class TerminalSession:
    """Commands that share a home, and so an engine and a stack."""

    home: Path

    def run(self, *arguments: str, **env: str) -> Ran:
        ended = subprocess.run(
            command(*arguments),
            cwd=PROJECT_ROOT,
            env=self.environment(**env),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=200,
            check=False,
        )
        return Ran(ended.returncode, ended.stdout, ended.stderr)

    def environment(self, **more: str) -> dict[str, str]:
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("AWS_", "AUTHORIZER_LAB_", "STREAMLIT_"))
        }
        return {**inherited, **_HERMETIC, "AUTHORIZER_LAB_HOME": str(self.home), **more}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "infra_scripts", *arguments]
