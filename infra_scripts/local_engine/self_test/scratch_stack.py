"""A throw-away user pool and protected API on the engine, for its self-test and nothing else."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from infra_scripts.local_engine.self_test.aws_requests import AwsAnswer, AwsRequests
from services.users.passwords import PasswordPolicy, generate_password

NAME = "self-test"
MARK_TAG = "authorizer-lab:self-test"  # with the home's own mark as its value
_USERNAME = "self-test"
_STAGE = "self-test"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScratchStack:
    """One pool with a confirmed user, one client with a secret, one protected GET /."""

    requests: AwsRequests = field(repr=False)
    pool_id: str
    client_id: str
    client_secret: str = field(repr=False)
    password: str = field(repr=False)
    api_id: str

    def sign_in(self, *, secret_hash: str | None = None) -> AwsAnswer:
        right = secret_hash is None
        parameters = {
            "USERNAME": _USERNAME,
            "PASSWORD": self.password,
            "SECRET_HASH": self._secret_hash() if right else secret_hash,
        }
        return self.requests.cognito(
            "AdminInitiateAuth",
            UserPoolId=self.pool_id,
            ClientId=self.client_id,
            AuthFlow="ADMIN_USER_PASSWORD_AUTH",
            AuthParameters=parameters,
        )

    def answer_challenge(self, challenge: str, *, session: str, **responses: str) -> AwsAnswer:
        responses |= {"USERNAME": _USERNAME, "SECRET_HASH": self._secret_hash()}
        return self.requests.cognito(
            "AdminRespondToAuthChallenge",
            UserPoolId=self.pool_id,
            ClientId=self.client_id,
            ChallengeName=challenge,
            Session=session,
            ChallengeResponses=responses,
        )

    def call(self, token: str | None = None) -> AwsAnswer:
        return self.requests.get(f"/_aws/execute-api/{self.api_id}/{_STAGE}/", token=token)

    def _secret_hash(self) -> str:
        message = f"{_USERNAME}{self.client_id}".encode()
        digest = hmac.new(self.client_secret.encode(), message, hashlib.sha256).digest()
        return base64.b64encode(digest).decode()


@contextmanager
def scratch_stack(endpoint_url: str, *, mark: str = "") -> Iterator[ScratchStack]:
    """Create the scratch pool and API, and remove both at the end of the block.

    Both carry `mark` from their first moment, so that a later self-test knows what a kill left.
    """
    tags = {MARK_TAG: mark} if mark else {}
    requests = AwsRequests(endpoint_url)
    password = generate_password(PasswordPolicy())
    pool_id = _create_pool(requests, tags)
    try:
        client = _create_client(requests, pool_id)
        _create_user(requests, pool_id, password)
        api_id = requests.api_gateway("POST", "/restapis", name=NAME, tags=tags).document["id"]
        try:
            _protect(requests, api_id, pool_id)
            yield ScratchStack(
                requests=requests,
                pool_id=pool_id,
                client_id=client["ClientId"],
                client_secret=client["ClientSecret"],
                password=password,
                api_id=api_id,
            )
        finally:
            requests.api_gateway("DELETE", f"/restapis/{api_id}")
    finally:
        requests.cognito("DeleteUserPool", UserPoolId=pool_id)
        requests.close()


def _create_pool(requests: AwsRequests, tags: Mapping[str, str]) -> str:
    created = requests.cognito("CreateUserPool", PoolName=NAME, UserPoolTags=tags)
    pool_id: str = created.document["UserPool"]["Id"]
    return pool_id


def _create_client(requests: AwsRequests, pool_id: str) -> dict[str, str]:
    created = requests.cognito(
        "CreateUserPoolClient",
        UserPoolId=pool_id,
        ClientName=NAME,
        GenerateSecret=True,
        ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    )
    client: dict[str, str] = created.document["UserPoolClient"]
    return client


def _create_user(requests: AwsRequests, pool_id: str, password: str) -> None:
    whose = {"UserPoolId": pool_id, "Username": _USERNAME}
    requests.cognito("AdminCreateUser", **whose, MessageAction="SUPPRESS")
    requests.cognito("AdminSetUserPassword", **whose, Password=password, Permanent=True)


def _protect(requests: AwsRequests, api_id: str, pool_id: str) -> None:
    """Give the API a GET / that only the pool's ID tokens open; it needs no function."""
    api = f"/restapis/{api_id}"
    pool = requests.cognito("DescribeUserPool", UserPoolId=pool_id).document["UserPool"]
    root = requests.api_gateway("GET", api).document["rootResourceId"]
    authorizer = requests.api_gateway(
        "POST",
        f"{api}/authorizers",
        name=NAME,
        type="COGNITO_USER_POOLS",
        providerARNs=[pool["Arn"]],
        identitySource="method.request.header.Authorization",
    ).document["id"]
    method = f"{api}/resources/{root}/methods/GET"
    requests.api_gateway(
        "PUT", method, authorizationType="COGNITO_USER_POOLS", authorizerId=authorizer
    )
    template = {"application/json": json.dumps({"statusCode": 200})}
    requests.api_gateway("PUT", f"{method}/integration", type="MOCK", requestTemplates=template)
    requests.api_gateway("PUT", f"{method}/responses/200")
    requests.api_gateway("PUT", f"{method}/integration/responses/200")
    requests.api_gateway("POST", f"{api}/deployments", stageName=_STAGE)
