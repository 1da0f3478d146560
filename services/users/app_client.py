"""AppClient: an app client with its secret, which is asked for when needed and never stored."""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Any

from services.cloud.aws import Aws

_SERVICE = "cognito-idp"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppClient:
    """The app client that users sign in with; without a secret there is no SECRET_HASH."""

    user_pool_id: str
    client_id: str
    secret: str = field(default="", repr=False)

    def secret_hash(self, username: str) -> str:
        """Return SECRET_HASH for `username`, empty for a client without a secret.

        https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html
        """
        if not self.secret:
            return ""
        message = f"{username}{self.client_id}".encode()
        digest = hmac.new(self.secret.encode(), message, hashlib.sha256).digest()
        return base64.b64encode(digest).decode()

    def basic_authorization(self) -> str:
        """Return the header by which the client proves itself to the pool's token endpoint."""
        pair = f"{self.client_id}:{self.secret}".encode()
        return f"Basic {base64.b64encode(pair).decode()}"

    def initiate_auth(self, aws: Aws, username: str, password: str) -> dict[str, Any]:
        """Sign in as an administrator does and return Cognito's answer: tokens or a challenge.

        https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminInitiateAuth.html
        """
        parameters = {"USERNAME": username, "PASSWORD": password}
        if secret_hash := self.secret_hash(username):
            parameters["SECRET_HASH"] = secret_hash
        return aws.call(
            _SERVICE,
            "admin_initiate_auth",
            UserPoolId=self.user_pool_id,
            ClientId=self.client_id,
            AuthFlow="ADMIN_USER_PASSWORD_AUTH",
            AuthParameters=parameters,
        )

    def revoke(self, aws: Aws, refresh_token: str) -> None:
        """Revoke a refresh token of this client and the access tokens that came from it.

        RevokeToken takes the secret itself, not SECRET_HASH:
        https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeToken.html
        """
        secret = {"ClientSecret": self.secret} if self.secret else {}
        aws.call(_SERVICE, "revoke_token", Token=refresh_token, ClientId=self.client_id, **secret)


def read_app_client(aws: Aws, user_pool_id: str, client_id: str) -> AppClient:
    """Return the app client with its secret."""
    answer = aws.call(
        _SERVICE, "describe_user_pool_client", UserPoolId=user_pool_id, ClientId=client_id
    )
    secret = answer["UserPoolClient"].get("ClientSecret", "")
    return AppClient(user_pool_id=user_pool_id, client_id=client_id, secret=secret)
