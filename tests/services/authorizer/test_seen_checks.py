"""Checks that no setting shows, only the answer: a resource policy, and a mock that cannot read."""

from dataclasses import replace

from services.authorizer.answers import observe
from services.authorizer.checks import CHECKS
from services.authorizer.observation import conditions_of
from services.authorizer.rest_api import Conditions
from tests.services.authorizer.cases import OPEN, api_of, decide

MOCK = api_of(replace(OPEN, function_name=""))
DENIED = "User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:x"
FAILED = '{"message": "Internal server error"}'


def test_a_resource_policy_that_does_not_allow_the_caller_stops_the_call() -> None:
    decision = decide(path="/open", conditions=Conditions(is_denied_by_policy=True))
    assert decision.stopped_by is not None
    assert decision.stopped_by.id == "resource_policy"
    assert (decision.stopped_by.answer.status, decision.stopped_by.answer.error_type) == (
        403,
        "AccessDeniedException",
    )


def test_a_mock_that_is_handed_something_binary_fails() -> None:
    conditions = Conditions(is_mock_unreadable=True)
    decision = decide(path="/open", api=MOCK, conditions=conditions)
    assert decision.stopped_by is not None
    assert decision.stopped_by.id == "mock"
    assert decision.stopped_by.answer.status == 500
    of_a_function = decide(path="/open", conditions=conditions)
    assert of_a_function.stopped_by is None


def test_the_answer_tells_of_both() -> None:
    headers = (("x-amzn-ErrorType", "AccessDeniedException"),)
    assert conditions_of(observe(403, headers, f'{{"Message": "{DENIED}"}}')).is_denied_by_policy
    assert conditions_of(observe(500, (), FAILED)).is_mock_unreadable
    headers = (("x-amzn-ErrorType", "AuthorizerConfigurationException"),)
    assert not conditions_of(observe(500, headers, FAILED)).is_mock_unreadable


def test_they_are_asked_after_the_authorizer_and_before_the_function() -> None:
    ids = [check.id for check in CHECKS]
    assert ids.index("scope") < ids.index("resource_policy") < ids.index("api_key")
    assert ids.index("body") < ids.index("mock") < ids.index("permission")
