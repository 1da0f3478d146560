"""Challenge responses: only for the sign-in they belong to, once, and under the pool's policy.

Sessions, challenges and errors:
https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRespondToAuthChallenge.html
How long a session lives:
https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
"""

import json
import time
from types import ModuleType
from typing import Any

from infra_scripts.local_engine.parity.challenge_sessions import (
    ChallengeSession,
    ChallengeSessions,
)
from infra_scripts.local_engine.parity.wrap import Function, Response, wrap

# These two carry sessions of the engine's own making, which it checks itself.
_CHECKED_BY_ENGINE = ("CUSTOM_CHALLENGE", "PASSWORD_VERIFIER")
_DEFAULT_MINUTES = 3  # AuthSessionValidity of the app client: 3 to 15
_CODE_SECONDS = 90.0  # a TOTP code is accepted in its own step and in one on either side
_OK = 200


def repair_challenges() -> None:
    """Let only the session of the same sign-in answer a challenge: the engine takes any."""
    from ministack.services import cognito

    desk = _ChallengeDesk(cognito)
    wrap(cognito, "_password_auth_result", desk.issuing)
    admin, public = desk.pool_named, desk.pool_of_client
    wrap(cognito, "_admin_respond_to_auth_challenge", lambda f: desk.answering(f, admin))
    wrap(cognito, "_respond_to_auth_challenge", lambda f: desk.answering(f, public))


class _ChallengeDesk:
    def __init__(self, cognito: ModuleType) -> None:
        self._cognito = cognito
        self._sessions = ChallengeSessions(now=time.time)
        self._used_codes: dict[tuple[str, str, str], float] = {}

    def issuing(self, original: Function) -> Function:
        def password_auth_result(
            pool: dict[str, Any],
            pool_id: str,
            client_id: str,
            user: dict[str, Any],
            *a: Any,
            **k: Any,
        ) -> Response:
            response: Response = original(pool, pool_id, client_id, user, *a, **k)
            if b'"ChallengeName"' in response[2]:
                document = json.loads(response[2])
                client = pool["_clients"].get(client_id, {})
                minutes = client.get("AuthSessionValidity") or _DEFAULT_MINUTES
                session = ChallengeSession(
                    pool_id=pool_id,
                    client_id=client_id,
                    username=user["Username"],
                    challenge=document["ChallengeName"],
                )
                self._sessions.issue(document["Session"], session, lifetime=minutes * 60.0)
            return response

        return password_auth_result

    def answering(self, original: Function, pool_of: Function) -> Function:
        def respond(data: dict[str, Any]) -> Response:
            pool = pool_of(data)
            known = pool is not None and data.get("ClientId") in pool["_clients"]
            if not known or data.get("ChallengeName") in _CHECKED_BY_ENGINE:
                refused_or_checked: Response = original(data)
                return refused_or_checked
            return self._respond(original, pool, data)

        return respond

    def pool_named(self, data: dict[str, Any]) -> Any:
        return self._cognito._user_pools.get(data.get("UserPoolId"))

    def pool_of_client(self, data: dict[str, Any]) -> Any:
        # The public operation goes by the client; a UserPoolId that the caller adds is ignored.
        return self._cognito._pool_for_client(data.get("ClientId"))[0]

    def _respond(self, original: Function, pool: dict[str, Any], data: dict[str, Any]) -> Response:
        answers = data.get("ChallengeResponses") or {}
        username = answers.get("USERNAME")
        if not username:
            return self._invalid("Missing required parameter USERNAME")
        user, _unknown = self._cognito._resolve_user(pool, username)
        session = ChallengeSession(
            pool_id=pool["Id"],
            client_id=data["ClientId"],
            username=user["Username"] if user else "",
            challenge=data.get("ChallengeName", ""),
        )
        token = str(data.get("Session") or "")
        if refusal := self._sessions.claim(token, session):
            return self._error("NotAuthorizedException", refusal)
        response: Response = self._refusal(pool, user, session, answers) or original(data)
        if response[0] == _OK:
            self._remember_code(session, answers)
        else:
            self._sessions.give_back(token, session)
        return response

    def _refusal(
        self,
        pool: dict[str, Any],
        user: dict[str, Any],
        session: ChallengeSession,
        answers: dict[str, Any],
    ) -> Response | None:
        if not user.get("Enabled", True):
            # Reported in https://github.com/amazon-archives/amazon-cognito-auth-js/issues/148.
            return self._error("NotAuthorizedException", "User is disabled.")
        if session.challenge == "NEW_PASSWORD_REQUIRED":
            password = answers.get("NEW_PASSWORD")
            if not isinstance(password, str) or not password:
                return self._invalid("Missing required parameter NEW_PASSWORD")
            # The policy applies, too: https://github.com/getmoto/moto/pull/6174.
            refused: Response | None = self._cognito._validate_password(pool, password)
            return refused
        # The text was seen in public code several times; no page of AWS gives it.
        if self._used_codes.get(_code_key(session, answers), 0.0) > time.time():
            return self._error(
                "ExpiredCodeException", "Your software token has already been used once."
            )
        return None

    def _remember_code(self, session: ChallengeSession, answers: dict[str, Any]) -> None:
        if session.challenge == "SOFTWARE_TOKEN_MFA":
            now = time.time()
            self._used_codes = {k: until for k, until in self._used_codes.items() if until > now}
            self._used_codes[_code_key(session, answers)] = now + _CODE_SECONDS

    def _invalid(self, message: str) -> Response:
        return self._error("InvalidParameterException", message)

    def _error(self, name: str, message: str) -> Response:
        response: Response = self._cognito.error_response_json(name, message, 400)
        return response


def _code_key(session: ChallengeSession, answers: dict[str, Any]) -> tuple[str, str, str]:
    return session.pool_id, session.username, str(answers.get("SOFTWARE_TOKEN_MFA_CODE"))
