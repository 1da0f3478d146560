"""Asking the doctor with what a Lab knows; what may not be read is left out and not missed."""

import time
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from services.cloud.aws import Aws
from services.doctor.complaint import Complaint
from services.doctor.consultation import Pasted, examine_call, examine_paste
from services.errors import AccessDenied
from services.home.outputs import StackOutputs, save_outputs, with_addresses
from services.lab import Lab
from services.settings import Settings
from services.traffic.exchange import Exchange
from services.traffic.recorder import HttpRecorder

ENGINE = "http://127.0.0.1:4566"
UNAUTHORIZED = 'HTTP/1.1 401 Unauthorized\n\n{"message":"Unauthorized"}'


class Forbidden(Aws):
    """Refuses every call, as AWS does to credentials without permissions."""

    def call(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        raise AccessDenied("not authorized to perform", code="AccessDenied", operation=operation)


@pytest.fixture
def lab(tmp_path: Path) -> Lab:
    settings = Settings(home=tmp_path)
    outputs = StackOutputs(
        cloud="local",
        region="us-east-1",
        stack="authorizer-lab",
        stage="demo",
        user_pool_id="us-east-1_Lab",
        app_client_id="client1",
        rest_api_id="api1",
    )
    save_outputs(settings, with_addresses(outputs, ENGINE))
    aws = Forbidden(settings, ENGINE)
    return Lab(settings=settings, aws=aws, recorder=HttpRecorder(), clock=time.time)


def refused(**values: Any) -> Exchange:
    return Exchange(
        id="1",
        label="a call",
        started_at=0.0,
        duration_ms=1.0,
        method="GET",
        url=f"{ENGINE}/_aws/execute-api/api1/demo/my-api",
        status=401,
        response_body='{"message":"Unauthorized"}',
        **values,
    )


def test_a_call_is_examined_without_the_settings(lab: Lab) -> None:
    found = examine_call(lab, refused(request_headers=()))
    assert found[0].id == "no-token"
    assert found[0].because == (
        "The authorizer reads the token from Authorization, and that header was not sent.",
    )


def test_a_paste_is_examined_without_the_settings(lab: Lab) -> None:
    pasted = Pasted(text=UNAUTHORIZED, http_method="GET", path="/my-api")
    assert [each.id for each in examine_paste(lab, pasted).causes] == [
        "no-token",
        "access-token-without-scopes",
        "other-pool",
    ]


@pytest.mark.parametrize("without_lab", [True, False])
def test_a_text_that_tells_nothing_is_no_error(lab: Lab, without_lab: bool) -> None:
    unseen = Pasted(text=" ", complaint=Complaint.NO_BROWSER_ANSWER)
    known = None if without_lab else lab
    assert [each.id for each in examine_paste(known, unseen).causes] == ["cors-hides-the-answer"]
    consultation = examine_paste(known, Pasted(text="it does not work"))
    assert consultation.causes == ()
    assert consultation.next_step.startswith("There is no answer in this text. Paste what")


def test_neither_the_token_nor_the_answer_is_in_the_repr() -> None:
    assert "secret" not in repr(Pasted(text="secret-1", token="secret-2"))


REFUSALS = {
    "code-mismatch": (
        "An error occurred (CodeMismatchException) when calling the RespondToAuthChallenge "
        "operation: Invalid code received for user"
    ),
    "not-routed": (
        "HTTP/2 403\nx-amzn-errortype: MissingAuthenticationTokenException\n\n"
        '{"message":"Missing Authentication Token"}'
    ),
    "user-may-not-sign-in": (
        '{"__type":"UserNotConfirmedException","message":"User is not confirmed."}'
    ),
    "oauth-scope-refused": "https://app.example.com/?error=invalid_scope&error_description=x",
    "over-the-limit": "AxiosError: Request failed with status code 429",
    "lambda-permission-by-log": (
        "Execution failed due to configuration error: Invalid permissions on Lambda function\n"
        "Method completed with status: 500"
    ),
    "code-expired": (
        "software.amazon.awssdk.services.cognitoidentityprovider.model.ExpiredCodeException: "
        "Invalid code (Service: CognitoIdentityProvider, Status Code: 400, Request ID: x)"
    ),
}


@pytest.mark.parametrize(("before", "last"), list(permutations(REFUSALS, 2)))
def test_of_several_refusals_the_last_one_counts(before: str, last: str) -> None:
    text = f"{REFUSALS[before]}\n\nThat is solved, and now:\n\n{REFUSALS[last]}"
    consultation = examine_paste(None, Pasted(text=text))
    assert consultation.causes[0].id == last
    assert before not in [each.id for each in consultation.causes]
    assert "Left out: 1 refusal before the last one." in consultation.read_as
