"""The sign-in function: signs a user in, completes a challenge, refreshes tokens.

Standalone: standard library and boto3 only. One container serves many users: of an invocation only
the boto3 client and the app client's secret may be kept, and no secret, password, token or
exception text may reach the log line or a failure's body.
"""

import hashlib
import json
import os
import time
from collections.abc import Mapping
from typing import Any, Final

import boto3
from app_client import AppClient
from botocore.config import Config
from botocore.exceptions import ClientError
from outcomes import (
    CHALLENGE,
    REFRESH,
    SESSION_INVALID,
    SIGN_IN,
    Answer,
    RequestRefused,
    answer_to,
    error_code,
    failure,
    invalid,
)
from request_fields import mfa_code_in, read_body, text_in

SESSION_LENGTHS: Final = range(20, 2049)  # what the AWS API model accepts
# One call ends within 13 s, retry included: well under the 29 s API Gateway waits.
COGNITO_CONFIG: Final = Config(
    connect_timeout=2,
    read_timeout=4,
    retries={"mode": "standard", "total_max_attempts": 2},
    tcp_keepalive=True,
)
HEADERS: Final = {
    "Content-Type": "application/json",
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "no-store",
}
# challenge -> the field of our challenge route that completes it, and what to tell the caller
COMPLETED_HERE: Final = {
    "NEW_PASSWORD_REQUIRED": ("new_password", "A new password is required"),
    "SOFTWARE_TOKEN_MFA": ("mfa_code", "The code of the authenticator app is required"),
}


def _sign_in(members: Mapping[str, Any], app_client: AppClient) -> Answer:
    username = text_in(members, "username")
    parameters = {"PASSWORD": text_in(members, "password"), "USERNAME": username}
    result = app_client.initiate("ADMIN_USER_PASSWORD_AUTH", username, parameters)
    return _answer(result, username)


def _refresh(members: Mapping[str, Any], app_client: AppClient) -> Answer:
    username, token = text_in(members, "username"), text_in(members, "refresh_token")
    result = app_client.initiate("REFRESH_TOKEN_AUTH", username, {"REFRESH_TOKEN": token})
    return _answer(result, username)


def _complete_challenge(members: Mapping[str, Any], app_client: AppClient) -> Answer:
    username = text_in(members, "username")
    challenge = text_in(members, "challenge")
    session = text_in(members, "session")
    if challenge not in COMPLETED_HERE:
        raise invalid(f"challenge must be {' or '.join(COMPLETED_HERE)}")
    if challenge == "NEW_PASSWORD_REQUIRED":
        response = {"NEW_PASSWORD": text_in(members, "new_password")}
    else:
        response = {"SOFTWARE_TOKEN_MFA_CODE": mfa_code_in(members)}
    if len(session) not in SESSION_LENGTHS:
        raise RequestRefused(SESSION_INVALID)
    return _answer(app_client.respond(challenge, session, username, response), username)


ROUTES: Final = {SIGN_IN: _sign_in, CHALLENGE: _complete_challenge, REFRESH: _refresh}


def _answer(result: Mapping[str, Any], username: str) -> Answer:
    """Return the tokens, or the challenge that stands before them."""
    tokens = result.get("AuthenticationResult")
    if tokens is None:
        return _challenge_answer(result, username)
    data = {
        "id_token": tokens["IdToken"],
        "refresh_token": tokens.get("RefreshToken"),
        "access_token": tokens["AccessToken"],
        "expires_in": tokens["ExpiresIn"],
        "token_type": tokens["TokenType"],
    }
    return Answer(http_status=200, status="success", code="10024", message=None, data=data)


def _challenge_answer(result: Mapping[str, Any], username: str) -> Answer:
    """Return what is asked for; the user's attributes, which Cognito adds, stay behind."""
    challenge = result["ChallengeName"]
    given = result.get("ChallengeParameters") or {}
    not_here = (None, f"Cognito asks for {challenge}, which this API does not complete")
    answer_field, sentence = COMPLETED_HERE.get(challenge, not_here)
    required = json.loads(given.get("requiredAttributes") or "[]")
    parameters = {
        # An alias is not accepted with the response: this is the name Cognito knows the user by.
        "username": given.get("USER_ID_FOR_SRP") or username,
        "answer_field": answer_field,
        "required_attributes": [name.removeprefix("userAttributes.") for name in required],
        "device_name": given.get("FRIENDLY_DEVICE_NAME"),
    }
    data = {"challenge": challenge, "session": result.get("Session"), "parameters": parameters}
    return Answer(http_status=200, status="challenge", code="10026", message=sentence, data=data)


def new_cognito_client() -> Any:
    """Return the boto3 client; boto3 itself reads AWS_ENDPOINT_URL, which a local engine sets."""
    region = os.environ["AWS_REGION"]
    return boto3.client("cognito-idp", region_name=region, config=COGNITO_CONFIG)


_app_client: AppClient | None = None


def _app_client_of_this_container() -> AppClient:
    global _app_client  # noqa: PLW0603 - built once per container, which is what makes it fast
    if _app_client is None:
        _app_client = AppClient(
            cognito=new_cognito_client(),
            user_pool_id=os.environ["USER_POOL_ID"],
            client_id=os.environ["CLIENT_ID"],
            now=time.monotonic,
        )
    return _app_client


def _route_of(event: Mapping[str, Any]) -> str:
    route = event.get("resource") or event.get("path")
    if not isinstance(route, str) or route not in ROUTES:
        raise RequestRefused(
            Answer(http_status=404, code="10022", message="There is no such route")
        )
    return route


def _handle(event: Mapping[str, Any], seen: dict[str, Any]) -> Answer:
    """Return the answer; `seen` collects the facts for the log line as they become known."""
    try:
        route = seen["route"] = _route_of(event)
        members = read_body(event)
        seen["user"] = _user_hash(members.get("username"))
        return ROUTES[route](members, _app_client_of_this_container())
    except RequestRefused as refused:
        return refused.answer
    except ClientError as error:
        seen["error"] = error_code(error)
        return answer_to(error, route)
    except Exception as error:  # noqa: BLE001 - the contract's last row: anything else is a 502
        seen["error"] = type(error).__name__
        return failure(502)


def _user_hash(username: object) -> str | None:
    """Return a short hash that keeps the log lines of one user together without naming them."""
    if not isinstance(username, str):
        return None
    named = f"{os.environ.get('USER_POOL_ID', '')}:{username}"
    return hashlib.sha256(named.encode(errors="replace")).hexdigest()[:12]


def _request_id(event: Mapping[str, Any], context: object) -> str | None:
    request = event.get("requestContext")
    given = request.get("requestId") if isinstance(request, Mapping) else None
    return given if isinstance(given, str) else getattr(context, "aws_request_id", None)


def lambda_handler(event: Any, context: object) -> dict[str, Any]:
    """Answer one API Gateway proxy request with the contract's body, and print one log line."""
    started = time.perf_counter()
    request: Mapping[str, Any] = event if isinstance(event, Mapping) else {}
    seen: dict[str, Any] = {"route": None, "user": None, "error": None}
    answer = _handle(request, seen)
    line = {
        "outcome": answer.code,
        "http_status": answer.http_status,
        **seen,
        "duration_ms": round((time.perf_counter() - started) * 1000, 1),
        "request_id": _request_id(request, context),
    }
    print(json.dumps(line))
    body = {
        "status": answer.status,
        "code": answer.code,
        "data": answer.data,
        "message": answer.message,
    }
    return {"statusCode": answer.http_status, "headers": dict(HEADERS), "body": json.dumps(body)}
