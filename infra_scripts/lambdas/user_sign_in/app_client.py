"""The calls to Cognito: two operations, each signed with the app client's secret hash.

The secret is asked for once per container, lives here only, and is read again when Cognito refuses
its hash (it was rotated).
"""

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from typing import Any, Final

from botocore.exceptions import ClientError
from outcomes import is_secret_hash_refused

# A secret that was just read again and had not changed is not asked for again this soon:
# DescribeUserPoolClient is limited to 5 calls a second per pool, and any caller of the refresh
# route can provoke a refused hash by sending an alias as username.
SECRET_REREAD_PAUSE_SECONDS: Final = 10.0


class AppClient:
    """One app client of one user pool, as this container knows it.

    `now` is a monotonic clock in seconds. Errors of Cognito pass through as botocore raises them.
    """

    def __init__(
        self, cognito: Any, user_pool_id: str, client_id: str, now: Callable[[], float]
    ) -> None:
        self._cognito = cognito
        self._ids = {"UserPoolId": user_pool_id, "ClientId": client_id}
        self._now = now
        self._secret: str | None = None  # None: not read yet; "": the app client has none
        self._reread_from = 0.0

    def initiate(
        self, flow: str, username: str, parameters: Mapping[str, str]
    ) -> Mapping[str, Any]:
        """Call AdminInitiateAuth; `username` is what SECRET_HASH is computed over."""
        return self._with_secret_hash(
            username,
            lambda secret_hash: self._cognito.admin_initiate_auth(
                **self._ids, AuthFlow=flow, AuthParameters={**parameters, **secret_hash}
            ),
        )

    def respond(
        self, challenge: str, session: str, username: str, answer: Mapping[str, str]
    ) -> Mapping[str, Any]:
        """Call AdminRespondToAuthChallenge; an alias is not accepted as `username` here."""
        return self._with_secret_hash(
            username,
            lambda secret_hash: self._cognito.admin_respond_to_auth_challenge(
                **self._ids,
                ChallengeName=challenge,
                Session=session,
                ChallengeResponses={"USERNAME": username, **answer, **secret_hash},
            ),
        )

    def _with_secret_hash(
        self, username: str, call: Callable[[Mapping[str, str]], Mapping[str, Any]]
    ) -> Mapping[str, Any]:
        if self._secret is None:
            self._secret = self._read_secret()
        try:
            return call(self._secret_hash(username))
        except ClientError as error:
            if not is_secret_hash_refused(error) or not self._has_new_secret():
                raise
        return call(self._secret_hash(username))

    def _has_new_secret(self) -> bool:
        """Read the secret again; without a new one, the same call would be refused again."""
        if self._now() < self._reread_from:
            return False
        known, self._secret = self._secret, self._read_secret()
        if self._secret == known:
            self._reread_from = self._now() + SECRET_REREAD_PAUSE_SECONDS
        return self._secret != known

    def _read_secret(self) -> str:
        described = self._cognito.describe_user_pool_client(**self._ids)
        return str(described["UserPoolClient"].get("ClientSecret", ""))

    def _secret_hash(self, username: str) -> Mapping[str, str]:
        if not self._secret:
            return {}
        message = (username + self._ids["ClientId"]).encode()
        digest = hmac.new(self._secret.encode(), message, hashlib.sha256).digest()
        return {"SECRET_HASH": base64.b64encode(digest).decode()}
