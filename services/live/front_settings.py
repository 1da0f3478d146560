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
    preflights: tuple[PreflightSettings, ...] = ()
    short_timeouts: tuple[tuple[str, int], ...] = ()
