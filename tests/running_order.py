"""The order of the test files: the long ones first, so that no core is idle at the end.

A file is what a worker takes (`--dist loadfile`). A browser works all the time and a test marked
slow mostly waits: taken in turns, they leave each other the cores.
"""

from collections.abc import Iterable
from itertools import chain, zip_longest

import pytest

File = list[pytest.Item]


def in_running_order(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """Return the same tests; those of a file stay together and in their order."""
    files: dict[object, File] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    kinds: dict[str, list[File]] = {"browser": [], "slow": [], "engine": [], "": []}
    for file in files.values():
        kinds[_kind(file)].append(file)
    long = _in_turns(kinds["browser"], kinds["slow"])
    return list(chain.from_iterable([*long, *kinds["engine"], *kinds[""]]))


def _kind(file: File) -> str:
    marks = {mark.name for item in file for mark in item.iter_markers()}
    return next((name for name in ("browser", "slow", "engine") if name in marks), "")


def _in_turns(some: list[File], others: list[File]) -> list[File]:
    pairs = zip_longest(some, others, fillvalue=[])
    return list(chain.from_iterable(pairs))
