"""What Cognito has kept of a user's sign-ins: remembered devices, events and linked providers.

A cloud or a pool that keeps none is a value, with the reason as a sentence.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.cloud.aws import Aws
from services.errors import AwsError
from services.users.directory import UserSummary

_MOST = 60
_UNKNOWN_OPERATION = "InvalidAction"  # the local engine's word
_NO_THREAT_PROTECTION = "UserPoolAddOnNotEnabledException"
_NO_DEVICES = "InvalidUserPoolConfigurationException"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInRecord:
    """One device or event: what it is, in Cognito's words, when, and what more is known."""

    name: str
    at: datetime
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInRecords:
    """The newest records; `why_none` says why there cannot be any, "" when there can."""

    records: tuple[SignInRecord, ...] = ()
    why_none: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedProvider:
    name: str
    kind: str
    user_id: str


def read_devices(aws: Aws, user_pool_id: str, username: str) -> SignInRecords:
    """Ask for the user's remembered devices, at most 60; raises other AwsErrors.

    https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListDevices.html
    """
    whose = {"UserPoolId": user_pool_id, "Username": username}
    try:
        answer = aws.call("cognito-idp", "admin_list_devices", **whose, Limit=_MOST)
    except AwsError as error:
        reason = {
            _UNKNOWN_OPERATION: "This cloud remembers no devices: the local engine has no such "
            "operation.",
            _NO_DEVICES: "This user pool remembers no devices.",
        }.get(error.code)
        return _none_or_raise(error, reason)
    return SignInRecords(records=tuple(_device(raw) for raw in answer.get("Devices", ())))


def read_events(aws: Aws, user_pool_id: str, username: str) -> SignInRecords:
    """Ask for the user's newest sign-in events, at most 60; raises other AwsErrors.

    https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListUserAuthEvents.html
    """
    whose = {"UserPoolId": user_pool_id, "Username": username}
    try:
        answer = aws.call("cognito-idp", "admin_list_user_auth_events", **whose, MaxResults=_MOST)
    except AwsError as error:
        reason = {
            _NO_THREAT_PROTECTION: "This user pool keeps no events of its users: it has no threat "
            "protection, which is an add-on of AWS.",
        }.get(error.code)
        return _none_or_raise(error, reason)
    return SignInRecords(records=tuple(_event(raw) for raw in answer.get("AuthEvents", ())))


def linked_providers(user: UserSummary) -> tuple[LinkedProvider, ...]:
    """Return the identity providers in the attribute `identities`, none when it holds no list."""
    try:
        found = json.loads(user.attributes.get("identities") or "[]")
    except ValueError:
        return ()
    rows = found if isinstance(found, list) else []
    return tuple(_provider(row) for row in rows if isinstance(row, Mapping))


def _none_or_raise(error: AwsError, reason: str | None) -> SignInRecords:
    if reason is None:
        raise error
    return SignInRecords(why_none=reason)


def _device(raw: Mapping[str, Any]) -> SignInRecord:
    attributes = raw.get("DeviceAttributes", ())
    details = tuple((str(each["Name"]), str(each.get("Value", ""))) for each in attributes)
    at = raw.get("DeviceLastAuthenticatedDate") or raw["DeviceCreateDate"]
    return SignInRecord(name=str(raw["DeviceKey"]), at=at, details=details)


def _event(raw: Mapping[str, Any]) -> SignInRecord:
    risk, place = raw.get("EventRisk") or {}, raw.get("EventContextData") or {}
    details = (
        ("answer", raw.get("EventResponse")),
        ("risk", risk.get("RiskDecision")),
        ("address", place.get("IpAddress")),
        *((each.get("ChallengeName"), each.get("ChallengeResponse")) for each in _answers(raw)),
    )
    known = tuple((str(name), str(value)) for name, value in details if value)
    return SignInRecord(name=str(raw.get("EventType")), at=raw["CreationDate"], details=known)


def _answers(raw: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list(raw.get("ChallengeResponses") or ())


def _provider(row: Mapping[str, Any]) -> LinkedProvider:
    return LinkedProvider(
        name=str(row.get("providerName", "")),
        kind=str(row.get("providerType", "")),
        user_id=str(row.get("userId", "")),
    )
