"""Every kind of token that scenarios ask for, obtained from Cognito when it is first needed."""

import json
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

from infra_scripts.personas.account import SERVICE
from infra_scripts.personas.cast import ADMINS
from infra_scripts.workbench.probe_users import FORGOTTEN_AFTER, ProbeUsers
from infra_scripts.workbench.short_lived import (
    ShortLivedClient,
    expired_tokens,
    lifetime_seconds,
    remove_forgotten_clients,
)
from services.api.routes import CUSTOM_SCOPE
from services.api.sign_in import SignedIn
from services.errors import LabError
from services.lab import Lab
from services.scenarios.scenario import Credential
from services.single_flight import SingleFlight
from services.users.app_client import AppClient, read_app_client

_OK = 200
_SAME_MOMENT = timedelta(minutes=1)  # two clocks may differ by so much
_PUT_BACK = "Run `python -m infra_scripts up` to put the settings back."
_PLAIN, _SIGNED_OUT, _REVOKED, _DISABLED, _DELETED = (
    "plain",
    "signed-out",
    "revoked",
    "disabled",
    "deleted",
)
Tokens = Mapping[str, str]  # what AdminInitiateAuth names them: IdToken, AccessToken, RefreshToken


class Credentials:
    """The tokens of one run; safe to share between threads. `close` deletes the run's users."""

    def __init__(self, lab: Lab) -> None:
        self._lab = lab
        self._users = ProbeUsers(lab.directory)
        self._others = ProbeUsers(lab.other_directory)
        self._short_lived = ShortLivedClient(
            lab.aws, lab.outputs.user_pool_id, lifetime_seconds(lab.settings)
        )
        # Each is asked for once: every thread gets the same tokens or the same refusal.
        self._asked = SingleFlight[str, Any](keeps_ends=True)

    def get(self, credential: Credential) -> str:
        """Return the token, "" for NOTHING; raises Unobtainable where this cloud has none yet."""
        if credential is Credential.NOTHING:
            return ""
        if credential is Credential.SCOPED_ACCESS:
            return str(self._asked.run("machine", self._machine_token))
        source, ask, name = {
            Credential.ID: ("plain", self._plain, "IdToken"),
            Credential.ACCESS: ("plain", self._plain, "AccessToken"),
            Credential.REFRESH: ("plain", self._plain, "RefreshToken"),
            Credential.ADMIN_ID: ("admin", self._admin, "IdToken"),
            Credential.OTHER_CLIENT_ID: ("other client", self._other_client, "IdToken"),
            Credential.OTHER_POOL_ID: ("other pool", self._other_pool, "IdToken"),
            Credential.EXPIRED_ID: ("expired", self._expired, "IdToken"),
            Credential.EXPIRED_ACCESS: ("expired", self._expired, "AccessToken"),
            Credential.SIGNED_OUT_ID: (_SIGNED_OUT, self._signed_out, "IdToken"),
            Credential.SIGNED_OUT_ACCESS: (_SIGNED_OUT, self._signed_out, "AccessToken"),
            Credential.REVOKED_ID: (_REVOKED, self._revoked, "IdToken"),
            Credential.REVOKED_ACCESS: (_REVOKED, self._revoked, "AccessToken"),
            Credential.DISABLED_ID: (_DISABLED, self._disabled, "IdToken"),
            Credential.DELETED_ID: (_DELETED, self._deleted, "IdToken"),
        }[credential]
        tokens: Tokens = self._asked.run(source, ask)
        return tokens[name]

    def remove_forgotten(self, *, is_alone: bool) -> None:
        """Remove what an earlier, killed run could not remove.

        What is new may belong to another run and stays, unless this one `is_alone`.
        """
        now = datetime.now(UTC) + (FORGOTTEN_AFTER + _SAME_MOMENT if is_alone else timedelta())
        self._users.remove_forgotten(now)
        self._others.remove_forgotten(now)
        remove_forgotten_clients(self._lab.aws, self._lab.outputs.user_pool_id, now)

    def close(self) -> None:
        """Delete the run's users and short-lived app client; a failure does not stop the rest."""
        with ExitStack() as removals:
            removals.callback(self._short_lived.remove)
            removals.callback(self._others.remove_all)
            removals.callback(self._users.remove_all)

    def _plain(self) -> Tokens:
        return self._sign_in(_PLAIN)

    def _admin(self) -> Tokens:
        return self._sign_in(ADMINS)

    def _other_client(self) -> Tokens:
        return self._sign_in_at_cognito("second_app_client", self._users)

    def _other_pool(self) -> Tokens:
        return self._sign_in_at_cognito("other_app_client", self._others)

    def _expired(self) -> Tokens:
        pair = expired_tokens(
            self._short_lived,
            self._users.user(_PLAIN),
            self._lab.settings,
            self._lab.outputs.issuer,
        )
        return {"IdToken": pair.id_token, "AccessToken": pair.access_token}

    def _signed_out(self) -> Tokens:
        return self._sign_in(_SIGNED_OUT, then="admin_user_global_sign_out")

    def _disabled(self) -> Tokens:
        return self._sign_in(_DISABLED, then="admin_disable_user")

    def _deleted(self) -> Tokens:
        return self._sign_in(_DELETED, then="admin_delete_user")

    def _revoked(self) -> Tokens:
        tokens = self._sign_in(_REVOKED)
        self._app_client("app_client").revoke(self._lab.aws, tokens["RefreshToken"])
        return tokens

    def _sign_in(self, role: str, then: str = "") -> Tokens:
        """Sign in through the lab's sign-in API, as its users do.

        `then` names an Admin operation to do to the user afterwards.
        """
        user = self._users.user(role)
        outcome = self._lab.sign_in.sign_in(user.username, user.password)
        if not isinstance(outcome, SignedIn):
            raise LabError(f"The sign-in API issued no tokens: {outcome.message}", hint=_PUT_BACK)
        if then:
            pool = self._users.directory.user_pool_id
            self._lab.aws.call(SERVICE, then, UserPoolId=pool, Username=user.username)
        return {
            "IdToken": outcome.tokens.id_token,
            "AccessToken": outcome.tokens.access_token,
            "RefreshToken": outcome.tokens.refresh_token,
        }

    def _sign_in_at_cognito(self, client_name: str, users: ProbeUsers) -> Tokens:
        """Sign in at an app client that the sign-in API does not use."""
        user = users.user(_PLAIN)
        client = self._app_client(client_name)
        answer = client.initiate_auth(self._lab.aws, user.username, user.password)
        tokens: Tokens | None = answer.get("AuthenticationResult")
        if tokens is None:
            asked = answer.get("ChallengeName")
            raise LabError(f"Cognito asked for {asked} instead of tokens.", hint=_PUT_BACK)
        return tokens

    def _app_client(self, name: str) -> AppClient:
        client: AppClient = self._asked.run(f"client {name}", partial(self._read_client, name))
        return client

    def _read_client(self, name: str) -> AppClient:
        outputs = self._lab.outputs
        pool = "other_user_pool" if name == "other_app_client" else "user_pool"
        return read_app_client(self._lab.aws, outputs.resource_id(pool), outputs.resource_id(name))

    def _machine_token(self) -> str:
        """Ask the domain's token endpoint for an access token with the custom scope.

        https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
        """
        client = self._app_client("second_app_client")
        exchange = self._lab.recorder.send(
            "POST",
            self._token_endpoint(),
            label="Token with the custom scope",
            headers={
                "Authorization": client.basic_authorization(),
                "Content-Type": "application/x-www-form-urlencoded",
            },
            body=urlencode({"grant_type": "client_credentials", "scope": CUSTOM_SCOPE}),
        )
        if exchange.status != _OK:
            raise LabError(
                f"The token endpoint answered {exchange.status or exchange.failure}.",
                hint="Run `python -m infra_scripts up` to put the user pool's domain back.",
            )
        return str(json.loads(exchange.response_body)["access_token"])

    def _token_endpoint(self) -> str:
        outputs = self._lab.outputs
        if self._lab.settings.is_local:
            return f"{outputs.endpoint_url}/oauth2/token"
        domain = outputs.resource_id("user_pool_domain")
        return f"https://{domain}.auth.{outputs.region}.amazoncognito.com/oauth2/token"
