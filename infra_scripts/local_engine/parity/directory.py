"""The user directory: ListUsers filters, members, deletion protection, moves between statuses.

Filters: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html
Protection: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from infra_scripts.local_engine.parity.self_service import WRONG_STATE
from infra_scripts.local_engine.parity.wrap import Function, Response, wrap
from services.users.passwords import generate_password, policy_from

# What can be searched, one of them at a time: `attr = "v"` or `attr ^= "v"`.
_ATTRIBUTES = frozenset(
    {
        "username",
        "email",
        "phone_number",
        "name",
        "given_name",
        "family_name",
        "preferred_username",
        "cognito:user_status",
        "status",
        "sub",
    }
)
_CASE_SENSITIVE = frozenset({"username", "status"})
_LONGEST_FILTER = 256
_FILTER = re.compile(
    r'\s*(?P<quote>"?)(?P<attribute>[\w:]+)(?P=quote)\s*(?P<operator>\^?=)\s*'
    r'"(?P<value>(?:[^"\\]|\\.)*)"\s*',
    re.DOTALL,
)
_Refusal = Callable[[str], tuple[str, str] | None]  # by status: error type and text
_PARSE_ERROR = "Error while parsing filter."
_PROTECTED = (
    "The user pool cannot be deleted because deletion protection is activated. "
    "Deletion protection must be inactivated first."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFilter:
    """A filter of ListUsers as Cognito reads it: one attribute, the whole of it or its start."""

    attribute: str
    is_prefix: bool
    value: str

    def matches(self, found: str) -> bool:
        wanted = self.value
        if self.attribute not in _CASE_SENSITIVE:
            wanted, found = wanted.casefold(), found.casefold()
        return found.startswith(wanted) if self.is_prefix else found == wanted


def parse_filter(text: str) -> ParsedFilter | None:
    """Return the filter, or None when Cognito would not parse it.

    The text it answers then is reported in https://github.com/aws/aws-sdk-php/issues/1088.
    """
    found = _FILTER.fullmatch(text)
    if not found or len(text) > _LONGEST_FILTER or found["attribute"] not in _ATTRIBUTES:
        return None
    return ParsedFilter(
        attribute=found["attribute"],
        is_prefix=found["operator"] == "^=",
        value=re.sub(r"\\(.)", r"\1", found["value"], flags=re.DOTALL),
    )


def repair_directory() -> None:
    from ministack.services import cognito

    wrap(cognito, "_list_users", lambda f: _listing(cognito, f))
    wrap(cognito, "_apply_user_filter", lambda _: _filtering(cognito))
    wrap(cognito, "_delete_user_pool", lambda f: _deleting(cognito, f))
    wrap(cognito, "_admin_create_user", lambda f: _inviting(cognito, f))
    wrap(cognito, "_admin_confirm_sign_up", lambda f: _refusing(cognito, f, _refuse_confirm))
    wrap(cognito, "_admin_reset_user_password", lambda f: _refusing(cognito, f, _refuse_reset))


def _listing(cognito: ModuleType, original: Function) -> Function:
    def list_users(data: dict[str, Any]) -> Response:
        text = data.get("Filter")
        if text and parse_filter(str(text)) is None:
            refused: Response = cognito.error_response_json(
                "InvalidParameterException", _PARSE_ERROR, 400
            )
            return refused
        listed: Response = original(data)
        return listed

    return list_users


def _filtering(cognito: ModuleType) -> Callable[[list[dict[str, Any]], str], list[dict[str, Any]]]:
    def apply(users: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
        wanted = parse_filter(text)
        if wanted is None:
            return []
        return [user for user in users if wanted.matches(_value(cognito, user, wanted.attribute))]

    return apply


def _value(cognito: ModuleType, user: dict[str, Any], attribute: str) -> str:
    match attribute:
        case "username":
            value = user.get("Username")
        case "status":
            value = "Enabled" if user.get("Enabled", True) else "Disabled"
        case "cognito:user_status":
            value = user.get("UserStatus")
        case _:
            value = cognito._attr_list_to_dict(user.get("Attributes", [])).get(attribute)
    return str(value or "")


def _deleting(cognito: ModuleType, original: Function) -> Function:
    def delete_user_pool(data: dict[str, Any]) -> Response:
        # DeletionProtection: an active one has to be inactivated first.
        pool = cognito._user_pools.get(data.get("UserPoolId")) or {}
        if pool.get("DeletionProtection") == "ACTIVE":
            refused: Response = cognito.error_response_json(
                "InvalidParameterException", _PROTECTED, 400
            )
            return refused
        deleted: Response = original(data)
        return deleted

    return delete_user_pool


def _inviting(cognito: ModuleType, original: Function) -> Function:
    """Make the passwords that Cognito makes, for a new user and each time an invitation is resent.

    Without a TemporaryPassword Cognito makes one that conforms to the pool's policy; the engine's
    has 12 characters, and its own policy check refuses it. With RESEND the engine sends the old one
    again. What each does: API_AdminCreateUser.html in the API reference.
    """
    resending = _refusing(cognito, original, _refuse_resend)

    def admin_create_user(data: dict[str, Any]) -> Response:
        pool = cognito._user_pools.get(data.get("UserPoolId")) or {}
        given = data.get("TemporaryPassword") or generate_password(policy_from(pool))
        if str(data.get("MessageAction")).upper() != "RESEND":
            created: Response = original({**data, "TemporaryPassword": given})
            return created
        user = _user(cognito, data)
        if user.get("UserStatus") == "FORCE_CHANGE_PASSWORD":
            user["_password"] = given
        resent: Response = resending(data)
        return resent

    return admin_create_user


def _refusing(cognito: ModuleType, original: Function, refusal: _Refusal) -> Function:
    """Refuse what Cognito refuses in the user's status; the engine does it in every one."""

    def operation(data: dict[str, Any]) -> Response:
        status = _user(cognito, data).get("UserStatus")
        if status and (refused := refusal(str(status))):
            refusal_sent: Response = cognito.error_response_json(*refused, 400)
            return refusal_sent
        done: Response = original(data)
        return done

    return operation


def _user(cognito: ModuleType, data: dict[str, Any]) -> dict[str, Any]:
    pool = cognito._user_pools.get(data.get("UserPoolId"))
    found = cognito._resolve_user(pool, data.get("Username"))[0] if pool else None
    return found or {}


def _refuse_confirm(status: str) -> tuple[str, str] | None:
    """Reported in https://github.com/furaiev/amazon-cognito-identity-dart-2/issues/80."""
    text = f"User cannot be confirmed. Current status is {status}"
    return None if status == "UNCONFIRMED" else ("NotAuthorizedException", text)


def _refuse_reset(status: str) -> tuple[str, str] | None:
    is_refused = status == "FORCE_CHANGE_PASSWORD"
    return ("NotAuthorizedException", WRONG_STATE) if is_refused else None


def _refuse_resend(status: str) -> tuple[str, str] | None:
    """Reported in https://github.com/floci-io/floci/pull/755; the text is the reference's."""
    text = "The request failed because the user is in an unsupported state."
    is_refused = status != "FORCE_CHANGE_PASSWORD"
    return ("UnsupportedUserStateException", text) if is_refused else None
