"""What each act is for a user in each status: a change, nothing to do, or a refusal."""

from datetime import UTC, datetime
from typing import Any

import pytest

from services.errors import InputError
from services.users.bulk.acts.act import Act, ActKind, act_from
from services.users.bulk.acts.act_decision import decide
from services.users.bulk.acts.row_decision import Verdict
from services.users.directory import UserStatus, UserSummary
from services.users.one_user.pool_facts import PoolFacts
from services.users.one_user.schema import AttributeKind, PoolAttribute, PoolSchema
from services.users.passwords import PasswordPolicy, unmet_rules
from services.users.snapshot.question import UserRow

POOL = PoolFacts(
    user_pool_id="us-east-1_Lab",
    name="lab",
    policy=PasswordPolicy(minimum_length=24),
    groups=frozenset({"staff", "night"}),
    schema=PoolSchema(
        attributes=(
            PoolAttribute(name="email", kind=AttributeKind.TEXT, is_mutable=True, is_required=True),
            PoolAttribute(name="name", kind=AttributeKind.TEXT, is_mutable=True, is_required=False),
            PoolAttribute(
                name="custom:badge", kind=AttributeKind.TEXT, is_mutable=False, is_required=False
            ),
        )
    ),
)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
C, N, R = "change", "nothing to do", "refused"
STATUSES = (
    "UNCONFIRMED",
    "FORCE_CHANGE_PASSWORD",
    "CONFIRMED",
    "RESET_REQUIRED",
    "EXTERNAL_PROVIDER",
)


def person(
    status: str = "CONFIRMED",
    groups: tuple[str, ...] = (),
    *,
    enabled: bool = True,
    **attributes: str,
) -> UserRow:
    attributes = {"email": "maya@example.com", "email_verified": "false", **attributes}
    user = UserSummary(
        username="maya",
        sub="1",
        status=UserStatus(status),
        enabled=enabled,
        email=attributes["email"],
        email_verified=attributes["email_verified"] == "true",
        created_at=NOW,
        modified_at=NOW,
        attributes={name: value for name, value in attributes.items() if value},
    )
    return UserRow(user=user, groups=groups)


def act(kind: ActKind, **fields: Any) -> Act:
    return Act(kind=kind, **fields)


@pytest.mark.parametrize(
    ("made", "by_status"),
    [
        pytest.param(act(ActKind.ENABLE), (N, N, N, N, N), id="enable"),
        pytest.param(act(ActKind.DISABLE), (C, C, C, C, C), id="disable"),
        pytest.param(act(ActKind.DELETE), (C, C, C, C, C), id="delete"),
        pytest.param(act(ActKind.SIGN_OUT), (C, C, C, C, C), id="sign out"),
        pytest.param(act(ActKind.ADD_GROUPS, groups=("staff",)), (C, C, C, C, C), id="add groups"),
        pytest.param(act(ActKind.REMOVE_GROUPS, groups=("staff",)), (N, N, N, N, N), id="remove"),
        pytest.param(act(ActKind.REPLACE_GROUPS, groups=("staff",)), (C, C, C, C, C), id="replace"),
        pytest.param(act(ActKind.TEMPORARY_PASSWORD), (C, C, C, C, R), id="temporary password"),
        pytest.param(act(ActKind.RESEND), (R, C, R, R, R), id="resend the invitation"),
        pytest.param(act(ActKind.VERIFY_EMAIL), (C, C, C, C, C), id="verify e-mail"),
        pytest.param(
            act(ActKind.SET_ATTRIBUTE, attribute="name", value="Maya"), (C, C, C, C, C), id="set"
        ),
        pytest.param(
            act(ActKind.DELETE_ATTRIBUTE, attribute="name"), (N, N, N, N, N), id="delete attribute"
        ),
    ],
)
def test_each_act_in_each_status(made: Act, by_status: tuple[str, ...]) -> None:
    found = tuple(decide(made, person(status), POOL).verdict.value for status in STATUSES)
    assert found == by_status


@pytest.mark.parametrize("kind", ActKind)
def test_nobody_is_refused_whatever_the_act(kind: ActKind) -> None:
    fields = {"groups": ("staff",), "attribute": "name", "value": "x"}
    decision = decide(act(kind, **fields), None, POOL)
    assert (decision.verdict, decision.reason) == (Verdict.REFUSED, "Cognito has no such user.")


