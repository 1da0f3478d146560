"""The header of a job on many users, for tests that need none in particular."""

from datetime import UTC, datetime

from services.users.bulk.journal.journal_view import BulkHeader


def job_header(label: str) -> BulkHeader:
    return BulkHeader(
        id="0123456789abcdef",
        label=label,
        user_pool_id="eu-west-1_abc",
        reason="",
        created_at=datetime(2026, 1, 2, tzinfo=UTC),
        os_user="ann",
        source={},
    )
