"""Autosave: saves after a change, not without one, and never twice at once."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from infra_scripts.local_engine.state.autosave import Autosave, may_change_state
from services.errors import StoredFileError

COGNITO = "AWSCognitoIdentityProviderService"


def request(method: str = "POST", path: str = "/", target: str | None = None) -> dict[str, Any]:
    headers = [(b"x-amz-target", f"{COGNITO}.{target}".encode())] if target else []
    return {"type": "http", "method": method, "path": path, "headers": headers}


@pytest.mark.parametrize(
    ("scope", "changes"),
    [
        pytest.param(request(target="AdminCreateUser"), True, id="creating a user"),
        pytest.param(request(target="AdminInitiateAuth"), True, id="signing in"),
        pytest.param(request(target="AdminGetUser"), False, id="reading a user"),
        pytest.param(request(target="ListUsers"), False, id="listing users"),
        pytest.param(request(target="DescribeUserPool"), False, id="describing a pool"),
        pytest.param(request(), True, id="a POST that names no action"),
        pytest.param(request("PUT", "/restapis/a"), True, id="changing an API"),
        pytest.param(request("DELETE", "/restapis/a"), True, id="deleting an API"),
        pytest.param(request("GET", "/restapis/a"), False, id="reading an API"),
        pytest.param(request("HEAD"), False, id="a HEAD"),
        pytest.param(request(path="/_aws/execute-api/a/b/c"), False, id="calling a protected API"),
        pytest.param(request(path="/oauth2/token"), True, id="the token endpoint"),
    ],
)
def test_what_may_change_the_state(scope: dict[str, Any], *, changes: bool) -> None:
    assert may_change_state(scope) is changes


class Disk:
    def __init__(self) -> None:
        self.saved: list[tuple[str, object]] = []

    def save(self, name: str, state: object) -> None:
        self.saved.append((name, state))


async def run_until(autosave: Autosave, is_done: Callable[[], bool]) -> None:
    """Run it until `is_done`, and several intervals more: it may not do more than expected."""
    running = asyncio.create_task(autosave.run())
    async with asyncio.timeout(30):
        while not is_done():
            await asyncio.sleep(0.001)
    await asyncio.sleep(0.1)
    autosave.stop()
    await asyncio.wait_for(running, 30)


def saved_by(
    services: dict[str, Callable[[], object]], *scopes: dict[str, Any], at_least: int
) -> list[tuple[str, object]]:
    disk = Disk()

    async def scenario() -> None:
        autosave = Autosave(services=lambda: services, save=disk.save, interval=0.01)
        for scope in scopes:
            autosave.note(scope)
        await run_until(autosave, lambda: len(disk.saved) >= at_least)

    asyncio.run(scenario())
    return disk.saved


def test_a_change_is_saved_once() -> None:
    services = {"cognito": lambda: {"users": 1}, "iam": lambda: {"roles": 2}}
    assert saved_by(services, request(target="AdminCreateUser"), at_least=2) == [
        ("cognito", {"users": 1}),
        ("iam", {"roles": 2}),
    ]


def test_nothing_is_saved_when_nothing_changed() -> None:
    services = {"cognito": lambda: {"users": 1}}
    assert saved_by(services, request(target="ListUsers"), at_least=0) == []


def test_a_service_without_state_keeps_its_file() -> None:
    services: dict[str, Callable[[], object]] = {"broken": lambda: None, "iam": dict}
    assert saved_by(services, request(), at_least=1) == [("iam", {})]


def test_a_state_that_changes_while_it_is_copied_is_copied_again() -> None:
    attempts = []

    def moving() -> object:
        attempts.append(1)
        if len(attempts) == 1:
            raise RuntimeError("dictionary changed size during iteration")
        return {"users": 1}

    services: dict[str, Callable[[], object]] = {"cognito": moving, "iam": dict}
    assert ("cognito", {"users": 1}) in saved_by(services, request(), at_least=2)


def test_stopping_waits_for_the_save_in_progress() -> None:
    disk = Disk()

    async def scenario() -> None:
        autosave = Autosave(
            services=lambda: {f"service-{n}": dict for n in range(50)},
            save=disk.save,
            interval=0.01,
        )
        autosave.note(request())
        running = asyncio.create_task(autosave.run())
        while not disk.saved:
            await asyncio.sleep(0)
        autosave.stop()
        await running

    asyncio.run(scenario())
    assert len(disk.saved) == 50


def full() -> object:
    raise OSError(28, "No space left on device")


def not_written(name: str, _state: object) -> None:
    raise StoredFileError(f"{name}.json cannot be written: Is a directory.")


@pytest.mark.parametrize(
    ("get_state", "save", "told"),
    [
        (full, Disk().save, "The code of a function cannot be written: No space left on device."),
        (dict, not_written, "iam.json cannot be written: Is a directory."),
    ],
    ids=["a function's code", "a state's file"],
)
def test_what_could_not_be_saved_is_told_and_tried_again(
    get_state: Callable[[], object],
    save: Callable[[str, object], None],
    told: str,
    capfd: pytest.CaptureFixture[str],
) -> None:
    async def scenario() -> list[tuple[str, ...]]:
        autosave = Autosave(services=lambda: {"iam": get_state}, save=save, interval=0.01)
        first = await autosave.save_now()
        await run_until(autosave, lambda: True)
        return [first, await autosave.save_now()]

    assert asyncio.run(scenario()) == [(told,), (told,)]
    assert capfd.readouterr().err == f"Not saved: {told}\n"


class FullLog:
    def write(self, _text: str) -> int:
        raise OSError(28, "No space left on device")


def test_saving_goes_on_when_not_even_the_log_takes_a_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The log lies on the same disk as the state."""
    monkeypatch.setattr("sys.stderr", FullLog())
    autosave = Autosave(services=lambda: {"iam": dict}, save=not_written)
    assert asyncio.run(autosave.save_now()) == ("iam.json cannot be written: Is a directory.",)


def test_a_home_that_is_gone_is_not_even_asked_for() -> None:
    def asked() -> object:
        raise AssertionError

    async def scenario() -> tuple[str, ...]:
        autosave = Autosave(
            services=lambda: {"lambda": asked}, save=Disk().save, may_save=lambda: False
        )
        return await autosave.save_now()

    assert asyncio.run(scenario()) == ()
