"""A Cognito that answers as told and remembers what it was asked, and the requests to send."""

import functools
import json
from collections.abc import Callable
from typing import Any

import botocore.session
from botocore.exceptions import ClientError
from botocore.model import ServiceModel
from botocore.validate import validate_parameters

from tests.infra_scripts.lambdas.containers import fresh_container, read

SESSION = "a-session-of-at-least-twenty-characters"
Reply = dict[str, Any] | Exception


@functools.cache
def api_model() -> ServiceModel:
    return botocore.session.get_session().get_service_model("cognito-idp")


def refusal(code: str, text: str, operation: str = "AdminInitiateAuth") -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": text}}, operation)


def tokens(owner: str, **changes: Any) -> dict[str, Any]:
    result = {
        "IdToken": f"id-token-of-{owner}",
        "AccessToken": f"access-token-of-{owner}",
        "RefreshToken": f"refresh-token-of-{owner}",
        "ExpiresIn": 3600,
        "TokenType": "Bearer",
        **changes,
    }
    return {"AuthenticationResult": {k: v for k, v in result.items() if v is not None}}


def challenge(name: str, **parameters: str) -> dict[str, Any]:
    return {"ChallengeName": name, "Session": SESSION, "ChallengeParameters": parameters}


class Cognito:
    """The three operations the function may call; any other is an AttributeError.

    Like the real client it refuses a request that does not fit the AWS API model.
    `reply` decides about one authentication call; `secrets` are what the app client's secret is at
    each reading, the last one from then on (None: the app client has no secret).
    """

    def __init__(
        self,
        reply: Callable[[dict[str, Any]], Reply] | Reply,
        secrets: tuple[str | Exception | None, ...] = ("the-client-secret-of-24-or-more",),
    ) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self._reply = reply
        self._secrets = list(secrets)

    def admin_initiate_auth(self, **request: Any) -> dict[str, Any]:
        return self._answer("AdminInitiateAuth", request)

    def admin_respond_to_auth_challenge(self, **request: Any) -> dict[str, Any]:
        return self._answer("AdminRespondToAuthChallenge", request)

    def describe_user_pool_client(self, **request: Any) -> dict[str, Any]:
        self._note("DescribeUserPoolClient", request)
        secret = self._secrets.pop(0) if len(self._secrets) > 1 else self._secrets[0]
        if isinstance(secret, Exception):
            raise secret
        return {"UserPoolClient": {} if secret is None else {"ClientSecret": secret}}

    def _answer(self, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        self._note(operation, request)
        reply = self._reply(request) if callable(self._reply) else self._reply
        if isinstance(reply, Exception):
            raise reply
        return reply

    def _note(self, operation: str, request: dict[str, Any]) -> None:
        validate_parameters(request, api_model().operation_model(operation).input_shape)
        self.calls.append((operation, request))

    @property
    def operations(self) -> list[str]:
        return [operation for operation, _ in self.calls]


class Container:
    """One warm container of the sign-in function in front of one Cognito."""

    def __init__(self, cognito: Any) -> None:
        self.module = fresh_container("user_sign_in")
        self.clients_built = 0
        self._cognito = cognito
        self.module.new_cognito_client = self._new_client

    def _new_client(self) -> Any:
        self.clients_built += 1
        return self._cognito

    def invoke(self, event: Any) -> tuple[int, dict[str, Any]]:
        status, body = read(self.module.lambda_handler(event, None))
        assert list(body) == ["status", "code", "data", "message"]
        return status, body

    def post(self, route: str, **fields: Any) -> tuple[int, dict[str, Any]]:
        return self.invoke(event(route, json.dumps(fields)))


def event(route: str, body: Any, **changes: Any) -> dict[str, Any]:
    """Return the part of an API Gateway proxy event the function looks at."""
    return {
        "resource": route,
        "path": route,
        "httpMethod": "POST",
        "headers": {"Content-Type": "application/json"},
        "requestContext": {"requestId": "request-1", "stage": "demo", "resourcePath": route},
        "body": body,
        "isBase64Encoded": False,
        **changes,
    }