@pytest.mark.parametrize(
    ("made", "row", "verdict", "reason"),
    [
        (act(ActKind.DISABLE), person(enabled=False), N, "The user is disabled already."),
        (
            act(ActKind.ADD_GROUPS, groups=("staff",)), person(groups=("night", "staff")), N,
            "The user is in these groups already.",
        ),
        (
            act(ActKind.ADD_GROUPS, groups=("staff", "day")), person(), R,
            "The user pool has no group day.",
        ),
        (act(ActKind.REPLACE_GROUPS), person(), N, "The user is in exactly these groups already."),
        (
            act(ActKind.VERIFY_EMAIL), person(email_verified="true"), N,
            "The e-mail address is verified already.",
        ),
        (act(ActKind.VERIFY_EMAIL), person(email=""), R, "The user has no e-mail address."),
        (
            act(ActKind.RESEND), person("FORCE_CHANGE_PASSWORD", email=""), R,
            "The user has no e-mail address to send it to.",
        ),
        (
            act(ActKind.SET_ATTRIBUTE, attribute="email", value="nonsense"), person(), R,
            "email takes an address such as name@example.com.",
        ),
        (
            act(ActKind.SET_ATTRIBUTE, attribute="email", value="maya@example.com"), person(), N,
            "email has this value already.",
        ),
        (
            act(ActKind.SET_ATTRIBUTE, attribute="custom:team", value="x"), person(), R,
            "The user pool has no attribute custom:team.",
        ),
        (
            act(ActKind.SET_ATTRIBUTE, attribute="custom:badge", value="x"), person(), R,
            "custom:badge can be set when a user is created, and never changed.",
        ),
        (
            act(ActKind.DELETE_ATTRIBUTE, attribute="email"), person(), R,
            "email is required in this user pool.",
        ),
    ],
)  # fmt: skip
def test_why_a_row_is_no_change(made: Act, row: UserRow, verdict: str, reason: str) -> None:
    decision = decide(made, row, POOL)
    assert (decision.verdict.value, decision.reason, decision.change) == (verdict, reason, None)


@pytest.mark.parametrize(
    ("made", "before", "after"),
    [
        (act(ActKind.DISABLE), {"enabled": True}, {"enabled": False}),
        (
            act(ActKind.ADD_GROUPS, groups=("staff",)),
            {"groups": ["night"]}, {"groups": ["night", "staff"]},
        ),
        (act(ActKind.REMOVE_GROUPS, groups=("night", "x")), {"groups": ["night"]}, {"groups": []}),
        (
            act(ActKind.REPLACE_GROUPS, groups=("staff",)),
            {"groups": ["night"]}, {"groups": ["staff"]},
        ),
        (
            act(ActKind.VERIFY_EMAIL),
            {"attributes": {"email_verified": "false"}}, {"attributes": {"email_verified": "true"}},
        ),
        (
            act(ActKind.SET_ATTRIBUTE, attribute="email", value="m@example.com", is_verified=True),
            {"attributes": {"email": "maya@example.com", "email_verified": "false"}},
            {"attributes": {"email": "m@example.com", "email_verified": "true"}},
        ),
    ],
)  # fmt: skip
def test_what_a_change_changes(made: Act, before: Any, after: Any) -> None:
    change = decide(made, person(groups=("night",)), POOL).change
    assert change is not None
    assert (change.before, change.after) == (before, after)


def test_each_user_gets_a_password_of_their_own_that_fits_the_policy() -> None:
    made = [decide(act(ActKind.TEMPORARY_PASSWORD), person(), POOL) for _ in range(20)]
    assert len({each.password for each in made}) == 20
    assert {unmet_rules(each.password, POOL.policy) for each in made} == {()}
    assert [each for each in made if each.password in repr(each)] == []


@pytest.mark.parametrize("kind", ActKind)
def test_an_act_comes_back_whole_from_the_journal(kind: ActKind) -> None:
    made = act(kind, groups=("staff",), attribute="name", value="Maya", is_verified=True)
    assert act_from(made.as_json()) == made


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        (ActKind.ADD_GROUPS, {}, "No group is named"),
        (ActKind.REMOVE_GROUPS, {}, "No group is named"),
        (ActKind.SET_ATTRIBUTE, {"value": "x"}, "No attribute is named"),
        (
            ActKind.SET_ATTRIBUTE,
            {"attribute": "custom:api_token", "value": "x"},
            "name of a secret",
        ),
    ],
)
def test_an_act_that_no_user_could_be_given_is_refused(
    kind: ActKind, fields: dict[str, str], words: str
) -> None:
    with pytest.raises(InputError, match=words):
        act(kind, **fields)
