"""Finding a user by another name than the username, while other calls create and delete users."""

from typing import Any

from infra_scripts.local_engine.parity.wrap import Function, wrap


def repair_resolution() -> None:
    from ministack.services import cognito

    wrap(cognito, "_resolve_user", resolving)


def resolving(original: Function) -> Function:
    """Let the search have the users as they are at its begin.

    The engine goes through them themselves, and answers 500 where another thread adds one.
    """

    def resolve_user(pool: dict[str, Any], username: str) -> Any:
        if username in pool["_users"]:
            return original(pool, username)
        return original({**pool, "_users": pool["_users"].copy()}, username)

    return resolve_user
