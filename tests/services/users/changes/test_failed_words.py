"""What is said to be left of a change that failed."""

from dataclasses import replace

import pytest

from services.users.changes.audit.entry import AuditOutcome, AuditResult, SentCall
from services.users.changes.failed_words import remains_of
from tests.services.users.changes.audit.entries import AT, ENTRY


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        pytest.param((), "Nothing was changed", id="nothing was sent"),
        pytest.param(("Denied",), "Nothing was changed", id="the first call failed"),
        pytest.param(("", "Denied", "", ""), "was taken back", id="taken back whole"),
        pytest.param(("", "Denied", "", "Denied"), "may have been made", id="taken back in part"),
        pytest.param(("", "Denied", "Denied"), "may have been made", id="not taken back"),
        pytest.param(("", "Denied"), "may have been made", id="it had no way back"),
    ],
)
def test_a_change_that_failed_is_told_by_its_calls(codes: tuple[str, ...], words: str) -> None:
    calls = tuple(SentCall(operation="x", code=code) for code in codes)
    result = AuditResult(outcome=AuditOutcome.FAILED, at=AT, calls=calls)
    assert words in remains_of(replace(ENTRY, result=result))


def test_a_refused_change_was_not_sent() -> None:
    result = AuditResult(outcome=AuditOutcome.REFUSED, at=AT)
    assert remains_of(replace(ENTRY, result=result)).startswith("Nothing was changed")
