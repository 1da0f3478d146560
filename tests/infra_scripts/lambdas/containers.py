"""Starts a function the way a Lambda container does: its folder alone, imported afresh."""

import importlib
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

LAMBDAS = Path(__file__).parents[3] / "infra_scripts" / "lambdas"


def fresh_container(function: str) -> ModuleType:
    """Return the function's handler module, sharing no module with any other container."""
    folder = LAMBDAS / function
    own_modules = [file.stem for file in folder.glob("*.py")]
    _forget(own_modules)
    sys.path.insert(0, str(folder))
    try:
        return importlib.import_module("handler")
    finally:
        sys.path.remove(str(folder))
        _forget(own_modules)


def _forget(modules: list[str]) -> None:
    for name in modules:
        sys.modules.pop(name, None)


def log_lines(printed: str) -> list[dict[str, Any]]:
    """Return what was printed, which must be one JSON object per line and nothing else."""
    return [json.loads(line) for line in printed.splitlines()]


def read(answer: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Return status and body of a proxy answer, after checking what every answer has."""
    assert set(answer) == {"statusCode", "headers", "body"}
    assert answer["headers"] == {
        "Content-Type": "application/json",
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": "no-store",
    }
    body = json.loads(answer["body"])
    assert isinstance(body, dict)
    return answer["statusCode"], body
