"""Decided beside observed: what is the same, what differs, and what excuses it."""

from typing import Any

import pytest

from services.authorizer.answers import ObservedAnswer, observe
from services.authorizer.comparison import (
    Agreement,
    SameFields,
    WantedAnswer,
    compare,
    compare_fields,
    is_as_decided,
)
from services.authorizer.decision import Decision
from tests.services.authorizer.cases import decide, id_token

GOOD = id_token()
REFUSED = decide(None)
LET_IN = decide(GOOD)
MOCKED = decide(http_method="OPTIONS")
NOT_ROUTED = decide(f"Bearer {GOOD}", path="/nowhere")


def gateway(status: int, message: str, error_type: str = "") -> ObservedAnswer:
    headers = (("x-amzn-ErrorType", error_type),) if error_type else ()
    return observe(status, headers, f'{{"message":"{message}"}}')


UNAUTHORIZED = gateway(401, "Unauthorized", "UnauthorizedException")
NO_ROUTE = gateway(403, "Missing Authentication Token", "MissingAuthenticationTokenException")
OF_FUNCTION = observe(200, (), '{"route":"/my-api"}')
NOTHING = ObservedAnswer(status=None)


@pytest.mark.parametrize(
    ("decision", "observed", "agreement", "differing"),
    [
        pytest.param(REFUSED, UNAUTHORIZED, "same", (), id="refused as decided"),
        pytest.param(
            REFUSED,
            gateway(401, "Unauthorized", "AccessDeniedException"),
            "same",
            ("error type",),
            id="the error type is told apart",
        ),
        pytest.param(
            REFUSED, gateway(401, "Unauthorized"), "same", ("error type",), id="no error type"
        ),
        pytest.param(
            REFUSED,
            gateway(401, "Unauthorized."),
            "different",
            ("body", "error type"),
            id="a text that goes on where AWS's does not",
        ),
        pytest.param(
            REFUSED,
            OF_FUNCTION,
            "different",
            ("status", "body", "error type"),
            id="let in where a refusal is decided",
        ),
        pytest.param(
            REFUSED,
            observe(401, (), '{"message":"Unauthorized","route":"/my-api"}'),
            "different",
            ("body", "error type"),
            id="the function's own 401",
        ),
        pytest.param(LET_IN, OF_FUNCTION, "same", (), id="the function answered as decided"),
        pytest.param(
            LET_IN,
            UNAUTHORIZED,
            "different",
            ("status", "body", "error type"),
            id="refused where the function should answer",
        ),
        pytest.param(
            LET_IN, NOTHING, "different", ("status", "body"), id="nothing answered at all"
        ),
        pytest.param(MOCKED, observe(204, (), ""), "same", (), id="a mock answers with nothing"),
        pytest.param(
            MOCKED,
            gateway(200, "hello"),
            "same",
            (),
            id="a mock that writes a message only",
        ),
        pytest.param(
            NOT_ROUTED,
            gateway(
                403,
                "Invalid key=value pair (missing equal-sign) in Authorization header (x)",
                "IncompleteSignatureException",
            ),
            "same",
            (),
            id="a text that goes on with the request's own",
        ),
        pytest.param(
            NOT_ROUTED,
            NO_ROUTE,
            "known difference",
            ("body", "error type"),
            id="a difference that is listed",
        ),
    ],
)
def test_an_answer_compares_with_the_decided_one(
    decision: Decision, observed: ObservedAnswer, agreement: str, differing: tuple[str, ...]
) -> None:
    found = compare(decision, observed, is_local=True)
    assert (found.agreement.value, found.fields.differing) == (agreement, differing)
    assert found.is_same is is_as_decided(decision, observed) is (agreement == "same")
    assert (found.difference is not None) is (agreement == "known difference")


@pytest.mark.parametrize(
    ("observed", "is_local", "agreement", "reason"),
    [
        pytest.param(
            NO_ROUTE,
            True,
            Agreement.KNOWN_DIFFERENCE,
            "Unknown path with an Authorization header: 403 Missing Authentication Token, as "
            "without the header.",
            id="the local engine",
        ),
        pytest.param(
            NO_ROUTE,
            False,
            Agreement.DIFFERENT,
            "Not what AWS answers: body, error type.",
            id="AWS has no known differences",
        ),
        pytest.param(
            OF_FUNCTION,
            True,
            Agreement.DIFFERENT,
            "Not what AWS answers: status, body, error type.",
            id="another answer than the listed one",
        ),
    ],
)
def test_a_difference_has_a_reason(
    observed: ObservedAnswer, is_local: bool, agreement: Agreement, reason: str
) -> None:
    found = compare(NOT_ROUTED, observed, is_local=is_local)
    assert (found.agreement, found.reason) == (agreement, reason)
    assert compare(REFUSED, UNAUTHORIZED, is_local=is_local).reason == ""


@pytest.mark.parametrize(
    ("wanted", "observed", "same"),
    [
        pytest.param(
            {"status": 200, "route": "/my-api"}, OF_FUNCTION, (True, True, True), id="the function"
        ),
        pytest.param(
            {"status": 200, "route": "/open"},
            OF_FUNCTION,
            (True, False, True),
            id="the function of another route",
        ),
        pytest.param(
            {"status": 403, "route": "/my-api"},
            OF_FUNCTION,
            (False, True, True),
            id="the function with another status",
        ),
        pytest.param(
            {"status": 204, "route": ""}, observe(204, (), ""), (True, True, True), id="no body"
        ),
        pytest.param(
            {"status": 401, "message": "The incoming token has expired"},
            gateway(401, "The incoming token has expired", "UnauthorizedException"),
            (True, True, True),
            id="an error type that nobody has reported",
        ),
    ],
)
def test_an_expectation_compares_field_by_field(
    wanted: dict[str, Any], observed: ObservedAnswer, same: tuple[bool, bool, bool]
) -> None:
    status, body, error_type = same
    fields = SameFields(status=status, body=body, error_type=error_type)
    assert compare_fields(WantedAnswer(**wanted), observed) == fields


@pytest.mark.parametrize(
    ("first", "second", "is_also"),
    [
        pytest.param({"status": None}, {"status": 200, "route": "/x"}, True, id="both let in"),
        pytest.param({"status": None}, {"status": 401, "message": "No"}, False, id="one lets in"),
        pytest.param(
            {"status": 403, "message": "Text", "is_prefix": True},
            {"status": 403, "message": "Text and more", "is_prefix": True},
            True,
            id="a text that goes on",
        ),
        pytest.param(
            {"status": 403, "message": "Text"},
            {"status": 403, "message": "Text and more"},
            False,
            id="another text",
        ),
        pytest.param(
            {"status": 403, "message": "No"}, {"status": 401, "message": "No"}, False, id="status"
        ),
    ],
)
def test_two_wanted_answers_say_the_same_or_not(
    first: dict[str, Any], second: dict[str, Any], is_also: bool
) -> None:
    assert WantedAnswer(**first).is_also(WantedAnswer(**second)) is is_also
