"""What an administrator does to one user: deleting attributes, the schema's rules, MFA.

What each operation does: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/
(AdminDeleteUserAttributes, AdminUpdateUserAttributes, AdminSetUserMFAPreference).
"""

from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Any

from infra_scripts.local_engine.parity.wrap import Function, Response, wrap

_DELETE = "AdminDeleteUserAttributes"
# Reported in https://github.com/awslabs/aws-api-gateway-developer-portal/issues/558
_LOCKED = "user.{}: Attribute cannot be updated."
_NO_PHONE = "User does not have a phone_number set to turn on SMS MFA"
# Reported in https://github.com/aws/aws-sdk-js-v3/issues/4645
_NO_APP = "User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA"


def repair_one_user() -> None:
    from ministack.services import cognito

    wrap(cognito, "_dispatch_idp", lambda f: _dispatching(cognito, f))
    wrap(cognito, "_admin_update_user_attributes", lambda f: _updating(cognito, f))
    wrap(cognito, "_admin_set_user_mfa_preference", lambda f: _preferring(cognito, f))


def _dispatching(cognito: ModuleType, original: Function) -> Function:
    async def dispatch(action: str, data: dict[str, Any]) -> Response:
        answer: Response
        if action == _DELETE:
            answer = cognito._run_idp_handler(lambda asked: _delete(cognito, asked), action, data)
        else:
            answer = await original(action, data)
        return answer

    return dispatch


def _delete(cognito: ModuleType, data: dict[str, Any]) -> Response:
    pool, user, refused = _found(cognito, data)
    if user is None:
        return refused
    names = set(data.get("UserAttributeNames") or ())
    if locked := _refuse_locked(cognito, pool, names):
        return locked
    _remove(cognito, user, names)
    done: Response = cognito.json_response({})
    return done


def _updating(cognito: ModuleType, original: Function) -> Function:
    def admin_update_user_attributes(data: dict[str, Any]) -> Response:
        pool, user, refused = _found(cognito, data)
        if user is None:
            return refused
        given = cognito._attr_list_to_dict(data.get("UserAttributes") or [])
        if locked := _refuse_locked(cognito, pool, given):
            return locked
        updated: Response = original(data)
        _remove(cognito, user, {name for name, value in given.items() if value == ""})
        return updated

    return admin_update_user_attributes


def _preferring(cognito: ModuleType, original: Function) -> Function:
    """Refuse a factor that the user never set up; the engine turns on whatever is asked."""

    def admin_set_user_mfa_preference(data: dict[str, Any]) -> Response:
        _, user, refused = _found(cognito, data)
        if user is None:
            return refused
        attributes = cognito._attr_list_to_dict(user.get("Attributes", []))
        if _is_on(data, "SMSMfaSettings") and not attributes.get("phone_number"):
            return _invalid(cognito, _NO_PHONE)
        has_app = user.get("_totp_secret") or "SOFTWARE_TOKEN_MFA" in user.get("_mfa_enabled", ())
        if _is_on(data, "SoftwareTokenMfaSettings") and not has_app:
            return _invalid(cognito, _NO_APP)
        done: Response = original(data)
        return done

    return admin_set_user_mfa_preference


def _found(cognito: ModuleType, data: dict[str, Any]) -> tuple[Any, Any, Response]:
    """Return pool and user, or None for the user and the engine's refusal."""
    pool, refused = cognito._resolve_pool(data.get("UserPoolId"))
    user = None
    if not refused:
        user, refused = cognito._resolve_user(pool, data.get("Username"))
    return pool, user, refused


def _refuse_locked(
    cognito: ModuleType, pool: Mapping[str, Any], names: Iterable[str]
) -> Response | None:
    locked = {each["Name"] for each in pool["SchemaAttributes"] if not each.get("Mutable", True)}
    touched = sorted(locked & set(names))
    return _invalid(cognito, _LOCKED.format(touched[0])) if touched else None


def _remove(cognito: ModuleType, user: dict[str, Any], names: set[str]) -> None:
    if names:
        user["Attributes"] = [each for each in user["Attributes"] if each["Name"] not in names]
        user["UserLastModifiedDate"] = cognito._now_epoch()


def _is_on(data: Mapping[str, Any], settings: str) -> bool:
    return bool((data.get(settings) or {}).get("Enabled"))


def _invalid(cognito: ModuleType, text: str) -> Response:
    refused: Response = cognito.error_response_json("InvalidParameterException", text, 400)
    return refused
