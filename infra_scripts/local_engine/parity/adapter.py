"""The list of repairs, applied once in the engine's process before it serves its first request."""

from importlib.metadata import PackageNotFoundError, version

from infra_scripts.local_engine.parity.api_settings import repair_api_settings
from infra_scripts.local_engine.parity.authorizer import repair_authorizer
from infra_scripts.local_engine.parity.challenge import repair_challenges
from infra_scripts.local_engine.parity.deleted_api import repair_deleted_apis
from infra_scripts.local_engine.parity.directory import repair_directory
from infra_scripts.local_engine.parity.groups.role_claims import repair_role_claims
from infra_scripts.local_engine.parity.groups.user_pool_groups import repair_groups
from infra_scripts.local_engine.parity.invocation import (
    repair_invocation_burst,
    repair_invocation_log,
)
from infra_scripts.local_engine.parity.list_patches import repair_list_patches
from infra_scripts.local_engine.parity.log_groups import bound_log_groups
from infra_scripts.local_engine.parity.proxy_response import repair_proxy_responses
from infra_scripts.local_engine.parity.self_service import repair_self_service
from infra_scripts.local_engine.parity.users.listings import repair_listings
from infra_scripts.local_engine.parity.users.one_user import repair_one_user
from infra_scripts.local_engine.parity.users.resolution import repair_resolution
from services.errors import EngineVersionError

SUPPORTED_VERSION = "1.5.33"

# Each one's file says what it restores, and which AWS page says so.
_REPAIRS = (
    repair_authorizer,
    repair_proxy_responses,
    repair_api_settings,
    repair_challenges,
    repair_listings,
    repair_directory,
    repair_groups,
    repair_role_claims,
    repair_self_service,
    repair_one_user,
    repair_resolution,
    repair_invocation_log,
    repair_invocation_burst,
    repair_list_patches,
    repair_deleted_apis,
    bound_log_groups,
)


def apply_repairs() -> None:
    """Apply every repair; raise EngineVersionError on another ministack than the repaired one."""
    require_supported_version(installed_version())
    for repair in _REPAIRS:
        repair()


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
