"""The schema of a user pool: its attributes, and what each takes; a sentence for what it does not.

https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SchemaAttributeType.html
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from services.cloud.aws import Aws

LONGEST_VALUE = 2048
_KINDS = {"Boolean", "Number", "DateTime"}  # any other is a text
# Cognito keeps these itself; "identities" is written by linking a provider.
_NEVER_EDITED = {"sub", "identities", "cognito:user_status", "cognito:mfa_enabled"}
_WITH_FORM = ("email", "phone_number")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"\+[1-9]\d{4,14}")


class AttributeKind(StrEnum):
    TEXT = "String"
    NUMBER = "Number"
    BOOLEAN = "Boolean"
    MOMENT = "DateTime"


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolAttribute:
    """One attribute of the schema; the bounds are lengths of a text or values of a number."""

    name: str
    kind: AttributeKind
    is_mutable: bool
    is_required: bool
    least: int | None = None
    most: int | None = None

    @property
    def is_custom(self) -> bool:
        return self.name.startswith(("custom:", "dev:"))

    @property
    def is_edited(self) -> bool:
        """Tell whether an administrator may change it once the user is there."""
        return self.is_mutable and self.name not in _NEVER_EDITED

    def takes(self) -> str:
        """Return what the attribute takes, as a phrase."""
        if self.name == "email":
            return "an address such as name@example.com"
        if self.name == "phone_number":
            return "a phone number such as +491701234567: a plus sign and digits only"
        if self.name == "birthdate":
            return "a date as YYYY-MM-DD"
        phrases = {
            AttributeKind.NUMBER: f"a whole number{self._bounds('')}",
            AttributeKind.BOOLEAN: "true or false",
            AttributeKind.MOMENT: "a date and time as Cognito keeps it",
            AttributeKind.TEXT: f"a text{self._bounds(' characters')}",
        }
        return phrases[self.kind]

    def why_not(self, value: str) -> str:
        """Return why Cognito would not take the value, as a sentence; "" when it would."""
        return "" if self._is_taken(value) else f"{self.name} takes {self.takes()}."

    def _bounds(self, unit: str) -> str:
        if self.least is None and self.most is None:
            return ""
        if self.most is None:
            return f" of at least {self.least}{unit}"
        least = self.least or 0
        return f" of {least} to {self.most}{unit}" if least else f" of up to {self.most}{unit}"

    def _is_taken(self, value: str) -> bool:
        if len(value) > LONGEST_VALUE:
            return False
        match self.kind:
            case AttributeKind.NUMBER:
                return bool(re.fullmatch(r"-?\d+", value)) and self._is_within(int(value))
            case AttributeKind.BOOLEAN:
                return value in {"true", "false"}
            case _:
                return self._is_within(len(value)) and _has_form(self.name, value)

    def _is_within(self, size: int) -> bool:
        return (self.least is None or self.least <= size) and (
            self.most is None or size <= self.most
        )


def _has_form(name: str, value: str) -> bool:
    match name:
        case "email":
            return bool(_EMAIL.fullmatch(value))
        case "phone_number":
            return bool(_PHONE.fullmatch(value))
        case "birthdate":
            return _is_date(value)
        case _:
            return True


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolSchema:
    """What a pool knows of its users, and by which attributes besides the username they sign in."""

    attributes: tuple[PoolAttribute, ...]
    aliases: tuple[str, ...] = ()
    username_attributes: tuple[str, ...] = ()
    is_case_sensitive: bool = True  # of usernames and aliases

    def named(self, name: str) -> PoolAttribute | None:
        return next((each for each in self.attributes if each.name == name), None)

    def key(self, name: str) -> str:
        """Return what two usernames or aliases have in common that are one to the pool."""
        return name if self.is_case_sensitive else name.casefold()

    def requires(self, attribute: PoolAttribute) -> bool:
        """Tell whether a new user needs a value for it."""
        is_given = attribute.name == "sub" or attribute.name in self.username_attributes
        return attribute.is_required and not is_given

    def sign_in_attribute(self, name: str) -> str:
        """Return the attribute that Cognito puts a new user's name into, "" where it takes none."""
        return next((each for each in self.username_attributes if _has_form(each, name)), "")

    def alias_like(self, name: str) -> str:
        """Return the alias that a username has the form of, which Cognito then refuses; or "".

        https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
        """
        forms = (each for each in self.aliases if each in _WITH_FORM)
        return next((each for each in forms if _has_form(each, name)), "")

    def of_new_user(self) -> tuple[PoolAttribute, ...]:
        """Return what may be set at creation, the required and the custom ones first."""
        mine = (each for each in self.attributes if each.name not in _NEVER_EDITED)
        asked = [each for each in mine if not each.name.endswith("_verified")]
        return tuple(sorted(asked, key=lambda each: (not each.is_required, not each.is_custom)))


def read_schema(aws: Aws, user_pool_id: str) -> PoolSchema:
    """Ask Cognito for the pool's schema; raises AwsErrors."""
    answer = aws.call("cognito-idp", "describe_user_pool", UserPoolId=user_pool_id)
    return schema_from(answer["UserPool"])


def schema_from(pool: Mapping[str, Any]) -> PoolSchema:
    """Return the schema in a DescribeUserPool answer's UserPool."""
    return PoolSchema(
        attributes=tuple(_attribute(raw) for raw in pool.get("SchemaAttributes", ())),
        aliases=tuple(pool.get("AliasAttributes") or ()),
        username_attributes=tuple(pool.get("UsernameAttributes") or ()),
        is_case_sensitive=(pool.get("UsernameConfiguration") or {}).get("CaseSensitive", True),
    )


def _attribute(raw: Mapping[str, Any]) -> PoolAttribute:
    kind = str(raw.get("AttributeDataType"))
    is_number = kind == AttributeKind.NUMBER.value
    bounds = raw.get("NumberAttributeConstraints" if is_number else "StringAttributeConstraints")
    names = ("MinValue", "MaxValue") if is_number else ("MinLength", "MaxLength")
    least, most = ((bounds or {}).get(name) for name in names)
    return PoolAttribute(
        name=str(raw["Name"]),
        kind=AttributeKind(kind) if kind in _KINDS else AttributeKind.TEXT,
        is_mutable=bool(raw.get("Mutable", True)),
        is_required=bool(raw.get("Required")),
        least=int(least) if least is not None else None,
        most=int(most) if most is not None else None,
    )
