"""Several pieces of evidence in one paste: the last one's cause comes first.

A log below an answer belongs to it where the log's cause fits that answer, too.
"""

from itertools import islice, permutations

import pytest

from services.doctor.cause import Strength
from services.doctor.complaint import Complaint
from services.doctor.consultation import Consultation, Pasted, examine_paste
from services.doctor.readers.reading import read_paste
from tests.services.doctor.cases.case_files import OpenCase, open_cases

NOT_EXPLAINED = "The last piece does not explain the answer above it; its own cause comes first."
LATER = "\n\nThat is solved, and now:\n\n"
TIMED_OUT = "2026-01-01T00:00:00Z abc-def Task timed out after 3.00 seconds"
NOT_ROUTED = (
    "HTTP/2 403\nx-amzn-errortype: MissingAuthenticationTokenException\n\n"
    '{"message":"Missing Authentication Token"}'
)
HIDDEN = (
    "Access to fetch at 'https://a.execute-api.eu-west-1.amazonaws.com/x' from origin "
    "'http://localhost' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header "
    "is present on the requested resource."
)
PIECES = {
    "code-mismatch": (
        "An error occurred (CodeMismatchException) when calling the RespondToAuthChallenge "
        "operation: Invalid code received for user"
    ),
    "not-routed": NOT_ROUTED,
    "function-timed-out": TIMED_OUT,
    "cors-header-not-allowed": (
        "Access to fetch at 'https://a.execute-api.eu-west-1.amazonaws.com/x' from origin "
        "'http://localhost' has been blocked by CORS policy: Request header field authorization is "
        "not allowed by Access-Control-Allow-Headers in preflight response."
    ),
    "user-may-not-sign-in": (
        '{"__type":"UserNotConfirmedException","message":"User is not confirmed."}'
    ),
    "oauth-scope-refused": "https://app.example.com/?error=invalid_scope&error_description=x",
    "lambda-permission-by-log": (
        "Execution failed due to configuration error: Invalid permissions on Lambda function\n"
        "Method completed with status: 500"
    ),
    "over-the-limit": "AxiosError: Request failed with status code 429",
    "verifier-reads-no-token": "JsonWebTokenError: jwt malformed",
    "code-expired": (
        "software.amazon.awssdk.services.cognitoidentityprovider.model.ExpiredCodeException: "
        "Invalid code provided (Service: CognitoIdentityProvider, Status Code: 400, Request ID: x)"
    ),
}


def examined(text: str) -> Consultation:
    return examine_paste(None, Pasted(text=text))


@pytest.mark.parametrize(("before", "last"), list(permutations(PIECES, 2)))
def test_the_last_piece_tells_the_first_cause(before: str, last: str) -> None:
    assert examined(PIECES[before] + LATER + PIECES[last]).causes[0].id == last


def test_a_log_that_explains_the_answer_above_it_is_certain() -> None:
    answer = 'HTTP/2 502\nx-amz-apigw-id: a\n\n{"message":"Internal server error"}'
    consultation = examined(f"{answer}\n\n{TIMED_OUT}")
    assert consultation.causes[0].id == "function-timed-out"
    assert consultation.causes[0].strength is Strength.CERTAIN
    assert NOT_EXPLAINED not in consultation.read_as


def test_a_log_that_does_not_fit_the_answer_above_it_is_likely_and_both_are_told() -> None:
    consultation = examined(f"{NOT_ROUTED}\n\n{TIMED_OUT}")
    found = [(each.rank, each.id, each.strength) for each in consultation.causes[:2]]
    assert found == [
        (1, "function-timed-out", Strength.LIKELY),
        (2, "not-routed", Strength.LIKELY),
    ]
    assert NOT_EXPLAINED in consultation.read_as


def test_a_log_below_a_success_explains_nothing() -> None:
    assert examined(f'HTTP/2 200\nx-amz-apigw-id: a\n\n{{"ok":true}}\n\n{TIMED_OUT}').causes == ()


@pytest.mark.parametrize("text", [f"{NOT_ROUTED}\n\n{HIDDEN}", f"{HIDDEN}\n\n{NOT_ROUTED}"])
def test_the_answer_comes_before_the_browser_that_hid_it(text: str) -> None:
    assert [each.id for each in examined(text).causes[:2]] == [
        "not-routed",
        "cors-hidden-by-console",
    ]


@pytest.mark.parametrize("status", ["and the page then shows 400", "HTTP/1.1 401 Unauthorized"])
def test_a_status_alone_does_not_displace_the_redirect_that_explains_itself(status: str) -> None:
    first = examined(f"{PIECES['oauth-scope-refused']}\n{status}").causes[0]
    assert (first.id, first.strength) == ("oauth-scope-refused", Strength.LIKELY)


def test_an_answer_with_a_body_displaces_the_redirect_above_it() -> None:
    answer = 'HTTP/1.1 400 Bad Request\n\n{"message":"nope"}'
    assert examined(f"{PIECES['oauth-scope-refused']}\n\n{answer}").causes == ()


def test_the_request_of_an_earlier_refusal_is_not_the_last_ones() -> None:
    first = 'OPTIONS /x HTTP/1.1\nHost: a\n\nHTTP/1.1 500\n\n{"message":"Internal server error"}'
    last = 'HTTP/1.1 403\n\n{"Message":"User is not authorized to access this resource"}'
    assert examined(first + LATER + last).causes[0].id == "lambda-authorizer-denied"


def one_case_a_cause() -> list[OpenCase]:
    """Return the refusals of a form; sentences are nobody's answer beside one that has a form."""
    cases = [each for each in open_cases() if each.complaint is Complaint.REFUSED]
    told = [each for each in cases if not (each.token or read_paste(each.text).is_hearsay)]
    refused = [
        each for each in told if "CodeDeliveryDetails" not in each.text
    ]  # the mark of a success
    return list({each.causes[0]: each for each in refused}.values())


def sample_of_pairs() -> list[tuple[OpenCase, OpenCase]]:
    """Return every 61st pair of one case a cause, in the order of the case files."""
    pairs = islice(permutations(one_case_a_cause(), 2), 0, None, 61)
    return [(one, last) for one, last in pairs if not set(one.causes) & set(last.causes)]


def test_pairs_of_cases_are_told_by_their_last_piece() -> None:
    pairs = sample_of_pairs()
    found = [
        (one, last, first)
        for one, last in pairs
        for first in last.examined(text=one.text + LATER + last.text).causes[:1]
    ]
    by_last = [first.id for _, last, first in found if first.id in last.causes]
    of_neither = [
        (one.name, last.name, first.id)
        for one, last, first in found
        if first.strength is Strength.CERTAIN and first.id not in (*one.causes, *last.causes)
    ]
    assert len(pairs) == 271
    assert len(by_last) >= 235
    assert of_neither == []
