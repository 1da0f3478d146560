"""A row whose user is in the pool already: what differs, as a change that can be undone; pure.

An empty cell changes nothing. Groups are those of the row, no more and no fewer. The password and
MFA of a user who is there are left alone.
"""

from collections.abc import Iterator, Mapping

from services.users.changes.change import Change, Facts
from services.users.changes.put_facts import ATTRIBUTES, calls_between, is_flag
from services.users.csv_files.checking.cell_error import CellError
from services.users.csv_files.checking.creations import attributes_of, groups_of
from services.users.csv_files.checking.read_rows import ReadRow
from services.users.one_user.schema import PoolSchema
from services.users.snapshot.question import ENABLED, GROUPS, UserRow


def errors_of_update(row: ReadRow, known: UserRow, schema: PoolSchema) -> Iterator[CellError]:
    """Yield the values that nobody may change any more."""
    for name in _differing(row, known, schema):
        attribute = schema.named(name)
        if attribute and not attribute.is_edited:
            yield row.error(
                name,
                f"{name} can be set when a user is created, and never changed.",
                "Empty the cell, or leave the row out.",
            )


def update_of(row: ReadRow, known: UserRow, schema: PoolSchema) -> Change | None:
    """Return the change from the user as `known` to the row; None when nothing differs."""
    before, after = _facts(row, known, schema)
    if not after:
        return None
    name = known.user.username
    return Change(
        action="import_update",
        label="Update the user from a file",
        target=name,
        calls=calls_between(name, before, after),
        take_back=calls_between(name, after, before),
        before=before,
        after=after,
        is_destructive=after.get(ENABLED) is False,
    )


def _facts(row: ReadRow, known: UserRow, schema: PoolSchema) -> tuple[Facts, Facts]:
    """Return before and after of what differs, by the names that an undo knows."""
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    wanted = row.values.get(ENABLED)
    if wanted and (wanted == "true") is not known.user.enabled:
        before[ENABLED], after[ENABLED] = known.user.enabled, wanted == "true"
    groups = groups_of(row.values)
    if GROUPS in row.values and groups != known.groups:
        before[GROUPS], after[GROUPS] = sorted(known.groups), list(groups)
    if changed := _with_marks(_differing(row, known, schema), row, known, schema):
        before[ATTRIBUTES] = {name: known.user.attributes.get(name) for name in changed}
        after[ATTRIBUTES] = changed
    return before, after


def _differing(row: ReadRow, known: UserRow, schema: PoolSchema) -> dict[str, str]:
    held = known.user.attributes
    return {
        name: value
        for name, value in attributes_of(row, schema).items()
        if held.get(name, "false" if is_flag(name) else None) != value
    }


def _with_marks(
    changed: Mapping[str, str], row: ReadRow, known: UserRow, schema: PoolSchema
) -> dict[str, str]:
    """Let the mark of a changed address go with it: else Cognito may keep the old address.

    Other capitals are the same address where the pool takes them as small letters.

    https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html
    """
    held, marks = known.user.attributes, dict[str, str]()
    for name, value in changed.items():
        mark = f"{name}_verified"
        if is_flag(mark):
            is_same = schema.key(held.get(name, "")) == schema.key(value)
            marks[mark] = row.values.get(mark, held.get(mark, "false") if is_same else "false")
    return {**changed, **marks}
