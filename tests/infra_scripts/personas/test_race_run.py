"""Revocation races on the real engine: literal answers, and a persona who always comes back."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from infra_scripts.operations import run_races
from infra_scripts.personas.race_run import borrowed_persona
from infra_scripts.stack.stack_lock import stack_lock
from services.cloud.aws import Aws
from services.errors import InputError, StackBusy, Throttled
from services.home.personas import save_personas
from services.lab import Lab, open_lab
from services.progress import StepEvent, StepState
from services.revocation import race as race_module
from services.revocation.actions import (
    ACTIONS,
    ActionId,
    ProbeId,
    ProbeVerdict,
    RevocationAction,
    action,
)
from services.revocation.race import Race
from services.settings import Settings
from tests.infra_scripts.personas.seeding import SeededLab
from tests.infra_scripts.provisioning import StackOfTest, Watch

pytestmark = pytest.mark.engine

ID, ACCESS, USER, REFRESH = "id_token", "access_token", "get_user", "refresh"
OK, NO = ("accepted", "200 OK"), ("refused", "401 Unauthorized")
NOT_AUTHORIZED = ("refused", "400 NotAuthorizedException")
STILL_IN = {ID: OK, ACCESS: OK}
AFTER = {
    "sign_out_locally": {**STILL_IN, USER: OK, REFRESH: OK},
    "revoke_token": {**STILL_IN, USER: NOT_AUTHORIZED, REFRESH: NO},
    "global_sign_out": {**STILL_IN, USER: NOT_AUTHORIZED, REFRESH: NO},
    "disable": {**STILL_IN, USER: NOT_AUTHORIZED, REFRESH: NO},
    "remove_from_group": {
        **STILL_IN,
        "admins": OK,
        USER: OK,
        REFRESH: OK,
        "admins_refreshed": ("refused", "403 Forbidden"),
    },
    "delete": {**STILL_IN, USER: ("refused", "400 UserNotFoundException"), REFRESH: NO},
}
OMAR = {
    "status": "CONFIRMED",
    "enabled": True,
    "factors": [],
    "groups": ["admins"],
    "email": "omar@example.com",
    "email_verified": "true",
    "given_name": "Omar",
}


@pytest.fixture(scope="module")
def seeded(
    watched_aws: tuple[Aws, Watch],
    engine_settings: Settings,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[SeededLab]:
    aws, watch = watched_aws
    settings = replace(engine_settings, stack="races", home=tmp_path_factory.mktemp("races"))
    stack = StackOfTest(aws=aws, settings=settings, watch=watch)
    made = SeededLab(stack, stack.apply())
    made.seed()
    yield made
    stack.provisioner().destroy()


@pytest.fixture
def lab(seeded: SeededLab) -> Iterator[Lab]:
    """The lab of the seeded stack; every test must leave omar as the cast describes him."""
    yield open_lab(seeded.stack.settings, endpoint_url=seeded.stack.aws.endpoint_url)
    assert seeded.state("omar") == OMAR
    assert seeded.stack.writes_of(seeded.seed) == []


def race_of(lab: Lab, chosen: RevocationAction) -> Race:
    kept: list[Race] = []
    run_races(lab, [chosen], kept.append)
    assert len(kept) == 1
    return kept[0]


@pytest.mark.parametrize("action_id", AFTER)
def test_the_answers_before_and_after(lab: Lab, action_id: str) -> None:
    race = race_of(lab, action(action_id))
    assert race.username == "omar"
    after = {row.probe.value: (row.after.verdict.value, row.after.answer) for row in race.rows}
    assert after == AFTER[action_id]
    assert {(row.before.verdict, row.before.answer) for row in race.rows} == {
        (ProbeVerdict.ACCEPTED, "200 OK")
    }
    assert [row.probe for row in race.rows if not row.is_as_expected] == []


def test_every_action_has_its_literal_answers_here() -> None:
    assert [each.id.value for each in ACTIONS] == list(AFTER)


def test_what_cognito_says_of_a_revoked_token_is_the_reason(lab: Lab) -> None:
    after = race_of(lab, action("revoke_token")).row(ProbeId.GET_USER).after
    assert "Access Token has been revoked" in after.reason
    assert after.call is not None
    assert (after.call.operation, after.call.error_code) == ("get_user", "NotAuthorizedException")


def test_no_token_and_no_secret_is_in_a_result_but_in_its_exchange(lab: Lab) -> None:
    race = race_of(lab, action("revoke_token"))
    exchange = race.row(ProbeId.ID_TOKEN).after.exchange
    assert exchange is not None
    sent = exchange.request_header("Authorization") or ""
    assert sent.startswith("Bearer eyJ")
    assert "eyJ" not in repr(race)


def test_all_six_follow_each_other_on_one_persona(lab: Lab) -> None:
    kept: list[Race] = []
    events: list[StepEvent] = []
    run_races(lab, ACTIONS, kept.append, events.append)
    assert [race.action.id.value for race in kept] == list(AFTER)
    done = [(event.number, event.total) for event in events if event.state is StepState.DONE]
    assert done == [(number, 6) for number in range(1, 7)]


class Broken(Exception):
    """Nothing that a race knows how to answer."""


@pytest.mark.parametrize("action_id", [each.value for each in ActionId])
def test_the_persona_comes_back_when_a_probe_raises_after_the_action(
    lab: Lab, monkeypatch: pytest.MonkeyPatch, action_id: str
) -> None:
    chosen = action(action_id)
    left = len(chosen.expected)
    ask = race_module.TokenProbes.ask

    def break_after_the_action(*arguments: Any) -> Any:
        nonlocal left
        if left == 0:
            raise Broken
        left -= 1
        return ask(*arguments)

    monkeypatch.setattr(race_module.TokenProbes, "ask", break_after_the_action)
    kept: list[Race] = []
    with pytest.raises(Broken):
        run_races(lab, [chosen], kept.append)
    assert kept == []


def test_a_persona_that_a_killed_run_left_behind_is_put_right_first(
    lab: Lab, seeded: SeededLab
) -> None:
    seeded.admin("admin_delete_user", "omar")
    assert race_of(lab, action("sign_out_locally")).row(ProbeId.REFRESH).is_as_expected


def test_a_run_waits_for_nobody_while_the_stack_is_being_changed(lab: Lab) -> None:
    with stack_lock(lab.settings), pytest.raises(StackBusy, match="Another run is changing"):
        race_of(lab, action("delete"))


def test_without_seeded_personas_the_error_says_what_to_run(lab: Lab) -> None:
    personas = lab.personas()
    save_personas(lab.settings, [each for each in personas if "admins" not in each.groups])
    try:
        with pytest.raises(InputError, match="no test user in the group admins") as caught:
            race_of(lab, action("delete"))
        assert "infra_scripts seed" in caught.value.hint
    finally:
        save_personas(lab.settings, personas)


def test_a_persona_that_cannot_be_put_back_is_named_with_the_remedy(
    lab: Lab, seeded: SeededLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = Aws.call

    def refuse_creation(self: Aws, service: str, operation: str, **parameters: Any) -> Any:
        if operation == "admin_create_user":
            raise Throttled("Too many.", code="TooManyRequestsException")
        return call(self, service, operation, **parameters)

    put_back = pytest.raises(Throttled, match=r"omar could not be put back: Too many\.")
    with put_back as caught, borrowed_persona(lab):
        lab.directory.delete("omar")
        monkeypatch.setattr(Aws, "call", refuse_creation)
    assert "infra_scripts seed" in caught.value.hint
    monkeypatch.undo()
    seeded.seed()
