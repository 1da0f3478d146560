"""A lab and a whole walkthrough's stack to break, made once for each module of this folder."""

from collections.abc import Iterator

import pytest

from infra_scripts import walk_operations
from infra_scripts.switches.broken_stack import LAST_BUILT, BrokenStack
from services.lab import open_lab
from tests.infra_scripts.provisioning import StackOfTest


@pytest.fixture(scope="module")
def broken(shared_stack: StackOfTest) -> Iterator[BrokenStack]:
    """Return the switches of a stack on which a test leaves nothing on."""
    aws = shared_stack.aws
    lab = open_lab(shared_stack.settings, aws=aws, endpoint_url=aws.endpoint_url)
    broken = BrokenStack(lab)
    walk_operations.walk_step(broken.walk, LAST_BUILT)
    yield broken
    broken.walk.clear()
