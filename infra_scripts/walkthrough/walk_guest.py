"""The walkthrough's guest, who does for the own account what Cognito lets users do themselves.

Locally the codes are read from the engine's inbox. On AWS they go to the reader's own mailbox: a
step then stops half-way, and is run again with the code.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import pyotp

from infra_scripts.walkthrough.walk_user import keep_user, kept_user
from services.api.sign_in import ChallengeRequired, SignedIn, SignInApi
from services.cloud.aws import Aws
from services.errors import InputError, LabError, UserNotFound
from services.home.personas import Persona
from services.lab import Lab
from services.self_service.account import Done, SelfService
from services.self_service.inbox import Mail, read_inbox
from services.settings import Settings
from services.traffic.recorder import HttpRecorder
from services.users.app_client import read_app_client
from services.users.directory import Directory
from services.users.passwords import generate_password

GUEST = "guest"
_AGAIN = "Run the step Sign up again: it makes the user anew."
_SERVICE = "cognito-idp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What the reader enters on AWS: where Cognito writes to, and the code that it wrote."""

    email: str = ""
    code: str = field(default="", repr=False)


NOTHING_ENTERED = Entered()


@dataclass(frozen=True, slots=True, kw_only=True)
class Helped:
    """What Cognito did for the guest, in order; `mail` is the one whose code was entered.

    `waits_for_code`: the step goes on once it is run with the code of the reader's mailbox.
    `challenge` is what a sign-in after it asked for, "" where none was tried.
    """

    done: tuple[Done, ...]
    mail: Mail | None = None
    waits_for_code: bool = False
    challenge: str = ""


class Guest:
    """Each method is a step; a refusal of Cognito is raised as an AwsError."""

    def __init__(self, lab: Lab, aws: Aws, reader: HttpRecorder) -> None:
        """`lab` is that of the walkthrough's stack; `aws` records what a step calls.

        `reader` reads the engine's inbox, which is no part of what a user does.
        """
        self._lab = lab
        self._reader = reader
        self._settings: Settings = lab.settings
        self._aws = aws
        self._api = SelfService(
            aws,
            # Not recorded: the lab asks for the secret, as an application's server has it.
            lambda: read_app_client(lab.aws, lab.outputs.user_pool_id, lab.outputs.app_client_id),
        )

    def help_themself(self, step_id: str, entered: Entered) -> Helped:
        """Do the step with this id."""
        steps: dict[str, Callable[[Entered], Helped]] = {
            "sign-up": self._sign_up,
            "forgot-password": self._forgot,
            "change-password": lambda _: self._change(),
            "verify-email": self._verify,
            "authenticator-app": lambda _: self._enrol(),
        }
        return steps[step_id](entered)

    def _sign_up(self, entered: Entered) -> Helped:
        finish = partial(self._api.confirm, GUEST)
        if entered.code:
            return Helped(done=(finish(entered.code),))
        self._remove()
        email = entered.email if not self._settings.is_local else f"{GUEST}@example.com"
        if not email:
            raise InputError(
                "Sign up needs an e-mail address.", hint="Enter one that you can read."
            )
        password = self._new_password()
        self._keep(password)
        first = self._api.sign_up(GUEST, password, email)
        return self._with_code((first, self._api.send_code_again(GUEST)), finish)

    def _forgot(self, entered: Entered) -> Helped:
        self._known()
        if entered.code:
            return Helped(done=(self._set_forgotten(entered.code),))
        return self._with_code((self._api.forgot_password(GUEST),), self._set_forgotten)

    def _set_forgotten(self, code: str) -> Done:
        password = self._new_password()
        done = self._api.set_forgotten_password(GUEST, code, password)
        self._keep(password)
        return done

    def _change(self) -> Helped:
        old, new = self._known().password, self._new_password()
        done = self._api.change_password(self._access_token(), old, new)
        self._keep(new)
        return Helped(done=(done,))

    def _verify(self, entered: Entered) -> Helped:
        token = self._access_token()
        finish = partial(self._api.verify_email, token)
        if entered.code:
            return Helped(done=(finish(entered.code),))
        return self._with_code((self._api.ask_for_email_code(token),), finish)

    def _enrol(self) -> Helped:
        token = self._access_token()
        key = self._api.start_authenticator(token)
        code = pyotp.TOTP(key.secret).now()
        proven = self._api.prove_authenticator(token, code)
        preferred = self._api.prefer_authenticator(token)
        return Helped(done=(key.done, proven, preferred), challenge=self._asked_for())

    def _asked_for(self) -> str:
        """Sign in and return the challenge that is answered instead of tokens."""
        outcome = self._lab.sign_in.sign_in(GUEST, self._known().password)
        if not isinstance(outcome, ChallengeRequired):
            raise LabError("The sign-in did not ask for six digits.", hint=_AGAIN)
        return outcome.challenge

    def _with_code(self, done: tuple[Done, ...], finish: Callable[[str], Done]) -> Helped:
        """Go on with the code of the engine's newest mail, or wait for the reader's."""
        if not self._settings.is_local:
            return Helped(done=done, waits_for_code=True)
        mails = read_inbox(self._reader, self._lab.aws.endpoint_url)
        mail = next((it for it in mails if it.code and it.to == f"{GUEST}@example.com"), None)
        if mail is None:
            raise LabError("The engine's inbox has no code for the guest.", hint=_AGAIN)
        return Helped(done=(*done, finish(mail.code)), mail=mail)

    def _access_token(self) -> str:
        """Sign in by the walkthrough's own route; an authenticator app of an earlier run is off."""
        self._lab.aws.call(
            _SERVICE,
            "admin_set_user_mfa_preference",
            UserPoolId=self._lab.outputs.user_pool_id,
            Username=GUEST,
            SoftwareTokenMfaSettings={"Enabled": False},
        )
        api: SignInApi = self._lab.sign_in
        outcome = api.sign_in(GUEST, self._known().password)
        if not isinstance(outcome, SignedIn):
            raise LabError(f"The user {GUEST} could not sign in.", hint=_AGAIN)
        return outcome.tokens.access_token

    def _remove(self) -> None:
        try:
            Directory(self._lab.aws, self._lab.outputs.user_pool_id).delete(GUEST)
        except UserNotFound:
            return

    def _new_password(self) -> str:
        directory = Directory(self._lab.aws, self._lab.outputs.user_pool_id)
        return generate_password(directory.password_policy())

    def _known(self) -> Persona:
        kept = kept_user(self._settings, GUEST)
        if kept is None:
            raise InputError(f"There is no user {GUEST} yet.", hint="Run the step Sign up first.")
        return kept

    def _keep(self, password: str) -> None:
        keep_user(
            self._settings,
            Persona(
                username=GUEST, password=password, status="CONFIRMED", story="Signed up by itself."
            ),
        )
