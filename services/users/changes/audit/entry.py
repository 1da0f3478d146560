"""What the audit log knows of one change, put together from its two lines; pure."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from services.users.changes.audit.plain_values import facts_of, text_of, time_of
from services.users.changes.change import Facts, TargetKind

SCHEMA = 1
INTENT, RESULT = "intent", "result"
Document = Mapping[str, Any]


class AuditOutcome(StrEnum):
    """`UNKNOWN`: the change was sent, and what Cognito answered is not known."""

    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class SentCall:
    """One call that was sent; `request_id` is AWS's, `code` its error code where it refused."""

    operation: str
    request_id: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who makes changes: the user of the operating system, and whom AWS takes them for."""

    os_user: str
    aws_identity: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditResult:
    """The second line: how it ended."""

    outcome: AuditOutcome
    at: datetime
    code: str = ""
    message: str = ""
    calls: tuple[SentCall, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One change; `result` is None while only its first line is there.

    `operations` are those that were to be sent, by botocore's names. `sub` is the user's, whoever
    has the name later; it is empty for a group, a user to create, and in older lines.
    `undoes` is the id of the change that this one put back, `undone_by` of the one that put it
    back. `job` is the id of the job that it was a part of, which is the id of the job's own entry.
    """

    id: str
    at: datetime
    actor: Actor
    cloud: str
    region: str
    stack: str
    user_pool: str
    action: str
    label: str
    kind: TargetKind
    target: str
    reason: str
    before: Facts
    after: Facts
    operations: tuple[str, ...] = ()
    undoes: str = ""
    undone_by: str = ""
    sub: str = ""
    job: str = ""
    result: AuditResult | None = field(default=None)

    @property
    def outcome(self) -> AuditOutcome:
        return self.result.outcome if self.result else AuditOutcome.UNKNOWN


def intent_line(entry: AuditEntry) -> Document:
    """Return the line that is written before anything is sent."""
    return {
        "schema": SCHEMA,
        "line": INTENT,
        "id": entry.id,
        "time": entry.at.isoformat(),
        "actor": entry.actor.os_user,
        "aws_identity": entry.actor.aws_identity,
        "cloud": entry.cloud,
        "account": entry.actor.account,
        "region": entry.region,
        "stack": entry.stack,
        "user_pool": entry.user_pool,
        "action": entry.action,
        "label": entry.label,
        "target_kind": entry.kind.value,
        "target": entry.target,
        "sub": entry.sub,
        "reason": entry.reason,
        "before": entry.before,
        "after": entry.after,
        "operations": list(entry.operations),
        "undoes": entry.undoes,
        "job": entry.job,
    }


def result_line(entry_id: str, result: AuditResult) -> Document:
    """Return the line that is written once it has ended."""
    return {
        "schema": SCHEMA,
        "line": RESULT,
        "id": entry_id,
        "time": result.at.isoformat(),
        "result": result.outcome.value,
        "code": result.code,
        "message": result.message,
        "calls": [
            {"operation": call.operation, "request_id": call.request_id, "code": call.code}
            for call in result.calls
        ],
    }


def parse_intent(line: Document) -> AuditEntry:
    """Return the entry of a first line; raises KeyError, TypeError, ValueError for another."""
    return AuditEntry(
        id=_text(line, "id"),
        at=time_of(line["time"]),
        actor=Actor(
            os_user=_text(line, "actor"),
            aws_identity=_text(line, "aws_identity"),
            account=_text(line, "account"),
        ),
        cloud=_text(line, "cloud"),
        region=_text(line, "region"),
        stack=_text(line, "stack"),
        user_pool=_text(line, "user_pool"),
        action=_text(line, "action"),
        label=_text(line, "label"),
        kind=TargetKind(line["target_kind"]),
        target=_text(line, "target"),
        reason=_text(line, "reason"),
        before=facts_of(line["before"]),
        after=facts_of(line["after"]),
        operations=tuple(text_of(each) for each in line["operations"]),
        undoes=_text(line, "undoes"),
        sub=_text(line, "sub") if "sub" in line else "",
        job=_text(line, "job") if "job" in line else "",
    )


def parse_result(line: Document) -> AuditResult:
    """Return the result of a second line; raises KeyError, TypeError, ValueError for another."""
    return AuditResult(
        outcome=AuditOutcome(line["result"]),
        at=time_of(line["time"]),
        code=_text(line, "code"),
        message=_text(line, "message"),
        calls=tuple(
            SentCall(**{name: text_of(it) for name, it in each.items()}) for each in line["calls"]
        ),
    )


def _text(line: Document, name: str) -> str:
    return sys.intern(text_of(line[name]))  # most stand in every line
