"""A function's log is whole however slowly its lines come; a burst of calls waits in line."""

import asyncio
import io
import queue
import subprocess
import threading
import time
import zipfile
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from infra_scripts.local_engine.parity.invocation import (
    END_OF_LOG,
    few_at_once,
    say_the_end,
    whole_log,
)
from services.errors import EngineVersionError

_HANDLER = """
import os, sys, time

class Slow:  # what its process still writes after an answer would come too late
    def flush(self):
        time.sleep(0.2)

def handle(event, context):
    if event.get("replaces"):
        sys.stderr = open(os.devnull, "w")
    for line in event["print"]:
        print(line, **event.get("how", {}))
    if event.get("raises"):
        sys.__stderr__ = Slow()
        raise ValueError("as asked")
    if event.get("exits"):
        if event["exits"] == "at once":
            os._exit(3)
        sys.exit(3)
    return "done"
"""
_LATE_SECONDS = 0.03  # three times what the engine waited before for a line


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The engine's own runtime with the repair; it is as it came after the test."""
    from ministack.core import lambda_runtime

    monkeypatch.setenv("PYTHONUNBUFFERED", "1")  # an answer leaves its process at once
    monkeypatch.setattr(
        lambda_runtime, "_PYTHON_WORKER_SCRIPT", lambda_runtime._PYTHON_WORKER_SCRIPT
    )
    say_the_end(lambda_runtime)
    wrapped = whole_log(lambda_runtime.Worker._drain_stderr_bounded)
    monkeypatch.setattr(lambda_runtime.Worker, "_drain_stderr_bounded", wrapped)
    return lambda_runtime


@pytest.fixture
def worker(runtime: ModuleType) -> Iterator[Any]:
    """A real process of the engine, whose lines are read late, as on a busy machine."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("handler.py", _HANDLER)

    processes: list[subprocess.Popen[str]] = []

    class LateReader(runtime.Worker):  # type: ignore[name-defined, misc]
        def _spawn(self) -> None:
            super()._spawn()
            processes.append(self._proc)

        def _read_stderr(self) -> None:
            for line in self._proc.stderr:
                time.sleep(_LATE_SECONDS)
                self.last_read = line.rstrip("\n")
                self._stderr_queue.put(line.rstrip("\n"))

    config = {
        "Runtime": "python3.13",
        "Handler": "handler.handle",
        "Timeout": 60,
        "FunctionArn": "arn:aws:lambda:eu-central-1:000000000000:function:of-a-test",
    }
    made = LateReader("of-a-test", config, archive.getvalue())
    yield made
    made.kill()
    for process in processes:
        with process:  # the engine leaves the pipes to the garbage collection
            made._stderr_thread.join()


@pytest.mark.parametrize(
    ("event", "log"),
    [
        pytest.param({"print": []}, "", id="a silent function"),
        pytest.param({"print": ["one"]}, "one", id="one line"),
        pytest.param({"print": ["one", "", "three"]}, "one\n\nthree", id="an empty line"),
        pytest.param({"print": ["one", "two"], "how": {"end": ""}}, "onetwo", id="no line's end"),
        pytest.param({"print": ["one"], "raises": True}, "one", id="it raises"),
        pytest.param({"print": ["one"], "replaces": True}, "one", id="it replaces stderr"),
    ],
)
def test_each_log_holds_the_lines_of_its_own_invocation(
    worker: Any, event: dict[str, Any], log: str
) -> None:
    for _ in range(2):
        assert worker.invoke(event, "a request")["log"] == log
        assert worker.last_read.endswith(END_OF_LOG)


@pytest.mark.parametrize("way", ["at once", "in order"])
def test_a_process_that_ends_by_itself_leaves_what_it_had_logged(worker: Any, way: str) -> None:
    answer = worker.invoke({"print": ["last words"], "exits": way}, "a request")
    assert answer["error"] == "Worker process died"
    assert answer["log"] == "last words"


def test_a_function_that_never_stops_logging_does_not_hold_its_answer_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Endless:
        config = {"Runtime": "python3.13"}  # noqa: RUF012
        _stderr_thread = threading.current_thread()
        _stderr_queue = queue.Queue()  # type: ignore[var-annotated]

    monkeypatch.setattr("infra_scripts.local_engine.parity.invocation._LONGEST_SECONDS", 0.05)
    Endless._stderr_queue.get = lambda timeout: "again"  # type: ignore[method-assign]
    assert set(whole_log(str)(Endless()).splitlines()) == {"again"}


def test_other_languages_are_read_as_the_engine_reads_them() -> None:
    class Node:
        config = {"Runtime": "nodejs22.x"}  # noqa: RUF012

    read = whole_log(lambda _self, **named: f"as before, {named}")
    assert read(Node(), first_line_wait=0.1) == "as before, {'first_line_wait': 0.1}"


@pytest.mark.parametrize("script", ["", "another script"])
def test_an_engine_that_runs_functions_in_another_way_is_refused(script: str) -> None:
    other = ModuleType("other")
    vars(other)["_PYTHON_WORKER_SCRIPT"] = script
    with pytest.raises(EngineVersionError, match="another way"):
        say_the_end(other)


def test_eight_calls_of_a_burst_run_at_once_and_the_others_follow() -> None:
    running: list[int] = []
    most = 0

    async def call(number: int) -> int:
        nonlocal most
        running.append(number)
        most = max(most, len(running))
        await asyncio.sleep(0)
        running.remove(number)
        return number

    async def burst() -> list[int]:
        limited = few_at_once(call)
        return await asyncio.gather(*(limited(number) for number in range(50)))

    assert asyncio.run(burst()) == list(range(50))
    assert most == 8


def test_calls_that_fail_give_their_place_back() -> None:
    async def fail() -> None:
        raise OSError("no process")

    async def burst() -> None:
        limited = few_at_once(fail)
        for _ in range(20):
            with pytest.raises(OSError, match="no process"):
                await limited()

    asyncio.run(asyncio.wait_for(burst(), timeout=60))
