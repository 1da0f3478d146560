"""The self-test's report: kept for others, and an error that names what is amiss."""

from pathlib import Path

import pytest

from infra_scripts.local_engine.self_test.report import (
    SelfTestCheck,
    SelfTestReport,
    read_report,
    report_path,
    require_right_answers,
    require_self_test,
    write_report,
)
from services.errors import SelfTestFailed, StateNotSaved

PASSED = SelfTestCheck(id="one", sentence="One is refused", passed=True, observed="status 401")
FAILED = SelfTestCheck(id="two", sentence="Two is refused", passed=False, observed="status 200")
UNSAVED = SelfTestCheck(id="saving", sentence="It is saved", passed=False, observed="No space.")


def test_a_report_survives_being_stored(tmp_path: Path) -> None:
    report = SelfTestReport(checks=(PASSED, FAILED))
    write_report(tmp_path, report)
    assert read_report(tmp_path) == report


@pytest.mark.parametrize("text", [None, "{", "[]", "{}", '{"checks": [{"id": "one"}]}'])
def test_a_report_that_cannot_be_read_has_not_passed(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        report_path(tmp_path).write_text(text)
    assert read_report(tmp_path) == SelfTestReport()
    assert not read_report(tmp_path).passed


def test_a_failed_check_is_named_in_the_error() -> None:
    with pytest.raises(SelfTestFailed, match="Two is refused: status 200") as caught:
        require_self_test(SelfTestReport(checks=(PASSED, FAILED)))
    assert "One is refused" not in caught.value.message
    assert caught.value.exit_status == 1


def test_a_self_test_that_never_ran_is_no_proof() -> None:
    with pytest.raises(SelfTestFailed, match="did not run"):
        require_self_test(SelfTestReport())


def test_a_passed_report_raises_nothing() -> None:
    require_self_test(SelfTestReport(checks=(PASSED,)))


def test_a_failed_saving_alone_is_no_wrong_answer() -> None:
    report = SelfTestReport(checks=(PASSED, UNSAVED))
    assert not report.passed
    require_right_answers(report)
    with pytest.raises(StateNotSaved, match=r"cannot save its state: No space\."):
        require_self_test(report)


def test_a_wrong_answer_comes_before_a_failed_saving() -> None:
    with pytest.raises(SelfTestFailed, match="Two is refused: status 200") as caught:
        require_self_test(SelfTestReport(checks=(UNSAVED, FAILED)))
    assert "No space" not in caught.value.message
