"""Client of the sign-in API: every answer is a value, and no token or password is in a repr."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.errors import ApiUnreachable, TokenError
from services.tokens.claims import is_numeric_date
from services.tokens.decode import decode_unverified
from services.traffic.exchange import Exchange
from services.traffic.recorder import HttpRecorder
from services.traffic.redaction import redact_text

_SHOWN_OF_AN_ODD_BODY = 160
_LIFETIME_WHEN_UNSAID = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenSet:
    """The three tokens of one sign-in; `expires_in` is seconds, `obtained_at` epoch seconds.

    `expires_at` is what the ID token itself says: whoever checks the token reads that.
    """

    id_token: str = field(repr=False)
    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_in: int
    obtained_at: float

    @property
    def expires_at(self) -> float:
        end = _claim_in(self.id_token, "exp")
        return end if is_numeric_date(end) else self.obtained_at + self.expires_in


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Cognito issued tokens; `username` is the user's real one, also after an alias was typed."""

    username: str
    tokens: TokenSet
    exchange: Exchange


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeRequired:
    """Cognito wants one more answer; `username` is the one to answer with.

    `parameters` are safe to show. `session` proves the first step and lives a few minutes.
    """

    username: str
    challenge: str
    session: str = field(repr=False)
    parameters: Mapping[str, str]
    message: str
    exchange: Exchange

    @property
    def answer_field(self) -> str:
        """Return "new_password" or "mfa_code"; empty when this API cannot complete it."""
        return self.parameters.get("answer_field", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """No tokens; `code` is the sign-in API's own, empty when the answer is not in its form."""

    code: str
    message: str
    exchange: Exchange


SignInOutcome = SignedIn | ChallengeRequired | Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretHashSteps:
    """How SECRET_HASH is computed, told without the secret."""

    message: str
    formula: str
    python: str


class SignInApi:
    """Talks to the three routes of the sign-in API; raises only ApiUnreachable."""

    def __init__(self, sign_in_url: str, recorder: HttpRecorder) -> None:
        self._url = sign_in_url
        self._recorder = recorder

    def sign_in(self, username: str, password: str) -> SignInOutcome:
        body = {"username": username, "password": password}
        return self._ask("", "Sign in", username, body)

    def answer_new_password(self, challenge: ChallengeRequired, new_password: str) -> SignInOutcome:
        return self._answer(challenge, "Set a new password", {"new_password": new_password})

    def answer_mfa_code(self, challenge: ChallengeRequired, code: str) -> SignInOutcome:
        return self._answer(challenge, "Answer with a code", {"mfa_code": code})

    def refresh(self, username: str, refresh_token: str) -> SignInOutcome:
        """Exchange a refresh token; the result keeps it unless Cognito issued a new one.

        `username` is the real one, because SECRET_HASH is computed over it
        (https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html).
        """
        body = {"username": username, "refresh_token": refresh_token}
        return self._ask("/refresh", "Refresh the tokens", username, body, refresh_token)

    def _answer(
        self, challenge: ChallengeRequired, label: str, answer: dict[str, str]
    ) -> SignInOutcome:
        body = {
            "username": challenge.username,
            "challenge": challenge.challenge,
            "session": challenge.session,
            **answer,
        }
        return self._ask("/challenge", label, challenge.username, body)

    def _ask(
        self, path: str, label: str, username: str, body: dict[str, str], refresh_token: str = ""
    ) -> SignInOutcome:
        exchange = self._recorder.send("POST", self._url + path, label=label, body=body)
        if exchange.status is None:
            raise ApiUnreachable(
                f"The sign-in API did not answer: {exchange.failure}",
                hint="Check the stack and the cloud with `python -m infra_scripts status`.",
            )
        return _outcome(exchange, username, refresh_token)


def secret_hash_steps(username: str, client_id: str) -> SecretHashSteps:
    """Tell how SECRET_HASH is computed for this user and app client.

    The formula is AWS's:
    https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html
    """
    python = (
        "import base64, hashlib, hmac\n\n"
        f"message = {username!r} + {client_id!r}  # username, then app client id\n"
        "digest = hmac.new(client_secret.encode(), message.encode(), hashlib.sha256).digest()\n"
        "secret_hash = base64.b64encode(digest).decode()"
    )
    return SecretHashSteps(
        message=username + client_id,
        formula="Base64 ( HMAC-SHA256 ( key: app client secret, message: username + client id ) )",
        python=python,
    )


def _outcome(exchange: Exchange, username: str, refresh_token: str) -> SignInOutcome:
    """Return the outcome an answer means; an answer in another form is Refused with code ""."""
    try:
        answer = json.loads(exchange.response_body)
    except (ValueError, RecursionError):
        answer = None
    data = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(answer, dict) or not isinstance(data, dict):
        return _unexpected(exchange, answer)
    message = str(answer.get("message") or "")
    status = (exchange.status, answer.get("status"))
    if status == (200, "success"):
        tokens = _token_set(data, exchange, refresh_token)
        if tokens is not None:
            real = _real_username(tokens.access_token) or username
            return SignedIn(username=real, tokens=tokens, exchange=exchange)
    elif status == (200, "challenge") and isinstance(data.get("challenge"), str):
        return _challenge(data, message, exchange, username)
    elif answer.get("status") == "failure" and message:
        return Refused(code=str(answer.get("code") or ""), message=message, exchange=exchange)
    return _unexpected(exchange, answer)


def _token_set(data: Mapping[str, Any], exchange: Exchange, refresh_token: str) -> TokenSet | None:
    id_token, access_token = data.get("id_token"), data.get("access_token")
    if not (isinstance(id_token, str) and isinstance(access_token, str)):
        return None
    new_refresh_token, lifetime = data.get("refresh_token"), data.get("expires_in")
    return TokenSet(
        id_token=id_token,
        access_token=access_token,
        refresh_token=new_refresh_token if isinstance(new_refresh_token, str) else refresh_token,
        expires_in=lifetime if isinstance(lifetime, int) else _LIFETIME_WHEN_UNSAID,
        obtained_at=exchange.started_at + exchange.duration_ms / 1000,
    )


def _challenge(
    data: Mapping[str, Any], message: str, exchange: Exchange, username: str
) -> ChallengeRequired:
    raw = data.get("parameters")
    parameters = {
        name: ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        for name, value in (raw.items() if isinstance(raw, dict) else ())
        if value not in (None, "", [])
    }
    return ChallengeRequired(
        username=parameters.get("username", username),
        challenge=data["challenge"],
        session=str(data.get("session") or ""),
        parameters=parameters,
        message=message,
        exchange=exchange,
    )


def _real_username(access_token: str) -> str:
    claim = _claim_in(access_token, "username")
    return claim if isinstance(claim, str) else ""


def _claim_in(token: str, name: str) -> object:
    try:
        return decode_unverified(token).payload.get(name)
    except TokenError:
        return None


def _unexpected(exchange: Exchange, answer: object) -> Refused:
    """Return the refusal for an answer the function did not write, for example API Gateway's."""
    message = answer.get("message") if isinstance(answer, dict) else None
    # Of a JSON object only the message is quoted: its other fields may hold tokens.
    text = message if isinstance(message, str) else exchange.response_body.strip()
    if isinstance(answer, dict) and not isinstance(message, str):
        said = "a body in another form than its contract"
    elif text:
        said = f'"{redact_text(text)[:_SHOWN_OF_AN_ODD_BODY]}"'
    else:
        said = "an empty body"
    return Refused(
        code="",
        message=f"The sign-in API answered {exchange.status} with {said}.",
        exchange=exchange,
    )
