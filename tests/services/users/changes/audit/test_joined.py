"""The two lines of a change joined, whatever else stands in the log."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.users.changes.audit.entry import AuditOutcome, AuditResult, intent_line, result_line
from services.users.changes.audit.joined import Joined, take_lines
from services.users.changes.audit.joined import joined as joined_parts
from tests.services.users.changes.audit.entries import ENTRY, RESULT


def joined(lines: list[Mapping[str, Any]]) -> Joined:
    return joined_parts([take_lines(lines)])


def test_a_change_that_began_in_a_part_put_aside_ends_in_the_next() -> None:
    lines = (intent_line(ENTRY), result_line(ENTRY.id, RESULT))
    parts = [take_lines([line]) for line in lines]
    assert joined_parts(parts).entries == (replace(ENTRY, result=RESULT),)


def test_both_lines_become_one_entry_again() -> None:
    found = joined([intent_line(ENTRY), result_line(ENTRY.id, RESULT)])
    assert found.entries == (replace(ENTRY, result=RESULT),)
    assert found.unusable == 0


def test_a_change_without_its_second_line_is_not_known() -> None:
    (entry,) = joined([intent_line(ENTRY)]).entries
    assert (entry.result, entry.outcome) == (None, AuditOutcome.UNKNOWN)


def test_the_newest_comes_first_whatever_the_order_of_lines() -> None:
    later = replace(ENTRY, id="b", at=ENTRY.at + timedelta(seconds=1))
    found = joined([intent_line(later), intent_line(ENTRY), result_line("b", RESULT)])
    assert [each.id for each in found.entries] == ["b", ENTRY.id]


def test_a_result_without_its_first_line_is_no_entry() -> None:
    assert joined([result_line("gone", RESULT)]).entries == ()


@pytest.mark.parametrize(
    ("outcome", "undone_by"),
    [("done", "b"), ("failed", ""), ("refused", ""), ("unknown", "")],
)
def test_only_an_undo_that_was_made_counts(outcome: str, undone_by: str) -> None:
    back = replace(ENTRY, id="b", undoes=ENTRY.id, at=ENTRY.at + timedelta(seconds=1))
    result = AuditResult(outcome=AuditOutcome(outcome), at=back.at)
    lines = [intent_line(ENTRY), intent_line(back), result_line("b", result)]
    assert joined(lines).entries[1].undone_by == undone_by


@pytest.mark.parametrize(
    "line",
    [
        pytest.param({}, id="an empty object"),
        pytest.param({**intent_line(ENTRY), "schema": 2}, id="another schema"),
        pytest.param({**intent_line(ENTRY), "time": "yesterday"}, id="no time"),
        pytest.param({**intent_line(ENTRY), "target": 7}, id="a number for a name"),
        pytest.param({**intent_line(ENTRY), "before": [1]}, id="facts that are none"),
        pytest.param({**intent_line(ENTRY), "time": "2026-11-29T08:00:05"}, id="no zone"),
        pytest.param({**intent_line(ENTRY), "time": "0001-01-01T00:00:00+09:00"}, id="year 1"),
        pytest.param({**intent_line(ENTRY), "time": "9999-12-31T23:00:00-09:00"}, id="no year"),
        pytest.param({**intent_line(ENTRY), "time": 5}, id="a number for a time"),
        pytest.param({**intent_line(ENTRY), "after": {"groups": 5}}, id="groups that are a number"),
        pytest.param({**intent_line(ENTRY), "after": {"groups": [[]]}}, id="groups of groups"),
        pytest.param({**intent_line(ENTRY), "before": {"enabled": []}}, id="neither yes nor no"),
        pytest.param({**intent_line(ENTRY), "after": {"attributes": ["a"]}}, id="no attributes"),
        pytest.param({**intent_line(ENTRY), "after": {"attributes": {"a": 1}}}, id="a number"),
        pytest.param({**intent_line(ENTRY), "target": "\ud83d"}, id="half of a character"),
        pytest.param({**intent_line(ENTRY), "before": {"mfa": ["\ud83d"]}}, id="half, in facts"),
        pytest.param({**intent_line(ENTRY), "before": {"\ud83d": 1}}, id="half, in a name"),
        pytest.param({**intent_line(ENTRY), "operations": ["\ud83d"]}, id="half, in operations"),
        pytest.param({**result_line("a", RESULT), "message": "\ud83d"}, id="half, in a message"),
        pytest.param({**result_line("a", RESULT), "id": 5}, id="a result of a number"),
        pytest.param(
            {**result_line("a", RESULT), "time": "2026-11-29T08:00"}, id="answered nowhere"
        ),
        pytest.param(
            {**result_line("a", RESULT), "calls": [{"operation": "x", "code": "\ud83d"}]},
            id="half, in a call",
        ),
        pytest.param({**result_line("a", RESULT), "result": "perhaps"}, id="another outcome"),
        pytest.param({**result_line("a", RESULT), "calls": [{"x": 1}]}, id="calls that are none"),
    ],
)
def test_a_line_of_another_shape_is_counted_and_left_out(line: dict[str, object]) -> None:
    found = joined([line, intent_line(ENTRY)])
    assert (found.unusable, found.entries) == (1, (ENTRY,))


def test_facts_stay_what_they_are() -> None:
    facts = {
        "enabled": True, "groups": ["\u0394", "b"], "attributes": {"name": None, "email": "é"},
        "precedence": 0, "role_arn": "", "members": None, "mfa": [], "preferred_mfa": None,
    }  # fmt: skip
    (entry,) = joined([intent_line(replace(ENTRY, before=facts, after={}))]).entries
    assert (entry.before, entry.after) == (facts, {})
