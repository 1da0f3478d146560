"""The fast copy of the state: the same text as the engine's own way, at one moment."""

import copy
import json
from typing import Any

import pytest
from ministack.core.persistence import _json_default, _json_object_hook
from ministack.core.responses import AccountRegionScopedDict, AccountScopedDict

from infra_scripts.local_engine.state.state_snapshot import (
    FrozenStore,
    StateText,
    freezing,
    speed_up_copies,
)

speed_up_copies()
MANY_USERS = {f"user-{number}": {"Enabled": True, "n": number} for number in range(1_234)}


def regional(**entries: Any) -> AccountRegionScopedDict:
    store = AccountRegionScopedDict()
    store._data = {("123", "us-east-1", name): value for name, value in entries.items()}
    return store


def by_tuple() -> AccountScopedDict:
    store = AccountScopedDict()
    store._data = {("123", ("group", 1)): {"a": None}}
    return store


STATES = {
    "nothing": {},
    "an empty store": {"pools": regional()},
    "a pool": {"pools": regional(pool={"Id": "pool", "_users": {"a": {"x": [1, 2.5, True]}}})},
    "many users": {"pools": regional(pool={"Id": "pool", "_users": MANY_USERS})},
    "keys that are tuples": {"tags": by_tuple()},
    "keys that are numbers": {"pools": regional(pool={1: "one"})},
    "bytes": {"codes": regional(code={"zip": b"\x00\xff"}), "plain": b"x"},
    "other letters": {"pools": regional(pool={"n\u00e4me": "\u202e\ud800\0"})},
    "plain values": {"revoked": ["a"], "codes": {"a": 1}, "none": None},
    "what marshal does not know": {"outer": regional(inner={"store": by_tuple()})},
}


@pytest.mark.parametrize("state", STATES.values(), ids=STATES.keys())
def test_the_text_is_that_of_the_engine(state: dict[str, Any]) -> None:
    with freezing():
        frozen = {name: copy.deepcopy(value) for name, value in state.items()}
    assert StateText(_json_default).of(frozen) == json.dumps(state, default=_json_default)


def test_the_copy_is_of_its_moment() -> None:
    users = dict(MANY_USERS)
    store = regional(pool={"_users": users})
    with freezing():
        frozen = copy.deepcopy(store)
    users["late"] = {}
    assert isinstance(frozen, FrozenStore)
    assert "late" not in StateText(_json_default).of({"pools": frozen})


def test_a_later_text_has_what_changed() -> None:
    users, text = dict(MANY_USERS), StateText(_json_default)
    for change in ({}, {"user-3": {"Enabled": False}}, {"new": {}}):
        users |= change
        with freezing():
            state = {"pools": copy.deepcopy(regional(pool={"_users": users}))}
        read = json.loads(text.of(state), object_hook=_json_object_hook)
        assert read["pools"]._data["123", "us-east-1", "pool"] == {"_users": users}


def test_elsewhere_a_store_is_copied_as_before() -> None:
    store = regional(pool={"_users": {"a": {}}})
    copied = copy.deepcopy(store)
    copied._data["123", "us-east-1", "pool"]["_users"]["b"] = {}
    assert isinstance(copied, AccountRegionScopedDict)
    assert store._data["123", "us-east-1", "pool"] == {"_users": {"a": {}}}
