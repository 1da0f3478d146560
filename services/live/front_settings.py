"""FrontSettings: what stands in front of a REST API's methods, as values; calls nothing."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class PreflightSettings:
    """One OPTIONS method with a MOCK integration, and what it answers for CORS."""

    path: str
    converts_to_text: bool = False
    allow_origin: str = ""
    allow_headers: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainMapping:
    """Where one base path of a custom domain leads; an empty `stage` is read from the path."""

    base_path: str
    rest_api_id: str
    stage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomDomain:
    """One custom domain; `routing_mode` is AWS's word, empty where only mappings are known."""

    name: str
    routing_mode: str = ""
    mappings: tuple[DomainMapping, ...] = ()

    @property
    def follows_rules(self) -> bool:
        return self.routing_mode.startswith("ROUTING_RULE")

    @property
    def follows_mappings(self) -> bool:
        return self.routing_mode != "ROUTING_RULE_ONLY"

    def mappings_of(self, rest_api_id: str) -> tuple[DomainMapping, ...]:
        return tuple(each for each in self.mappings if each.rest_api_id == rest_api_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontSettings:
    """The API's endpoint, its policy, its preflight answers and the web ACL of its stage.

    `short_timeouts` are methods whose integration waits less than SHORT_MS milliseconds.
    """

    SHORT_MS: ClassVar[int] = 3_000

    binary_media_types: tuple[str, ...] = ()
    is_default_endpoint_off: bool = False
    endpoint_types: tuple[str, ...] = ()
    has_policy: bool = False
    web_acl_arn: str = ""
    is_execution_logged: bool = False
    is_access_logged: bool = False
    preflights: tuple[PreflightSettings, ...] = ()
    short_timeouts: tuple[tuple[str, int], ...] = ()
