"""The order of the test files, on tests that are told apart by file and mark alone."""

from dataclasses import dataclass
from pathlib import Path

from tests.running_order import in_running_order


@dataclass(frozen=True, kw_only=True)
class Mark:
    name: str


@dataclass(frozen=True, kw_only=True)
class MarkedTest:
    name: str
    file: str
    marks: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        return Path(self.file)

    def iter_markers(self) -> list[Mark]:
        return [Mark(name=name) for name in self.marks]


def test_long_files_come_first_a_browser_s_and_a_slow_one_in_turns() -> None:
    tests = [
        MarkedTest(name="plain", file="a"),
        MarkedTest(name="browser 1", file="b", marks=("browser",)),
        MarkedTest(name="with an engine", file="c", marks=("engine",)),
        MarkedTest(name="browser 2", file="d", marks=("browser", "engine")),
        MarkedTest(name="browser 3", file="e", marks=("browser",)),
        MarkedTest(name="quick in a slow file", file="f"),
        MarkedTest(name="slow", file="f", marks=("engine", "slow")),
    ]
    assert [each.name for each in in_running_order(tests)] == [
        "browser 1",
        "quick in a slow file",
        "slow",
        "browser 2",
        "browser 3",
        "with an engine",
        "plain",
    ]


def test_the_tests_of_a_file_stay_together_and_in_their_order() -> None:
    tests = [MarkedTest(name=name, file=name[0]) for name in ("b2", "a1", "b1", "a2")]
    assert [each.name for each in in_running_order(tests)] == ["b2", "b1", "a1", "a2"]
