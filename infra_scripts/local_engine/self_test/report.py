"""What the self-test of a started engine found, saved for processes that attach to it later."""

from dataclasses import asdict, dataclass
from pathlib import Path

from services.errors import SelfTestFailed, StateNotSaved, StoredFileError
from services.home.stored_files import read_json, write_json

SAVING = "saving"


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTestCheck:
    """One repair, or the saving, proven or not; `observed` is what came back in a few words."""

    id: str
    sentence: str
    passed: bool
    observed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTestReport:
    checks: tuple[SelfTestCheck, ...] = ()

    @property
    def passed(self) -> bool:
        return bool(self.checks) and all(check.passed for check in self.checks)

    @property
    def failures(self) -> tuple[SelfTestCheck, ...]:
        return tuple(check for check in self.checks if not check.passed)

    @property
    def wrong_answers(self) -> tuple[SelfTestCheck, ...]:
        return tuple(check for check in self.failures if check.id != SAVING)


def require_self_test(report: SelfTestReport) -> None:
    """Raise SelfTestFailed for a wrong answer, StateNotSaved when only saving failed."""
    require_right_answers(report)
    for check in report.failures:
        raise StateNotSaved(
            f"The local engine cannot save its state: {check.observed}",
            hint="Until this is solved, what you do now is lost when the engine stops.",
        )


def require_right_answers(report: SelfTestReport) -> None:
    """Raise SelfTestFailed naming every wrong answer; an empty report counts as failed."""
    if report.checks and not report.wrong_answers:
        return
    failed = "; ".join(f"{check.sentence}: {check.observed}" for check in report.wrong_answers)
    raise SelfTestFailed(
        f"The local engine gives wrong answers. {failed or 'Its self-test did not run.'}",
        hint="Stop it with `python -m infra_scripts engine stop` and start it again.",
    )


def report_path(engine_dir: Path) -> Path:
    return engine_dir / "self_test.json"


def write_report(engine_dir: Path, report: SelfTestReport) -> None:
    write_json(report_path(engine_dir), asdict(report))


def read_report(engine_dir: Path) -> SelfTestReport:
    """Return the running engine's report; empty, so not passed, when it cannot be read."""
    try:
        document = read_json(report_path(engine_dir))
        checks = tuple(SelfTestCheck(**check) for check in (document or {})["checks"])
    except (StoredFileError, KeyError, TypeError):
        return SelfTestReport()
    return SelfTestReport(checks=checks)
