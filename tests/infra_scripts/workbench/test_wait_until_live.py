"""Waiting for a new workbench: patient on AWS, not at all with a cloud that is gone."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from infra_scripts.workbench.ground import wait_until_live
from services.errors import ApiUnreachable, CloudUnreachable, LabError
from tests.infra_scripts.scripted_aws import Pauses

WORKBENCH: Any = SimpleNamespace(
    api=SimpleNamespace(base_url="https://api.example/demo"),
    keys={"good": "key-good", "used-up": "key-used-up"},
)


@dataclass(kw_only=True)
class LabOfTest:
    """Answers each key with its statuses in turn, the last one again and again."""

    is_local: bool
    statuses: dict[str, list[int | None]]
    is_dead: bool = False
    sent: list[str] = field(default_factory=list)

    @property
    def settings(self) -> Any:
        return SimpleNamespace(is_local=self.is_local)

    @property
    def recorder(self) -> Any:
        return self

    @property
    def aws(self) -> Any:
        return self

    def send(self, _method: str, _url: str, *, label: str, headers: dict[str, str]) -> Any:
        key = headers["x-api-key"].removeprefix("key-")
        self.sent.append(key)
        statuses = self.statuses[key]
        status = statuses.pop(0) if len(statuses) > 1 else statuses[0]
        return SimpleNamespace(status=status, failure="No connection.")

    def account_id(self) -> str:
        if self.is_dead:
            raise CloudUnreachable("No connection for get_caller_identity.")
        return "000000000000"


@pytest.mark.parametrize("is_local", [True, False], ids=["local", "aws"])
def test_a_workbench_that_answers_needs_no_pause(is_local: bool) -> None:
    lab: Any = LabOfTest(is_local=is_local, statuses={"good": [200], "used-up": [200, 429]})
    pauses = Pauses()
    wait_until_live(lab, WORKBENCH, sleep=pauses)
    assert (lab.sent, pauses.seconds) == (["good", "used-up", "used-up"], [])


@pytest.mark.parametrize(
    ("is_local", "status", "is_dead", "failure", "seconds"),
    [
        pytest.param(False, 403, False, ApiUnreachable, 120.0, id="AWS: two minutes"),
        pytest.param(False, None, False, ApiUnreachable, 120.0, id="AWS: no address yet"),
        pytest.param(False, None, True, CloudUnreachable, 0.0, id="AWS is gone: not at all"),
        pytest.param(True, 502, False, ApiUnreachable, 1.5, id="local, a full disk: seconds"),
        pytest.param(True, None, True, CloudUnreachable, 0.0, id="local and gone: not at all"),
    ],
)
def test_one_that_does_not_is_waited_for(
    is_local: bool, status: int | None, is_dead: bool, failure: type[LabError], seconds: float
) -> None:
    lab: Any = LabOfTest(is_local=is_local, statuses={"good": [status]}, is_dead=is_dead)
    pauses = Pauses()
    with pytest.raises(failure):
        wait_until_live(lab, WORKBENCH, sleep=pauses)
    assert sum(pauses.seconds) == seconds
