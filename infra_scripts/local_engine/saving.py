"""Whether what was done is on disk: asked of the home's running engine, after it has saved."""

from collections.abc import Sequence
from pathlib import Path

from infra_scripts.local_engine.identity import SAVE_PATH, ask_ours
from infra_scripts.local_engine.recorded_engine import find_engine
from services.errors import StateNotSaved
from services.settings import Settings

_SAVE_SECONDS = 60.0  # far more than the largest state takes
_NO_ANSWER = "The local engine did not answer."


def keep_on_disk(settings: Settings) -> None:
    """Let the home's engine save what was done; on AWS there is nothing to do.

    Raises StateNotSaved, also where no engine answers.
    """
    if not settings.is_local:
        return
    found = find_engine(settings.engine_dir)
    if found is None:
        raise _not_saved(settings, [_NO_ANSWER])
    require_saved(settings, port=found.record.port, nonce=found.record.nonce)


def require_saved(settings: Settings, *, port: int, nonce: str) -> None:
    """Let the engine save now; raise StateNotSaved, saying why, when it did not reach the disk."""
    if problems := save_now(port=port, nonce=nonce):
        raise _not_saved(settings, problems)


def _not_saved(settings: Settings, problems: Sequence[str]) -> StateNotSaved:
    hint = f"Free disk space or solve the problem under {settings.engine_dir}, then do it again."
    if list(problems) == [_NO_ANSWER]:
        hint = (
            "Run the command again: it starts an engine where none runs, and does what is missing."
        )
    return StateNotSaved(
        "The changes are not saved and will be lost when the local engine stops: "
        + " ".join(problems),
        hint=hint,
    )


def save_now(*, port: int, nonce: str) -> Sequence[str]:
    """Let the engine at `port` save its state; return what went wrong, a sentence each."""
    answer = ask_ours("POST", SAVE_PATH, port=port, nonce=nonce, timeout=_SAVE_SECONDS)
    if answer is None:
        return [_NO_ANSWER]
    problems = answer.get("problems")
    return [str(problem) for problem in problems] if isinstance(problems, list) else []


def unsaved(engine_dir: Path, pool_id: str, *, port: int, nonce: str) -> str:
    """Let the engine save; return why the user pool is not on disk, or an empty text when it is."""
    if problems := save_now(port=port, nonce=nonce):
        return " ".join(problems)
    path = engine_dir / "state" / "cognito.json"
    try:
        is_there = pool_id in path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        return f"{path} cannot be read: {type(error).__name__}."
    return "" if is_there else f"{path} does not hold what was just made."
