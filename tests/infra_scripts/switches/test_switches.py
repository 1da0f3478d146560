"""Every switch on the real engine: seen on a live call, found by the doctor, and put back."""

import re

import pytest

from infra_scripts import operations, switch_operations, walk_operations
from infra_scripts.stack.stack_lock import stack_lock
from infra_scripts.switches.broken_stack import LAST_BUILT, BrokenStack
from infra_scripts.switches.live_call import ask, examine_unshown, own_lab, show_live
from infra_scripts.switches.switch import Asks, Switch
from infra_scripts.switches.table import SWITCHES, switch
from infra_scripts.walkthrough.walk_user import WALKER
from services.authorizer.comparison import Agreement, compare
from services.authorizer.decision import Decision
from services.authorizer.observation import answer_of
from services.cloud.aws import Aws
from services.errors import InputError, LabError, StackBusy, StoredFileError
from services.lab import Lab, open_lab
from tests.infra_scripts.provisioning import StackOfTest

pytestmark = pytest.mark.engine
SHOWN = [each for each in SWITCHES if each.unshown is None]
UNSHOWN = [each for each in SWITCHES if each.unshown is not None]
# What each call is answered while nothing is broken.
AS_BUILT = {
    Asks.NOTHING_SENT: 401,
    Asks.ID_TOKEN: 200,
    Asks.PREFLIGHT: 204,
    Asks.SIGN_IN: 200,
}
# id -> the answer, the check of the decision that stopped the call, the doctor's first cause
SEEN = {
    "no-authorizer": (200, "", "open-method"),
    "other-pool": (401, "issuer", "other-pool"),
    "scopes-added": (401, "token_use", "id-token-with-scopes"),
    "wrong-audience": (401, "audience", "audience"),
    "flow-off": (502, "", "flow-not-enabled"),
    "role-without-sign-in": (502, "", "role-lacks-action"),
    "no-permission": (500, "permission", "no-lambda-permission"),
    "resource-policy": (403, "resource_policy", "resource-policy"),
    "binary-media-types": (500, "mock", "options-mock-fails"),
    "no-cors-response": (401, "header", "cors-hides-the-answer"),
    "not-deployed": (401, "header", "not-deployed"),
    "function-raises": (502, "function", "function-failed"),
    "function-slow": (504, "function", "function-timed-out"),
}
ORIGIN = "access-control-allow-origin"


@pytest.fixture
def lab(broken: BrokenStack) -> Lab:
    return broken.walk.lab


def assert_whole(broken: BrokenStack) -> None:
    """Nothing is on, the plan is empty, and every call is answered as the walkthrough left it."""
    assert not broken.settings.switches_path.exists()
    assert broken.is_as_described()
    own = own_lab(broken.walk.lab)
    assert {asks: ask(own, asks).status for asks in AS_BUILT} == AS_BUILT


def test_every_switch_of_the_table_is_tried_here() -> None:
    assert [each.id for each in SHOWN] == list(SEEN)
    assert [each.id for each in UNSHOWN] == ["secret-rotated"]


@pytest.mark.parametrize("each", SHOWN, ids=lambda each: each.id)
def test_a_switch_is_seen_found_and_put_back(broken: BrokenStack, lab: Lab, each: Switch) -> None:
    status, check, cause = SEEN[each.id]
    switch_operations.turn_on(broken, each.id)
    try:
        assert [it.id for it in broken.on()] == [each.id]
        shown = show_live(lab, each)
        assert isinstance(shown.explanation, Decision)
        stopped = shown.explanation.stopped_by
        compared = compare(shown.explanation, answer_of(shown.call), is_local=True)
        assert shown.call.status == each.status == status
        assert (stopped.id if stopped else "") == check
        assert compared.agreement is Agreement.SAME
        assert shown.found[0].id == each.cause == cause
        assert not broken.is_as_described()
    finally:
        switch_operations.put_back(broken, [each.id])
    assert_whole(broken)


@pytest.mark.parametrize("each", UNSHOWN, ids=lambda each: each.id)
def test_what_cannot_be_shown_is_not_turned_on_and_the_doctor_knows_the_answer(
    broken: BrokenStack, lab: Lab, each: Switch
) -> None:
    assert each.unshown is not None
    assert each.unshown.evidence.address.startswith("https://")
    with pytest.raises(InputError, match=r"local engine"):
        switch_operations.turn_on(broken, each.id)
    assert not broken.settings.switches_path.exists()
    assert examine_unshown(lab, each)[0].id == each.cause


def test_a_refusal_that_lost_its_cors_header_had_one_before(broken: BrokenStack, lab: Lab) -> None:
    before = ask(own_lab(lab), Asks.NOTHING_SENT)
    switch_operations.turn_on(broken, "no-cors-response")
    after = ask(own_lab(lab), Asks.NOTHING_SENT)
    switch_operations.fix_all(broken)
    assert (before.response_header(ORIGIN), after.response_header(ORIGIN)) == ("*", None)


