"""What an answer means for the holder of a token, for answers that the engine never gives."""

from typing import NamedTuple

import pytest

from services.api.protected_api import ProtectedApi
from services.api.sign_in import SignInApi, TokenSet
from services.cloud.aws import Aws
from services.errors import AwsError, Throttled
from services.revocation.actions import ProbeId, ProbeVerdict
from services.revocation.probes import HeldTokens, ProbeResult, TokenProbes
from services.settings import Settings
from services.traffic.recorder import HttpRecorder
from tests.services.canned_api import Answer, CannedApi

HELD = HeldTokens(
    username="omar",
    tokens=TokenSet(
        id_token="id", access_token="access", refresh_token="r", expires_in=9, obtained_at=0
    ),
)
REQUIRED = '{"message": "no", "required_groups": ["admins"], "held_groups": []}'
REFUSAL = '{"status": "failure", "code": "10023", "data": {}, "message": "Revoked"}'
FAILURE = '{"status": "failure", "code": "10025", "data": {}, "message": "Something went wrong!"}'
CHALLENGE = (
    '{"status": "challenge", "code": "10026", "data": {"challenge": "SMS_MFA"}, "message": "More"}'
)


class FailingAws(Aws):
    """Answers every call with one error."""

    def __init__(self, error: AwsError) -> None:
        super().__init__(Settings())
        self._error = error

    def call(self, service: str, operation: str, **parameters: object) -> dict[str, object]:
        raise self._error


def ask(probe: ProbeId, url: str, recorder: HttpRecorder, error: AwsError) -> ProbeResult:
    probes = TokenProbes(ProtectedApi(url, recorder), SignInApi(url, recorder), FailingAws(error))
    return probes.ask(probe, HELD)


THROTTLED = Throttled("Slow down.", code="TooManyRequestsException", http_status=400)


class Case(NamedTuple):
    probe: ProbeId
    answer: Answer
    verdict: ProbeVerdict
    reason: str


UNCLEAR, REFUSED = ProbeVerdict.UNCLEAR, ProbeVerdict.REFUSED
CASES = {
    "a broken function says neither": Case(
        ProbeId.ID_TOKEN, Answer(status=500), UNCLEAR, "Neither accepted nor refused."
    ),
    "an expired token is the authorizer's no": Case(
        ProbeId.ID_TOKEN, Answer(status=401), REFUSED, "The authorizer refused the token."
    ),
    "a missing group is the function's no": Case(
        ProbeId.ADMINS,
        Answer(status=403, body=REQUIRED),
        REFUSED,
        "The authorizer let the token in; the function refused, because the group is missing.",
    ),
    "a refused refresh": Case(
        ProbeId.REFRESH, Answer(status=401, body=REFUSAL), REFUSED, "Revoked"
    ),
    "a throttled refresh says neither": Case(
        ProbeId.REFRESH, Answer(status=429, body=FAILURE), UNCLEAR, "Something went wrong!"
    ),
    "a challenge says neither": Case(
        ProbeId.REFRESH, Answer(body=CHALLENGE), UNCLEAR, "Cognito asks for one more step."
    ),
    "no refreshed token to ask with": Case(
        ProbeId.ADMINS_REFRESHED,
        Answer(status=401, body=REFUSAL),
        UNCLEAR,
        "There is no refreshed token to ask with.",
    ),
    "a throttled GetUser says neither": Case(ProbeId.GET_USER, Answer(), UNCLEAR, "Slow down."),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_an_answer_is_a_yes_a_no_or_neither(
    api: CannedApi, recorder: HttpRecorder, case: Case
) -> None:
    api.answer = case.answer
    result = ask(case.probe, api.url, recorder, THROTTLED)
    assert (result.probe, result.verdict, result.reason) == (case.probe, case.verdict, case.reason)


@pytest.mark.parametrize("probe", [ProbeId.ID_TOKEN, ProbeId.REFRESH, ProbeId.ADMINS_REFRESHED])
def test_no_answer_is_a_result_and_not_an_exception(recorder: HttpRecorder, probe: ProbeId) -> None:
    result = ask(probe, "http://127.0.0.1:9", recorder, THROTTLED)
    assert (result.verdict, result.answer) == (ProbeVerdict.UNCLEAR, "No answer")
    assert "No connection: nothing answers at this address." in result.reason


def test_a_result_says_when_it_was_asked(api: CannedApi, recorder: HttpRecorder) -> None:
    sign_in = SignInApi(api.url, recorder)
    probes = TokenProbes(
        ProtectedApi(api.url, recorder), sign_in, FailingAws(THROTTLED), clock=lambda: 12.5
    )
    assert probes.ask(ProbeId.ID_TOKEN, HELD).asked_at == 12.5
    assert probes.ask(ProbeId.GET_USER, HELD).asked_at == 12.5
