"""The practice: makes real calls on a real stack and lets the doctor look at the answers."""

from collections.abc import Callable
from dataclasses import dataclass

from botocore.exceptions import ClientError

from services.api.sign_in import SignedIn, TokenSet
from services.authorizer.rest_api import Api
from services.doctor.diagnosis import Diagnosis, diagnose
from services.doctor.readers.reading import read_paste
from services.doctor.symptom import Symptom, symptom_of_exchange, symptom_of_reading
from services.lab import Lab
from services.live.rest_api_reader import read_api
from services.traffic.exchange import Exchange
from tests.engine.cloud import Api as EngineApi

PASSWORD = "Correct-Horse-9"


@dataclass(frozen=True, kw_only=True)
class Practice:
    lab: Lab

    def new_user(self, name: str, *, permanent: bool = True) -> None:
        user = {"UserPoolId": self.lab.outputs.user_pool_id, "Username": name}
        call = self.lab.aws.call
        call("cognito-idp", "admin_create_user", **user, MessageAction="SUPPRESS")
        call(
            "cognito-idp",
            "admin_set_user_password",
            **user,
            Password=PASSWORD,
            Permanent=permanent,
        )

    def tokens(self, name: str) -> TokenSet:
        outcome = self.lab.sign_in.sign_in(name, PASSWORD)
        assert isinstance(outcome, SignedIn), outcome
        return outcome.tokens

    def get(self, api: EngineApi, path: str, token: str = "", **headers: str) -> Exchange:
        sent = {"Authorization": token} if token else {}
        return self.lab.recorder.send("GET", api.url(path), label=path, headers=sent | headers)

    def live(self, api: EngineApi) -> Api:
        """Read the settings of an API made by hand."""
        return read_api(
            self.lab.aws,
            rest_api_id=api.api_id,
            stage="demo",
            base_url=api.url("").removesuffix("/"),
        )

    def first(self, exchange: Exchange, known: Symptom | None = None) -> Diagnosis:
        """Let the doctor look at a call of the lab's own API; return the first cause."""
        known = known or Symptom(api=self.lab.api)
        return diagnose(symptom_of_exchange(exchange, known))[0]


def refused(call: Callable[[], object]) -> str:
    """Make a call that AWS refuses; return the error line that boto3 and the AWS CLI show."""
    try:
        call()
    except ClientError as error:
        return str(error)
    raise AssertionError("the call was not refused")


def first_of_paste(text: str, known: Symptom | None = None) -> Diagnosis:
    """Let the doctor look at a pasted answer; return the first cause."""
    return diagnose(symptom_of_reading(read_paste(text), known or Symptom()))[0]
