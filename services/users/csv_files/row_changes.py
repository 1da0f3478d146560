"""The changes that an import makes, for whoever runs them: first the groups, then row by row."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from services.users.changes.change import Call, Change
from services.users.csv_files.checking.import_plan import CheckedRow, ImportPlan, UserToCreate
from services.users.groups.group_changes import change_of_new_group
from services.users.one_user.creation import change_of_creation
from services.users.one_user.pool_facts import PoolFacts
from services.users.pool_group import GroupValues
from services.users.snapshot.question import ENABLED


def group_changes(plan: ImportPlan) -> tuple[Change, ...]:
    """Return the creation of every group that the rows need and the pool does not have."""
    return tuple(change_of_new_group(GroupValues(name=name)) for name in plan.new_groups)


def change_of_row(
    row: CheckedRow, pool: PoolFacts, generated: Mapping[str, str] | None = None
) -> Change | None:
    """Return the change of one row, None for one that is skipped or refused.

    `generated` passwords by username are needed where the plan was made to generate them.

    Before it is sent, `decide_row(row.read, known, ...)` decides the row again for the user as they
    are then; with None for `known` it is the same creation each time.
    """
    if row.create:
        return _creation(row.create, pool, (generated or {}).get(row.username, ""))
    return row.update


def _creation(wanted: UserToCreate, pool: PoolFacts, generated: str) -> Change:
    """Return the creation, all of it or nothing: a later call that fails deletes the user again."""
    new = replace(wanted.new, password=wanted.new.password or generated)
    change = change_of_creation(new, pool.schema, pool.policy)
    if not wanted.is_disabled and not wanted.has_sms_mfa:
        return change
    after = {**change.after, ENABLED: False} if wanted.is_disabled else change.after
    return replace(change, calls=(*change.calls, *_last_calls(wanted)), after=after)


def _last_calls(wanted: UserToCreate) -> Iterator[Call]:
    """Yield what comes last: the MFA that Cognito's header asks for, and disabling.

    https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserMFAPreference.html
    """
    user = {"Username": wanted.new.username}
    if wanted.has_sms_mfa:
        sms = {"SMSMfaSettings": {"Enabled": True, "PreferredMfa": True}}
        yield Call(operation="admin_set_user_mfa_preference", parameters={**user, **sms})
    if wanted.is_disabled:
        yield Call(operation="admin_disable_user", parameters=user)
