"""Causes without an error: the answer is right and surprises; caused for real where it can be."""

import json

import pytest

from services.api.routes import route
from services.api.sign_in import SignedIn
from services.doctor.complaint import Complaint
from services.doctor.symptom import Symptom
from services.traffic.exchange import Exchange
from tests.engine.cloud import PASSWORD, Cloud
from tests.services.doctor.practice import Practice, first_of_paste

pytestmark = pytest.mark.engine


def known(practice: Practice, complaint: Complaint) -> Symptom:
    return Symptom(api=practice.lab.api, complaint=complaint)


def call_as(practice: Practice, user: str, route_id: str) -> Exchange:
    token = practice.tokens(user).id_token
    return practice.lab.protected_api.call(route(route_id), f"Bearer {token}")


def test_the_token_works_after_a_global_sign_out(practice: Practice) -> None:
    practice.new_user("leaver")
    token = practice.tokens("leaver").id_token
    practice.lab.aws.call(
        "cognito-idp",
        "admin_user_global_sign_out",
        UserPoolId=practice.lab.outputs.user_pool_id,
        Username="leaver",
    )
    call = practice.lab.protected_api.call(route("my_api"), f"Bearer {token}")
    assert call.status == 200
    first = practice.first(call, known(practice, Complaint.LET_IN))
    assert first.id == "token-outlives-the-sign-out"


def test_forgetting_the_tokens_revokes_nothing(practice: Practice) -> None:
    practice.new_user("forgetful")
    kept = practice.tokens("forgetful").refresh_token
    outcome = practice.lab.sign_in.refresh("forgetful", kept)
    assert isinstance(outcome, SignedIn)
    first = practice.first(outcome.exchange, known(practice, Complaint.LET_IN))
    assert first.id == "sign-out-revokes-nothing"


def test_a_group_that_the_token_does_not_know(practice: Practice) -> None:
    practice.new_user("joiner")
    token = practice.tokens("joiner").id_token
    practice.lab.aws.call(
        "cognito-idp",
        "admin_add_user_to_group",
        UserPoolId=practice.lab.outputs.user_pool_id,
        Username="joiner",
        GroupName="admins",
    )
    call = practice.lab.protected_api.call(route("admins"), f"Bearer {token}")
    assert call.status == 403
    first = practice.first(call, known(practice, Complaint.STALE_CLAIMS))
    assert first.id == "token-older-than-the-change"
    assert first.because[2] == "Its groups are none."


def test_claims_arrive_as_text(practice: Practice) -> None:
    practice.new_user("reader")
    call = call_as(practice, "reader", "my_api")
    first = practice.first(call, known(practice, Complaint.ODD_CLAIMS))
    assert first.id == "claims-as-text"
    assert first.because[0] == "Every claim arrived as str."


def test_the_functions_403_is_not_the_authorizers(practice: Practice) -> None:
    practice.new_user("guest")
    call = call_as(practice, "guest", "admins")
    assert call.status == 403
    first = practice.first(call)
    assert first.id == "groups-are-the-apps-job"
    assert "it wants admins, and the token holds none" in first.because[0]


def test_the_authorizers_cache_is_named_and_not_asserted(practice: Practice) -> None:
    """Whether a Cognito authorizer caches was never verified, so nothing can show it."""
    call = practice.lab.protected_api.call(route("my_api"), None)
    first = practice.first(call, known(practice, Complaint.CHANGING))
    assert first.id == "authorizer-cache"
    assert "was not verified on AWS" in first.because[0]
    assert first.evidence.confidence == "not verified"


def test_another_tool_says_otherwise(practice: Practice) -> None:
    """The console's test takes ID tokens only; the deployed method accepts this access token."""
    practice.new_user("tester")
    token = practice.tokens("tester").access_token
    call = practice.lab.protected_api.call(route("scoped"), f"Bearer {token}")
    assert call.status == 200
    first = practice.first(call, known(practice, Complaint.ELSEWHERE))
    assert first.id == "tools-differ"


def test_tokens_without_a_secret_hash(cloud: Cloud) -> None:
    """This engine checks the hash, so the answer is one to a client without a secret: an emulator
    that ignores secrets gives the same to a client with one."""
    pool = cloud.new_pool()
    pool.new_user("ana")
    answer = pool.sign_in(pool.new_client()["ClientId"], "ana")
    answer.pop("ResponseMetadata")
    asked = {"AuthParameters": {"USERNAME": "ana", "PASSWORD": PASSWORD}}
    symptom = Symptom(complaint=Complaint.LET_IN, request_body=json.dumps(asked))
    first = first_of_paste(json.dumps(answer), symptom)
    assert first.id == "emulator-ignores-the-secret"


def test_an_open_method_lets_everybody_in(practice: Practice) -> None:
    call = practice.lab.protected_api.call(route("open"), None)
    assert practice.first(call, known(practice, Complaint.LET_IN)).id == "open-method"
