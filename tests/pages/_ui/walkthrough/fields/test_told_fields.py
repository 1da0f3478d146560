"""What is told of a step's fields, by the calls that the walkthrough really makes."""

from typing import Any

import pytest

from infra_scripts import walk_operations
from infra_scripts.walkthrough.steps import STEPS
from infra_scripts.walkthrough.walk import Walk
from infra_scripts.walkthrough.walk_step import StepKind
from pages._server.process import LabProcess
from pages._ui.page.facts_table import Fact
from pages._ui.walkthrough.fields.field_words import FIELDS
from pages._ui.walkthrough.fields.told_fields import facts_on_stage, field_facts, told_fields
from services.cloud.recorded_call import RecordedCall


def call(operation: str, error_code: str = "", **parameters: Any) -> RecordedCall:
    return RecordedCall(
        service="apigateway",
        operation=operation,
        parameters=parameters,
        answer_ids={},
        source=None,
        error_code=error_code,
    )


def method(kind: str, verb: str = "GET", resource: str = "r1") -> RecordedCall:
    where = {"restApiId": "a1", "resourceId": resource, "httpMethod": verb}
    return call("put_method", **where, authorizationType=kind)


def told(*calls: RecordedCall, earlier: tuple[RecordedCall, ...] = ()) -> list[tuple[str, str]]:
    return [(fact.tag, fact.value) for fact in field_facts(told_fields(calls, earlier))]


def test_a_changed_field_tells_what_it_was() -> None:
    before = (method("NONE"), method("AWS_IAM", verb="POST"), method("AWS_IAM", resource="r2"))
    assert told(method("COGNITO_USER_POOLS"), earlier=before) == [
        ("GET", "NONE → COGNITO_USER_POOLS")
    ]


def test_a_field_that_stays_as_it_was_is_not_told() -> None:
    assert told(method("NONE"), earlier=(method("NONE"),)) == []


def test_what_is_made_new_has_no_value_before() -> None:
    earlier = (call("create_resource", restApiId="a1", pathPart="my-api"),)
    made = call("create_resource", restApiId="a1", pathPart="admins")
    assert told(made, earlier=earlier) == [("", "admins")]


def test_a_refused_call_tells_nothing() -> None:
    refused = call("create_resource", "ConflictException", restApiId="a1", pathPart="my-api")
    assert told(refused) == []


def test_the_same_field_of_several_calls_is_told_once_for_each_method() -> None:
    both = (method("NONE", "OPTIONS"), method("NONE", "OPTIONS", "r2"), method("NONE"))
    assert told(*both) == [("OPTIONS", "NONE"), ("GET", "NONE")]


def test_the_stage_has_three_fields_each_of_them_once() -> None:
    parts = [call("create_resource", restApiId="a1", pathPart="my-api")]
    parts += [method("NONE"), method("NONE", "OPTIONS")]
    parts += [call("put_integration", type="MOCK"), call("put_gateway_response", responseType="X")]
    facts = facts_on_stage(told_fields(parts))
    assert [(fact.title, fact.name) for fact in facts] == [
        ("Authorization type of GET", ""),
        ("Path", ""),
        ("Answers that get CORS headers", ""),
    ]


def facts_of(walk: Walk, step_id: str) -> list[Fact]:
    ran = walk.journal().ran
    ids = list(ran)
    earlier = [each for name in ids[: ids.index(step_id)] for each in ran[name].calls]
    return field_facts(told_fields(ran[step_id].calls, earlier))


@pytest.mark.engine
def test_each_step_that_builds_tells_its_fields_and_each_entry_is_met(
    lab_process: LabProcess,
) -> None:
    walk = Walk(lab_process.lab())
    met: set[tuple[str, str]] = set()
    try:
        walk_operations.walk_step(walk, "admins-route")
        walk_operations.walk_step(walk, "attach")  # again: the calls that built it stay
        for walked in STEPS:
            if not walked.changes_the_stack:
                continue
            record = walk.journal().ran[walked.id]
            met |= {(it.operation, it.path) for it in told_fields(record.calls)}
            assert len(facts_of(walk, walked.id)) >= 2, walked.id
            if walked.kind is StepKind.BUILD:
                assert len(facts_on_stage(told_fields(record.calls))) >= 2, walked.id
        attached = {fact.title: fact.value for fact in facts_of(walk, "attach")}
        role = {fact.title: fact.value for fact in facts_of(walk, "sign-in-function")}
        pool = walk.journal().ran["user-pool"].calls[0].parameters
    finally:
        walk.clear()
    assert met == set(FIELDS)
    assert attached["Authorization type"] == "NONE → COGNITO_USER_POOLS"
    assert "Deployment of the stage" in attached
    assert "Integration" not in attached, "it stays as it was"
    assert role["What the function may do"].startswith("cognito-idp:AdminInitiateAuth, ")
    assert "UsernameAttributes" not in pool, "the username signs in, as its field says"


def test_each_meaning_is_a_sentence() -> None:
    assert all(words.meaning.endswith(".") and words.title for words in FIELDS.values())
