"""The lock files are fresh: `make lock` ran after the last change to a requirements file.

Held without a package index: against the requirements files, and against what the packages that
are installed here say they need.
"""

import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.source_tree import ROOT

DEMO, DEV = "requirements", "requirements-dev"


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """One entry of a lock file: `name==version ; marker`, its hashes, and who asks for it."""

    pin: str
    hashes: frozenset[str]
    asked_by: frozenset[str]

    @property
    def requirement(self) -> Requirement:
        return Requirement(self.pin)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def asked(file: str) -> list[Requirement]:
    """Return the direct requirements of `requirements.txt` or `requirements-dev.txt`."""
    lines = [line.partition("#")[0].strip() for line in text_of(f"{file}.txt").splitlines()]
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


def locked(file: str) -> list[Locked]:
    entries = re.split(r"^(?=[a-z0-9])", text_of(f"{file}.lock.txt"), flags=re.MULTILINE)[1:]
    return [
        Locked(
            pin=entry.split("\\")[0].strip(),
            hashes=frozenset(re.findall(r"--hash=(sha256:[0-9a-f]{64})", entry)),
            asked_by=frozenset(re.findall(r"^    #(?: via)? +(\S.*)$", entry, re.MULTILINE)),
        )
        for entry in entries
    ]


def names(requirements: list[Requirement]) -> set[str]:
    return {canonicalize_name(each.name) for each in requirements}


@pytest.mark.parametrize("file", [DEMO, DEV])
def test_every_direct_pin_is_locked_as_it_stands(file: str) -> None:
    pins = {f"{canonicalize_name(each.name)}{each.specifier}" for each in asked(file)}
    held = {f"{each.requirement.name}{each.requirement.specifier}" for each in locked(file)}
    assert pins - held == set()


@pytest.mark.parametrize("file", [DEMO, DEV])
def test_nothing_is_locked_for_a_requirement_that_has_gone(file: str) -> None:
    source = f"-r {file}.txt"
    direct = {each.requirement.name for each in locked(file) if source in each.asked_by}
    assert direct == names(asked(file))


@pytest.mark.parametrize("file", [DEMO, DEV])
def test_everything_that_the_installed_packages_need_is_locked(file: str) -> None:
    held = {each.requirement.name for each in locked(file)}
    left, seen = [(each, extra) for each in asked(file) for extra in ("", *each.extras)], set()
    while left:
        needed, extra = left.pop()
        name = canonicalize_name(needed.name)
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        try:
            further = [Requirement(each) for each in requires(name) or ()]
        except PackageNotFoundError as error:
            raise AssertionError(f"{name} is not installed: install {file}.lock.txt") from error
        left += [
            (each, more)
            for each in further
            if each.marker is None or each.marker.evaluate({"extra": extra})
            for more in ("", *each.extras)
        ]
    assert {name for name, _ in seen} - held == set()


@pytest.mark.parametrize("file", [DEMO, DEV])
def test_every_locked_package_has_hashes_and_an_exact_version(file: str) -> None:
    for each in locked(file):
        assert each.hashes, each.pin
        assert [specifier.operator for specifier in each.requirement.specifier] == ["=="], each.pin


def test_the_tests_run_on_the_very_packages_of_the_demo() -> None:
    pins = [{(each.pin, each.hashes) for each in locked(file)} for file in (DEMO, DEV)]
    assert pins[0] - pins[1] == set()


@pytest.mark.parametrize("file", [DEMO, DEV])
def test_a_lock_file_names_no_package_index(file: str) -> None:
    assert re.findall(r"https?://\S+|--\S*index\S*|--find-links", text_of(f"{file}.lock.txt")) == []