@pytest.mark.parametrize(
    "pair",
    [
        ("no-authorizer", "scopes-added"),
        ("no-authorizer", "other-pool"),
        ("other-pool", "wrong-audience"),
        ("flow-off", "role-without-sign-in"),
        ("no-permission", "function-raises"),
        ("resource-policy", "binary-media-types"),
        ("no-cors-response", "not-deployed"),
        ("function-raises", "function-slow"),
    ],
    ids=" and ".join,
)
@pytest.mark.parametrize("is_reversed", [False, True], ids=["first first", "last first"])
def test_two_at_once_both_come_back(
    broken: BrokenStack, pair: tuple[str, str], *, is_reversed: bool
) -> None:
    for each in pair:
        switch_operations.turn_on(broken, each)
    assert {each.id for each in broken.on()} == set(pair)
    first, second = reversed(pair) if is_reversed else pair
    switch_operations.put_back(broken, [first])
    assert [each.id for each in broken.on()] == [second]
    left = show_live(broken.walk.lab, switch(second))
    assert (left.call.status, left.found[0].id) == (SEEN[second][0], SEEN[second][2])
    switch_operations.put_back(broken, [second])
    assert_whole(broken)


@pytest.mark.parametrize("other", ["wrong-audience", "no-permission", "scopes-added"])
def test_what_is_not_deployed_stays_so_when_another_switch_deploys(
    broken: BrokenStack, lab: Lab, other: str
) -> None:
    switch_operations.turn_on(broken, "not-deployed")
    switch_operations.turn_on(broken, other)
    assert ask(own_lab(lab), Asks.NOTHING_SENT).response_header(ORIGIN) == "*"
    switch_operations.put_back(broken, [other])
    assert show_live(lab, switch("not-deployed")).found[0].id == "not-deployed"
    switch_operations.fix_all(broken)
    assert_whole(broken)


def test_all_at_once_are_fixed_by_one_press(broken: BrokenStack) -> None:
    for each in SHOWN:
        switch_operations.turn_on(broken, each.id)
    switch_operations.fix_all(broken)
    assert_whole(broken)


def test_a_call_that_needs_a_token_says_that_the_sign_in_is_broken_too(
    broken: BrokenStack, lab: Lab
) -> None:
    switch_operations.turn_on(broken, "flow-off")
    with pytest.raises(LabError, match="sign-in is broken, too"):
        show_live(lab, switch("function-raises"))
    switch_operations.fix_all(broken)


def test_a_step_of_the_walkthrough_puts_everything_back(broken: BrokenStack) -> None:
    switch_operations.turn_on(broken, "scopes-added")
    outcome = walk_operations.walk_step(broken.walk, "call-id-token")
    assert outcome.exchange is not None
    assert outcome.exchange.status == 200
    assert_whole(broken)


def test_fix_all_brings_the_user_back(broken: BrokenStack) -> None:
    switch_operations.turn_on(broken, "scopes-added")
    outputs = broken.walk.outputs()
    assert outputs is not None
    broken.walk.lab.aws.call(
        "cognito-idp",
        "admin_delete_user",
        UserPoolId=outputs.user_pool_id,
        Username=WALKER,
    )
    switch_operations.fix_all(broken)
    assert_whole(broken)


@pytest.mark.parametrize("at", ['"soon"', "{"])
def test_a_damaged_journal_keeps_nobody_from_fixing_all(broken: BrokenStack, at: str) -> None:
    switch_operations.turn_on(broken, "scopes-added")
    path = broken.settings.journal_path
    whole = path.read_text("utf-8")
    path.write_text(re.sub(r'"at": [\d.]+', f'"at": {at}', whole), "utf-8")
    with pytest.raises(StoredFileError, match="journal"):
        broken.walk.journal()
    switch_operations.fix_all(broken)
    assert broken.leases() == {}
    assert broken.is_as_described()
    path.write_text(whole, "utf-8")


def test_two_presenters_at_once_are_told_so(broken: BrokenStack) -> None:
    with stack_lock(broken.settings), pytest.raises(StackBusy):
        switch_operations.turn_on(broken, "flow-off")
    assert broken.leases() == {}


def test_without_a_whole_stack_there_is_nothing_to_break(stack: StackOfTest) -> None:
    lab = open_lab(stack.settings, aws=stack.aws, endpoint_url=stack.aws.endpoint_url)
    empty = BrokenStack(lab)
    with pytest.raises(InputError, match="no whole stack"):
        switch_operations.turn_on(empty, "flow-off")
    switch_operations.fix_all(empty)
    assert empty.walk.outputs() is None


@pytest.mark.parametrize("end", ["over", "down"])
def test_the_end_of_the_stack_forgets_the_switches(stack: StackOfTest, end: str) -> None:
    stack.apply()
    lab = open_lab(stack.settings, aws=stack.aws, endpoint_url=stack.aws.endpoint_url)
    broken = BrokenStack(lab)
    walk_operations.walk_step(broken.walk, LAST_BUILT)
    switch_operations.turn_on(broken, "scopes-added")
    if end == "over":
        walk_operations.walk_over(broken.walk)
    else:
        operations.down(Aws(stack.settings, stack.aws.endpoint_url))
    assert broken.leases() == {}
    assert broken.walk.outputs() is None
