"""What the engine's process does without when it starts: nothing here needs these packages."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from infra_scripts.local_engine.parity.wrap import wrap

# The engine asks botocore's models for no more than these two of each service that it answers for.
PROTOCOLS = MappingProxyType(
    {
        "apigateway": {"protocol": "rest-json"},
        "cognito-idp": {"protocol": "json", "jsonVersion": "1.1"},
        "iam": {"protocol": "query"},
        "lambda": {"protocol": "rest-json"},
        "logs": {"protocol": "json", "jsonVersion": "1.1"},
        "sts": {"protocol": "query"},
        "tagging": {"protocol": "json", "jsonVersion": "1.1"},
    }
)


@dataclass(frozen=True, slots=True)
class ModelInShort:
    """As much of a service's model as the engine reads."""

    metadata: dict[str, str]


def leave_docker_out() -> None:
    """Let no engine find Docker's package, where something else brought it.

    Functions are processes here. Call it before ministack is imported.
    """
    sys.modules["docker"] = None  # type: ignore[assignment]  # importing it is then an ImportError


def know_protocols() -> None:
    """Spare the engine botocore, which it loads to learn a service's protocol."""
    from ministack.core import responses

    wrap(responses, "_service_model", knowing)


def knowing(original: Callable[[str], Any]) -> Callable[[str], Any]:
    def service_model(service: str) -> Any:
        known = PROTOCOLS.get(service)
        return original(service) if known is None else ModelInShort(dict(known))

    return service_model
