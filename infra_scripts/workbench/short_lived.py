"""Expired tokens, made honestly: issued with a short life and waited for, never forged.

The local engine issues tokens that live for a second. On AWS the shortest life is 5 minutes, so
there a token is kept under the home until it has expired; the first run only stores it.
"""

import secrets
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from infra_scripts.personas.account import SERVICE
from infra_scripts.workbench.probe_users import FORGOTTEN_AFTER, PREFIX, ProbeUser, RunOver
from services.cloud.aws import Aws
from services.errors import (
    LabError,
    ResourceNotFound,
    StoredFileError,
    TokenError,
    Unobtainable,
)
from services.home.stored_files import read_json, write_json
from services.settings import Settings
from services.tokens.decode import decode_unverified
from services.users.app_client import read_app_client

_LOCAL_SECONDS = 1
_AWS_SECONDS = 300  # the shortest that Cognito allows
_MARGIN_SECONDS = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenPair:
    """An ID and an access token of one sign-in."""

    id_token: str = field(repr=False)
    access_token: str = field(repr=False)

    def expires_at(self) -> float:
        claims = decode_unverified(self.id_token).payload
        return float(claims["exp"])


class ShortLivedClient:
    """An app client whose tokens expire as soon as the cloud allows; removed after the run."""

    def __init__(self, aws: Aws, user_pool_id: str, seconds: int) -> None:
        self._aws, self._user_pool_id, self._seconds = aws, user_pool_id, seconds
        self._client_id = ""
        self._is_over = False
        self._lock = threading.Lock()

    def sign_in(self, user: ProbeUser) -> TokenPair:
        """Sign in at the app client, made when it is first needed; RunOver after `remove`."""
        with self._lock:
            if self._is_over:
                raise RunOver("The run of scenarios has ended.")
            # Noted as soon as it is made, so that it is removed at the end in any case.
            self._client_id = self._client_id or self._make()
        client = read_app_client(self._aws, self._user_pool_id, self._client_id)
        result = client.initiate_auth(self._aws, user.username, user.password)
        tokens = result["AuthenticationResult"]
        return TokenPair(id_token=tokens["IdToken"], access_token=tokens["AccessToken"])

    def remove(self) -> None:
        with self._lock:  # one that is being made now is finished first, and then removed
            self._is_over = True
        if self._client_id:
            with suppress(ResourceNotFound):
                _delete_client(self._aws, self._user_pool_id, self._client_id)
            self._client_id = ""

    def _make(self) -> str:
        made = self._aws.call(
            SERVICE,
            "create_user_pool_client",
            UserPoolId=self._user_pool_id,
            ClientName=f"{PREFIX}{secrets.token_hex(4)}",
            GenerateSecret=True,
            ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
            IdTokenValidity=self._seconds,
            AccessTokenValidity=self._seconds,
            TokenValidityUnits={"IdToken": "seconds", "AccessToken": "seconds"},
        )["UserPoolClient"]
        return str(made["ClientId"])


def remove_forgotten_clients(aws: Aws, user_pool_id: str, now: datetime | None = None) -> None:
    """Remove the app clients that an earlier, killed run could not remove.

    A new one may belong to another run: runs on the lab's own API alone hold no lock.
    """
    before = (now or datetime.now(UTC)) - FORGOTTEN_AFTER
    listed = aws.pages(SERVICE, "list_user_pool_clients", UserPoolId=user_pool_id)
    for client in list(listed):
        if not str(client.get("ClientName")).startswith(PREFIX):
            continue
        named = {"UserPoolId": user_pool_id, "ClientId": client["ClientId"]}
        with suppress(ResourceNotFound):
            found = aws.call(SERVICE, "describe_user_pool_client", **named)["UserPoolClient"]
            if found["CreationDate"] < before:
                aws.call(SERVICE, "delete_user_pool_client", **named)


def expired_tokens(
    client: ShortLivedClient,
    user: ProbeUser,
    settings: Settings,
    issuer: str,
    *,
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> TokenPair:
    """Return tokens that have expired; raises Unobtainable while AWS's have not expired yet.

    Locally raises LabError when they have not expired after their whole life: then the clock here
    is behind the one that issued them.
    """
    if settings.is_local:
        tokens = client.sign_in(user)
        # Never longer than a token lives: a clock that was set back must not stop the run.
        left = min(tokens.expires_at() - clock(), float(_LOCAL_SECONDS))
        sleep(max(0.0, left) + _MARGIN_SECONDS)
        if tokens.expires_at() > clock():
            raise LabError(
                f"The clock here is {tokens.expires_at() - clock():.0f} seconds or more behind"
                " the local engine's.",
                hint="Set it right, or run `python -m infra_scripts engine stop` and try again.",
            )
        return tokens
    kept = _kept(_path(settings), issuer)
    if kept is None:
        kept = client.sign_in(user)
        document = {"id_token": kept.id_token, "access_token": kept.access_token}
        write_json(_path(settings), document)
    if kept.expires_at() > clock():
        at = datetime.fromtimestamp(kept.expires_at(), tz=UTC).strftime("%H:%M:%S")
        raise Unobtainable(
            "No token has expired yet: AWS issues none that live for less than 5 minutes.",
            hint=f"One is kept now and expires at {at} UTC: run this again then.",
        )
    return kept


def lifetime_seconds(settings: Settings) -> int:
    return _LOCAL_SECONDS if settings.is_local else _AWS_SECONDS


def _path(settings: Settings) -> Path:
    return settings.cloud_dir / f"{settings.stack}.kept_tokens.json"


def _kept(path: Path, issuer: str) -> TokenPair | None:
    """Return the kept tokens unless they are of a pool that is gone, or the file is odd."""
    try:
        document: Any = read_json(path)
        pair = TokenPair(**document) if document else None
        claims = decode_unverified(pair.id_token).payload if pair else {}
        if claims.get("iss") == issuer and isinstance(claims.get("exp"), int):
            return pair
    except (StoredFileError, TokenError, TypeError, ValueError):
        return None
    return None


def _delete_client(aws: Aws, user_pool_id: str, client_id: str) -> None:
    aws.call(SERVICE, "delete_user_pool_client", UserPoolId=user_pool_id, ClientId=client_id)
