"""A switch that is killed half-way, both ways: what is left behind is put back."""

import subprocess
import sys
from pathlib import Path

import pytest

from infra_scripts import switch_operations
from infra_scripts.switches.broken_stack import BrokenStack
from pages._server.switch_keeper import SwitchKeeper
from tests.infra_scripts.provisioning import Killed, StackOfTest
from tests.waiting import until

pytestmark = [pytest.mark.engine, pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[3]
# One that makes an authorizer anew, one that takes something away, and two that deploy later.
WIDE = ["other-pool", "no-cors-response", "not-deployed", "function-slow"]
# A process of its own that turns a switch on or puts it back, and ends itself with SIGKILL right
# after so many writes.
DYING = """
import os, signal, sys
from pathlib import Path
from infra_scripts import switch_operations
from infra_scripts.switches.broken_stack import BrokenStack
from services.cloud.aws import Aws
from services.lab import open_lab
from services.settings import Settings
from tests.aws_writes import is_write

home, stack, endpoint, what, switch_id, lives = sys.argv[1:]
left = int(lives)

def watch(call):
    global left
    left -= is_write(call)
    if left <= 0:
        os.kill(os.getpid(), signal.SIGKILL)

settings = Settings(home=Path(home), stack=stack)
aws = Aws(settings, endpoint, observer=watch)
broken = BrokenStack(open_lab(settings, aws=aws, endpoint_url=endpoint))
if what == "on":
    switch_operations.turn_on(broken, switch_id)
else:
    switch_operations.put_back(broken, [switch_id])
"""


@pytest.mark.parametrize("what", ["on", "back"])
@pytest.mark.parametrize("switch_id", WIDE)
def test_a_write_that_was_the_last_one_leaves_nothing_broken(
    broken: BrokenStack, shared_stack: StackOfTest, switch_id: str, what: str
) -> None:
    lives, is_killed = 0, True
    while is_killed:
        lives += 1
        if what == "back":
            switch_operations.turn_on(broken, switch_id)
        is_killed = killed(broken, shared_stack, switch_id, what, lives)
        assert is_killed <= (switch_id in broken.leases()), "it is known to be on"
        switch_operations.fix_all(broken)
        assert broken.is_as_described()
        assert broken.leases() == {}
    assert lives > 1, "it was killed at least once"


def killed(broken: BrokenStack, stack: StackOfTest, switch_id: str, what: str, lives: int) -> bool:
    try:
        with stack.watch.during(lives):
            if what == "on":
                switch_operations.turn_on(broken, switch_id)
            else:
                switch_operations.put_back(broken, [switch_id])
    except Killed:
        return True
    return False


@pytest.mark.parametrize("what", ["on", "back"])
def test_after_kill_9_the_next_server_puts_back(
    broken: BrokenStack, shared_stack: StackOfTest, what: str
) -> None:
    if what == "back":
        switch_operations.turn_on(broken, "other-pool")
    settings = shared_stack.settings
    ran = subprocess.run(
        [
            *(sys.executable, "-c", DYING, str(settings.home), settings.stack),
            *(shared_stack.aws.endpoint_url, what, "other-pool", "2"),
        ],
        cwd=ROOT,
        check=False,
        timeout=60,
    )
    assert ran.returncode == -9
    assert list(broken.leases()) == ["other-pool"]
    assert not broken.is_as_described()
    keeper = SwitchKeeper(broken.settings, lambda: broken, look_seconds=0.05)
    keeper.start()
    until(lambda: not broken.settings.switches_path.exists())
    keeper.stop()
    assert broken.is_as_described()
