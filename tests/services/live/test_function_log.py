"""The line that the sign-in function wrote about one call, among others of the same time."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from services.cloud.aws import Aws
from services.live.function_log import logged_error
from services.settings import Settings

STARTED = 1_700_000_000.0


class Logs(Aws):
    """Has a log with these events."""

    def __init__(self, *events: tuple[float, str]) -> None:
        super().__init__(Settings())
        self.events = events

    def pages(self, service: str, operation: str, **parameters: Any) -> Iterator[Any]:
        assert (service, operation) == ("logs", "filter_log_events")
        assert parameters["logGroupName"] == "/aws/lambda/sign-in"
        first, last = parameters["startTime"], parameters["endTime"]
        assert first <= STARTED * 1000 < last
        for at, message in self.events:
            if first <= int(at * 1000) <= last:
                yield {"timestamp": int(at * 1000), "message": message}


def line(error: str | None, request_id: str = "other") -> str:
    return json.dumps({"outcome": "10025", "error": error, "request_id": request_id})


@pytest.mark.parametrize(
    ("events", "error"),
    [
        pytest.param([], "", id="nothing was written"),
        pytest.param([(0.1, "START RequestId: 1")], "", id="only Lambda's own line"),
        pytest.param([(0.1, line("A", "mine")), (0.2, line("B"))], "A", id="the id tells"),
        pytest.param([(3.0, line("A", "mine"))], "A", id="its id, and another clock"),
        pytest.param([(0.1, line("A"))], "A", id="another id, alone in its time"),
        pytest.param([(0.1, line("A")), (0.2, line("B"))], "", id="two of them: nobody can tell"),
        pytest.param([(2.0, line("A"))], "", id="another id, after the answer"),
        pytest.param([(0.1, line(None))], "", id="a line without an error"),
        pytest.param([(0.1, "[1, 2]"), (0.2, '"text"')], "", id="other JSON"),
    ],
)
def test_the_error_of_the_call_is_found(events: list[tuple[float, str]], error: str) -> None:
    aws = Logs(*((STARTED + after, message) for after, message in events))
    found = logged_error(
        aws, "/aws/lambda/sign-in", request_id="mine", started=STARTED, ended=STARTED + 1
    )
    assert found == error
