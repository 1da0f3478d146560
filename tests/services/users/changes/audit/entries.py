"""Entries of the audit log, as tests need them."""

from datetime import UTC, datetime

from services.users.changes.audit.entry import (
    Actor,
    AuditEntry,
    AuditOutcome,
    AuditResult,
    SentCall,
)
from services.users.changes.change import TargetKind

AT = datetime(2026, 11, 29, 8, 0, 5, tzinfo=UTC)
ENTRY = AuditEntry(
    id="a1b2c3d4e5f60718",
    at=AT,
    actor=Actor(os_user="maya", aws_identity="arn:aws:iam::1:user/maya", account="1"),
    cloud="local",
    region="us-east-1",
    stack="authorizer-lab",
    user_pool="us-east-1_Pool",
    action="disable",
    label="Disable",
    kind=TargetKind.USER,
    target="ann",
    sub="8d0f0c5e-2c2e-4a53-9b1e-0a5d0c6f4b11",
    reason="left the team",
    before={"enabled": True},
    after={"enabled": False},
    operations=("admin_disable_user",),
)
RESULT = AuditResult(
    outcome=AuditOutcome.DONE,
    at=AT.replace(second=6),
    calls=(SentCall(operation="admin_disable_user", request_id="r-1"),),
)
