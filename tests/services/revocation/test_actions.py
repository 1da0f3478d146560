"""The data of the six actions: complete, with evidence for every expectation."""

import pytest

from services.authorizer.evidence import SOURCES, Confidence
from services.revocation.actions import (
    ACTIONS,
    EVERY_ACTION,
    ProbeId,
    ProbeVerdict,
    RevocationAction,
    action,
)

ACCEPTED, REFUSED = ProbeVerdict.ACCEPTED, ProbeVerdict.REFUSED
DOCUMENTED, INFERRED = Confidence.DOCUMENTED, Confidence.INFERRED
SEVERAL, ONE = Confidence.SEVERAL_REPORTS, Confidence.ONE_REPORT
# action -> verdict and confidence of ID token, access token, GetUser, refresh
EXPECTED = {
    "sign_out_locally": [
        (ACCEPTED, SEVERAL),
        (ACCEPTED, INFERRED),
        (ACCEPTED, INFERRED),
        (ACCEPTED, INFERRED),
    ],
    "revoke_token": [
        (ACCEPTED, SEVERAL),
        (ACCEPTED, SEVERAL),
        (REFUSED, DOCUMENTED),
        (REFUSED, DOCUMENTED),
    ],
    "global_sign_out": [
        (ACCEPTED, DOCUMENTED),
        (ACCEPTED, ONE),
        (REFUSED, DOCUMENTED),
        (REFUSED, DOCUMENTED),
    ],
    "disable": [
        (ACCEPTED, INFERRED),
        (ACCEPTED, INFERRED),
        (REFUSED, DOCUMENTED),
        (REFUSED, INFERRED),
    ],
    "remove_from_group": [
        (ACCEPTED, INFERRED),
        (ACCEPTED, INFERRED),
        (ACCEPTED, INFERRED),
        (ACCEPTED, INFERRED),
    ],
    "delete": [
        (ACCEPTED, INFERRED),
        (ACCEPTED, INFERRED),
        (REFUSED, INFERRED),
        (REFUSED, INFERRED),
    ],
}


@pytest.mark.parametrize("action_id", EXPECTED)
def test_what_aws_is_expected_to_answer_and_how_sure_that_is(action_id: str) -> None:
    expected = action(action_id).expected
    said = [
        (expected[probe].verdict, expected[probe].evidence.confidence) for probe in EVERY_ACTION
    ]
    assert said == EXPECTED[action_id]


@pytest.mark.parametrize("each", ACTIONS, ids=lambda each: each.id.value)
def test_every_statement_names_sources_that_exist_and_says_why(each: RevocationAction) -> None:
    for stated in (each.evidence, *(it.evidence for it in each.expected.values())):
        assert stated.sources
        assert set(stated.sources) <= set(SOURCES)
    assert all(it.why.endswith(".") for it in each.expected.values())


def test_only_losing_the_group_asks_the_admin_route() -> None:
    asking = {each.id.value for each in ACTIONS if ProbeId.ADMINS in each.expected}
    assert asking == {"remove_from_group"}
