"""Which cloud, region, profile, stack and home this run uses, from flags and environment."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from services.errors import SettingsError

PROJECT_ROOT = Path(__file__).resolve().parent.parent
LOCAL_REGION = "us-east-1"
DEFAULT_STACK = "authorizer-lab"
_STACK_NAME = re.compile(r"[a-z][a-z0-9-]{0,38}[a-z0-9]")
_HIGHEST_PORT = 65535


class Cloud(StrEnum):
    LOCAL = "local"
    AWS = "aws"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One resolved configuration; every path below derives from `home`."""

    cloud: Cloud = Cloud.LOCAL
    stack: str = DEFAULT_STACK
    home: Path = PROJECT_ROOT / ".lab"
    region: str = LOCAL_REGION
    profile: str | None = None
    ui_port: int = 8501
    engine_port: int = 4566
    engine_port_is_explicit: bool = False
    keeps_snapshot: bool = True

    @property
    def walkthrough(self) -> "Settings":
        """Return the settings of the walkthrough's own stack."""
        return replace(self, stack=f"{self.stack}-walkthrough")

    @property
    def cloud_dir(self) -> Path:
        return self.home / self.cloud.value

    @property
    def outputs_path(self) -> Path:
        return self.cloud_dir / f"{self.stack}.outputs.json"

    @property
    def personas_path(self) -> Path:
        """Return the stack's own file; the default stack's has the short name."""
        is_default = self.stack == DEFAULT_STACK
        return self.cloud_dir / ("personas.json" if is_default else f"{self.stack}.personas.json")

    @property
    def journal_path(self) -> Path:
        """Return where a walkthrough keeps what it did."""
        return self.cloud_dir / f"{self.stack}.journal.json"

    @property
    def switches_path(self) -> Path:
        """Return where the switches that break a walkthrough's stack are kept while one is on."""
        return self.cloud_dir / f"{self.stack}.switches.json"

    @property
    def switch_keepers_dir(self) -> Path:
        """Return where each server that puts switches back holds a mark."""
        return self.cloud_dir / f"{self.stack}.switch-keepers"

    @property
    def put_back_path(self) -> Path:
        """Return the mark that everything is being put back; it stays when that is killed."""
        return self.cloud_dir / f"{self.stack}.put-back.json"

    @property
    def stack_lock_path(self) -> Path:
        return self.cloud_dir / f"{self.stack}.lock"

    @property
    def stack_changes_dir(self) -> Path:
        return self.cloud_dir / f"{self.stack}.changes"

    @property
    def snapshot_dir(self) -> Path:
        """Return where the snapshot of the stack's user pool is kept, unless it is in memory."""
        return self.cloud_dir / f"{self.stack}.snapshot"

    @property
    def saved_filters_path(self) -> Path:
        return self.cloud_dir / f"{self.stack}.saved_filters.json"

    @property
    def bulk_dir(self) -> Path:
        """Return where the journals of the stack's jobs on many users are kept."""
        return self.cloud_dir / f"{self.stack}.bulk"

    @property
    def audit_path(self) -> Path:
        """Return where every change of users and groups is written down, of all stacks."""
        return self.cloud_dir / "audit.jsonl"

    @property
    def protected_users_path(self) -> Path:
        """Return where an administrator names users whom no change may take away."""
        return self.cloud_dir / "protected_users.txt"

    @property
    def engine_dir(self) -> Path:
        return self.home / "local" / "engine"

    @property
    def is_local(self) -> bool:
        return self.cloud is Cloud.LOCAL


def load_settings(
    env: Mapping[str, str],
    *,
    cloud: str | None = None,
    stack: str | None = None,
    home: str | None = None,
    region: str | None = None,
    profile: str | None = None,
    ui_port: str | int | None = None,
    engine_port: str | int | None = None,
) -> Settings:
    """Resolve settings; an argument that is given wins over its environment variable.

    Raises SettingsError naming the variable, what is wrong with it and what to set instead.
    """
    chosen = _cloud(cloud or env.get("AUTHORIZER_LAB_CLOUD") or Cloud.LOCAL.value)
    engine_port = _given(engine_port, env.get("AUTHORIZER_LAB_ENGINE_PORT"))
    return Settings(
        cloud=chosen,
        stack=_stack(stack or env.get("AUTHORIZER_LAB_STACK") or DEFAULT_STACK),
        home=_home(home or env.get("AUTHORIZER_LAB_HOME")),
        region=_region(chosen, region, env),
        profile=None if chosen is Cloud.LOCAL else profile or env.get("AWS_PROFILE") or None,
        ui_port=_port(
            "AUTHORIZER_LAB_UI_PORT", _given(ui_port, env.get("AUTHORIZER_LAB_UI_PORT")), 8501
        ),
        engine_port=_port("AUTHORIZER_LAB_ENGINE_PORT", engine_port, 4566),
        engine_port_is_explicit=engine_port is not None,
        keeps_snapshot=_keeps_snapshot(env.get("AUTHORIZER_LAB_SNAPSHOT") or "disk"),
    )


def _cloud(text: str) -> Cloud:
    try:
        return Cloud(text.strip().lower())
    except ValueError:
        raise SettingsError(
            f"AUTHORIZER_LAB_CLOUD is {text!r}.", hint="Set it to 'local' or 'aws'."
        ) from None


def _keeps_snapshot(text: str) -> bool:
    if text not in ("disk", "memory"):
        raise SettingsError(
            f"AUTHORIZER_LAB_SNAPSHOT is {text!r}.", hint="Set it to 'disk' or 'memory'."
        )
    return text == "disk"


def _stack(text: str) -> str:
    if not _STACK_NAME.fullmatch(text):
        raise SettingsError(
            f"AUTHORIZER_LAB_STACK is {text!r}.",
            hint="Use 2 to 40 lower-case letters, digits and hyphens, starting with a letter.",
        )
    return text


def _home(text: str | None) -> Path:
    if not text:
        return PROJECT_ROOT / ".lab"
    try:
        home = Path(text).expanduser().absolute()
        is_file = home.exists() and not home.is_dir()
    except (OSError, RuntimeError, ValueError):  # too long, an unknown ~user, a NUL
        raise SettingsError(
            "AUTHORIZER_LAB_HOME is not a usable path.", hint="Name a directory you can write."
        ) from None
    if is_file:
        raise SettingsError(
            f"AUTHORIZER_LAB_HOME is {home}, which is a file.", hint="Name a directory."
        )
    return home


def _region(cloud: Cloud, region: str | None, env: Mapping[str, str]) -> str:
    if cloud is Cloud.LOCAL:
        return LOCAL_REGION
    chosen = region or env.get("AWS_REGION") or env.get("AWS_DEFAULT_REGION")
    if not chosen:
        raise SettingsError(
            "No AWS region is chosen.", hint="Set AWS_REGION, for example AWS_REGION=eu-west-1."
        )
    if not re.fullmatch(r"[a-z]{2,4}(-[a-z]+)+-\d", chosen):
        raise SettingsError(
            f"AWS_REGION is {chosen!r}.", hint="Use a region code such as eu-west-1."
        )
    return chosen


def _given(argument: str | int | None, variable: str | None) -> str | int | None:
    """Return the one that is set, the argument first; 0 is set, so that it is refused."""
    return next((value for value in (argument, variable) if value not in (None, "")), None)


def _port(name: str, value: str | int | None, default: int) -> int:
    if value is None:
        return default
    text = str(value).strip()
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 1 <= int(text) <= _HIGHEST_PORT:
        raise SettingsError(f"{name} is {text!r}.", hint="Use a port number from 1 to 65535.")
    return int(text)
