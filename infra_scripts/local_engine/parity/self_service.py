"""Self-service: codes of their own, verified addresses, and refusals of a reset by e-mail.

What each operation does: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/
(ConfirmSignUp, ForgotPassword, GetUserAttributeVerificationCode, VerifyUserAttribute).
"""

import secrets
from collections.abc import Callable
from types import ModuleType
from typing import Any

from infra_scripts.local_engine.parity.wrap import Function, Response, wrap

# Where the engine keeps what it sent; the name tells what the code is for.
_SIGN_UP, _RESET, _VERIFY = "_confirmation_code", "_reset_code", "_verification_code"
_OK = 200
# Reported in https://github.com/aws-amplify/amplify-js/issues/1340
WRONG_STATE = "User password cannot be reset in the current state."
# Reported in https://github.com/aws/aws-sdk-js-v3/issues/7101
_NOT_VERIFIED = (
    "Cannot reset password for the user as there is no registered/verified email or phone_number"
)


def repair_self_service() -> None:
    from ministack.services import cognito

    wrap(cognito, "_send_verification_email", lambda f: _sending(cognito, f))
    wrap(cognito, "_confirm_sign_up", lambda f: _confirming(cognito, f))
    wrap(cognito, "_forgot_password", lambda f: _forgetting(cognito, f))
    wrap(cognito, "_dispatch_idp", lambda f: _dispatching(cognito, f))
    cognito._UNSIGNED_IDP_ACTIONS.update(_handlers(cognito))


def new_code() -> str:
    """Return six digits, as Cognito sends them."""
    return f"{secrets.randbelow(10**6):06}"


def _sending(cognito: ModuleType, original: Function) -> Function:
    """Send a new code each time; the engine sends 123456 or 654321 to everybody."""

    def send(
        pool: dict[str, Any],
        username: str,
        attributes: dict[str, Any],
        code: str,
        attribute_name: str = "email",
    ) -> Any:
        user = cognito._resolve_user(pool, username)[0] or {}
        fresh = new_code()
        for kept in (_SIGN_UP, _RESET, _VERIFY):
            if user.get(kept) == code:
                user[kept] = fresh
        return original(pool, username, attributes, fresh, attribute_name=attribute_name)

    return send


def _confirming(cognito: ModuleType, original: Function) -> Function:
    def confirm_sign_up(data: dict[str, Any]) -> Response:
        # Who enters the code has read the mail: the address is verified from then on.
        answer: Response = original(data)
        pool, _ = cognito._pool_for_client(data.get("ClientId"))
        if answer[0] == _OK and "email" in ((pool or {}).get("AutoVerifiedAttributes") or ()):
            _verify(cognito, cognito._resolve_user(pool, data.get("Username"))[0], "email")
        return answer

    return confirm_sign_up


def _verify(cognito: ModuleType, user: dict[str, Any], attribute: str) -> None:
    user["Attributes"] = cognito._merge_attributes(
        user.get("Attributes", []), [{"Name": f"{attribute}_verified", "Value": "true"}]
    )


def _forgetting(cognito: ModuleType, original: Function) -> Function:
    def forgot_password(data: dict[str, Any]) -> Response:
        pool, _ = cognito._pool_for_client(data.get("ClientId"))
        user = cognito._resolve_user(pool, data.get("Username"))[0] if pool else None
        refused: Response
        if user and user.get("UserStatus") == "FORCE_CHANGE_PASSWORD":
            refused = cognito.error_response_json("NotAuthorizedException", WRONG_STATE, 400)
            return refused
        if user and _attributes(cognito, user).get("email_verified") != "true":
            refused = cognito.error_response_json("InvalidParameterException", _NOT_VERIFIED, 400)
            return refused
        answer: Response = original(data)
        return answer

    return forgot_password


def _attributes(cognito: ModuleType, user: dict[str, Any]) -> dict[str, Any]:
    attributes: dict[str, Any] = cognito._attr_list_to_dict(user.get("Attributes", []))
    return attributes


def _dispatching(cognito: ModuleType, original: Function) -> Function:
    """Answer the two operations that the engine does not know."""
    handlers = _handlers(cognito)

    async def dispatch(action: str, data: dict[str, Any]) -> Response:
        handler = handlers.get(action)
        answer: Response
        if handler is None:
            answer = await original(action, data)
        else:
            answer = cognito._run_idp_handler(handler, action, data)
        return answer

    return dispatch


def _handlers(cognito: ModuleType) -> dict[str, Callable[[dict[str, Any]], Response]]:
    def ask_for_code(data: dict[str, Any]) -> Response:
        user, pool = cognito._user_pool_for_access_token(data.get("AccessToken"))
        if user is None:
            return _invalid_token(cognito)
        attributes = _attributes(cognito, user)
        user[_VERIFY] = new_code()
        cognito._send_verification_email(pool, user["Username"], attributes, user[_VERIFY])
        sent: Response = cognito._code_delivery_response(
            cognito._masked_destination(attributes.get("email", ""))
        )
        return sent

    def verify_attribute(data: dict[str, Any]) -> Response:
        user, _ = cognito._user_pool_for_access_token(data.get("AccessToken"))
        if user is None:
            return _invalid_token(cognito)
        wrong: Response | None = cognito._code_error(user.get(_VERIFY), data.get("Code"))
        if wrong is not None:
            return wrong
        user.pop(_VERIFY)
        _verify(cognito, user, str(data.get("AttributeName")))
        done: Response = cognito.json_response({})
        return done

    return {
        "GetUserAttributeVerificationCode": ask_for_code,
        "VerifyUserAttribute": verify_attribute,
    }


def _invalid_token(cognito: ModuleType) -> Response:
    refused: Response = cognito.error_response_json(
        "NotAuthorizedException", "Invalid Access Token", 400
    )
    return refused
