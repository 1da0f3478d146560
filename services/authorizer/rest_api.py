"""The settings of an API as the decision reads them: stage, methods, authorizers, conditions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import unquote, urlsplit

from services.traffic.exchange import header_values

NONE = "NONE"
COGNITO_USER_POOLS = "COGNITO_USER_POOLS"
_UPDATED_ISSUER = "https://issuer-cognito-idp."


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorizer:
    """A COGNITO_USER_POOLS authorizer.

    `issuers` are those of its user pools (providerARNs). `token_header` is the header its identity
    source names, `audience_pattern` its identityValidationExpression, empty for none.
    """

    id: str
    name: str
    issuers: tuple[str, ...]
    token_header: str = "Authorization"  # noqa: S105 - a header's name
    audience_pattern: str = ""

    @property
    def is_pattern_usable(self) -> bool:
        try:
            re.compile(self.audience_pattern)
        except re.error:
            return False
        return True


def is_updated_issuer(issuer: str) -> bool:
    """Tell whether an issuer has Cognito's updated form, which Cognito authorizers do not take.

    https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html
    """
    return issuer.startswith(_UPDATED_ISSUER)


class Function(StrEnum):
    """What happens when API Gateway calls a method's integration."""

    ANSWERS = "answers"
    FAILS = "fails"
    MALFORMED = "answers in another form than API Gateway reads"
    TOO_SLOW = "does not answer in time"
    NO_PERMISSION = "may not be invoked by API Gateway"
    MISSING = "does not exist"


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One method of one resource, and the state of its integration.

    `required_parameters` are names of query strings and headers that its request validator asks
    for; `body_schema` is the JSON Schema of its model when a validator checks bodies.
    `function_name` is empty for an integration that is no Lambda function (MOCK).
    """

    http_method: str
    path: str
    authorization: str = NONE
    authorizer_id: str = ""
    scopes: tuple[str, ...] = ()
    api_key_required: bool = False
    required_parameters: tuple[str, ...] = ()
    body_schema: Mapping[str, Any] | None = None
    function_name: str = ""
    function: Function = Function.ANSWERS

    @property
    def is_protected(self) -> bool:
        return self.authorization == COGNITO_USER_POOLS

    @property
    def is_open(self) -> bool:
        return self.authorization == NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """A REST API with one stage; `base_url` ends with the stage and has no slash at its end."""

    id: str
    base_url: str
    stage: str
    methods: tuple[Method, ...]
    authorizers: tuple[Authorizer, ...]

    @property
    def callable_methods(self) -> tuple[Method, ...]:
        """Return the methods that clients call on purpose: all but a browser's OPTIONS."""
        return tuple(method for method in self.methods if method.http_method != "OPTIONS")

    def method(self, http_method: str, path: str) -> Method | None:
        """Return the method that serves this HTTP method and path, as API Gateway matches them."""
        asked = unquote(urlsplit(path).path).rstrip("/") or "/"
        at_path = [method for method in self.methods if method.path == asked]
        exact = next((method for method in at_path if method.http_method == http_method), None)
        return exact or next((method for method in at_path if method.http_method == "ANY"), None)

    def authorizer(self, authorizer_id: str) -> Authorizer | None:
        return next((each for each in self.authorizers if each.id == authorizer_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request as API Gateway receives it; `path` is below the stage, with its query string.

    Headers hold tokens, and a query string may, so they stay out of the repr.
    """

    http_method: str
    stage: str
    path: str = field(repr=False)
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    query: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    body: str = field(default="", repr=False)

    def header(self, name: str) -> str | None:
        """Return a header's value whatever the case of its name, None when it is not sent.

        Several values are one list with commas: https://www.rfc-editor.org/rfc/rfc9110#section-5.2.
        """
        values = header_values(self.headers, name)
        return ", ".join(values) if values else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What settings and request do not show: limits that are reached, and a key's validity."""

    api_key_is_valid: bool = False
    is_throttled: bool = False
    is_quota_used_up: bool = False
    is_denied_by_policy: bool = False
    is_mock_unreadable: bool = False
