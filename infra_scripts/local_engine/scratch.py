"""A throw-away user pool and protected API on the engine, for its self-test and nothing else."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from infra_scripts.local_engine.wire import Answer, Wire
from services.users.passwords import PasswordPolicy, generate_password

_USERNAME = "self-test"
_STAGE = "self-test"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scratch:
    """One pool with a confirmed user, one client with a secret, one protected GET /."""

    wire: Wire = field(repr=False)
    pool_id: str
    client_id: str
    client_secret: str = field(repr=False)
    password: str = field(repr=False)
    api_id: str

    def sign_in(self, *, secret_hash: str | None = None) -> Answer:
        right = secret_hash is None
        parameters = {
            "USERNAME": _USERNAME,
            "PASSWORD": self.password,
            "SECRET_HASH": self._secret_hash() if right else secret_hash,
        }
        return self.wire.cognito(
            "AdminInitiateAuth",
            UserPoolId=self.pool_id,
            ClientId=self.client_id,
            AuthFlow="ADMIN_USER_PASSWORD_AUTH",
            AuthParameters=parameters,
        )

    def answer_challenge(self, challenge: str, *, session: str, **responses: str) -> Answer:
        responses |= {"USERNAME": _USERNAME, "SECRET_HASH": self._secret_hash()}
        return self.wire.cognito(
            "AdminRespondToAuthChallenge",
            UserPoolId=self.pool_id,
            ClientId=self.client_id,
            ChallengeName=challenge,
            Session=session,
            ChallengeResponses=responses,
        )

    def call(self, token: str | None = None) -> Answer:
        return self.wire.get(f"/_aws/execute-api/{self.api_id}/{_STAGE}/", token=token)

    def _secret_hash(self) -> str:
        message = f"{_USERNAME}{self.client_id}".encode()
        digest = hmac.new(self.client_secret.encode(), message, hashlib.sha256).digest()
        return base64.b64encode(digest).decode()


@contextmanager
def scratch_stack(endpoint_url: str) -> Iterator[Scratch]:
    """Create the scratch pool and API, and remove both at the end of the block."""
    wire = Wire(endpoint_url)
    password = generate_password(PasswordPolicy())
    pool_id = wire.cognito("CreateUserPool", PoolName="self-test").document["UserPool"]["Id"]
    try:
        client = _create_client(wire, pool_id)
        _create_user(wire, pool_id, password)
        api_id = wire.api_gateway("POST", "/restapis", name="self-test").document["id"]
        try:
            _protect(wire, api_id, pool_id)
            yield Scratch(
                wire=wire,
                pool_id=pool_id,
                client_id=client["ClientId"],
                client_secret=client["ClientSecret"],
                password=password,
                api_id=api_id,
            )
        finally:
            wire.api_gateway("DELETE", f"/restapis/{api_id}")
    finally:
        wire.cognito("DeleteUserPool", UserPoolId=pool_id)
        wire.close()


def _create_client(wire: Wire, pool_id: str) -> dict[str, str]:
    created = wire.cognito(
        "CreateUserPoolClient",
        UserPoolId=pool_id,
        ClientName="self-test",
        GenerateSecret=True,
        ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    )
    client: dict[str, str] = created.document["UserPoolClient"]
    return client


def _create_user(wire: Wire, pool_id: str, password: str) -> None:
    whose = {"UserPoolId": pool_id, "Username": _USERNAME}
    wire.cognito("AdminCreateUser", **whose, MessageAction="SUPPRESS")
    wire.cognito("AdminSetUserPassword", **whose, Password=password, Permanent=True)


def _protect(wire: Wire, api_id: str, pool_id: str) -> None:
    """Give the API a GET / that only the pool's ID tokens open; it needs no function."""
    api = f"/restapis/{api_id}"
    pool = wire.cognito("DescribeUserPool", UserPoolId=pool_id).document["UserPool"]
    root = wire.api_gateway("GET", api).document["rootResourceId"]
    authorizer = wire.api_gateway(
        "POST",
        f"{api}/authorizers",
        name="self-test",
        type="COGNITO_USER_POOLS",
        providerARNs=[pool["Arn"]],
        identitySource="method.request.header.Authorization",
    ).document["id"]
    method = f"{api}/resources/{root}/methods/GET"
    wire.api_gateway("PUT", method, authorizationType="COGNITO_USER_POOLS", authorizerId=authorizer)
    template = {"application/json": json.dumps({"statusCode": 200})}
    wire.api_gateway("PUT", f"{method}/integration", type="MOCK", requestTemplates=template)
    wire.api_gateway("PUT", f"{method}/responses/200")
    wire.api_gateway("PUT", f"{method}/integration/responses/200")
    wire.api_gateway("POST", f"{api}/deployments", stageName=_STAGE)
