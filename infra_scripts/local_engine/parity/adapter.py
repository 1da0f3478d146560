"""The list of repairs, applied once in the engine's process before it serves its first request."""

from importlib.metadata import PackageNotFoundError, version

from services.errors import EngineVersionError

SUPPORTED_VERSION = "1.5.33"


def apply_repairs() -> None:
    """Apply every repair; raise EngineVersionError on another ministack than the repaired one."""
    require_supported_version(installed_version())


def installed_version() -> str:
    """Return ministack's installed version, or an empty text when it is not installed."""
    try:
        return version("ministack")
    except PackageNotFoundError:
        return ""


def require_supported_version(found: str) -> None:
    if found != SUPPORTED_VERSION:
        raise EngineVersionError(
            f"The local engine needs ministack {SUPPORTED_VERSION}, found {found or 'none'}.",
            hint="Install the pinned packages: pip install -r requirements.txt",
        )
