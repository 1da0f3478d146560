"""What one run of the command line was asked for: global flags, environment, terminal."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import click

from services.settings import Cloud, Settings, load_settings

F = TypeVar("F", bound=Callable[..., Any])
_PORTS = click.IntRange(1, 65535)


@dataclass(slots=True, kw_only=True)
class Invocation:
    """The flags seen so far; a flag after the command wins over the same flag before it."""

    env: Mapping[str, str] = field(repr=False)
    is_interactive: bool = False
    shows_progress: bool = False
    debug: bool = False
    flags: dict[str, Any] = field(default_factory=dict)

    def settings(self) -> Settings:
        """Return the settings of flags and environment; raises SettingsError."""
        return load_settings(self.env, **self.flags)

    @property
    def ui_port_is_explicit(self) -> bool:
        return "ui_port" in self.flags or bool(self.env.get("AUTHORIZER_LAB_UI_PORT"))


def global_options(command: F) -> F:
    """Give a command the global flags, so that they may stand before or after its name."""
    for decorate in reversed(_GLOBAL_OPTIONS):
        command = decorate(command)
    return command


def _remember(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    invocation: Invocation = context.obj
    if value is not None and parameter.name is not None:
        invocation.flags[parameter.name] = value


def _remember_debug(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    invocation: Invocation = context.obj
    invocation.debug = invocation.debug or value


def _option(flag: str, kind: Any, metavar: str, text: str) -> Callable[[F], F]:
    return click.option(
        flag, type=kind, metavar=metavar, help=text, expose_value=False, callback=_remember
    )


_GLOBAL_OPTIONS: tuple[Callable[..., Any], ...] = (
    _option(
        "--cloud",
        click.Choice([cloud.value for cloud in Cloud]),
        "local|aws",
        "Which cloud (AUTHORIZER_LAB_CLOUD).",
    ),
    _option("--stack", str, "NAME", "The stack's name (AUTHORIZER_LAB_STACK)."),
    _option("--home", str, "DIR", "Where files are kept (AUTHORIZER_LAB_HOME)."),
    _option("--region", str, "REGION", "AWS region (AWS_REGION)."),
    _option("--profile", str, "NAME", "AWS profile (AWS_PROFILE)."),
    _option("--ui-port", _PORTS, "PORT", "Port of the UI (AUTHORIZER_LAB_UI_PORT)."),
    _option(
        "--engine-port", _PORTS, "PORT", "Port of the local engine (AUTHORIZER_LAB_ENGINE_PORT)."
    ),
    click.option(
        "--debug",
        is_flag=True,
        help="Show the traceback of an error.",
        expose_value=False,
        callback=_remember_debug,
    ),
)
