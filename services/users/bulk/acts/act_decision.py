"""What an act is for one user as read: the change, nothing to do, or a refusal; pure.

Changes are built by what the card of one user and the page of groups build theirs with.
"""

from collections.abc import Callable

from services.errors import InputError, PlanRefused
from services.users.bulk.acts.act import Act, ActKind
from services.users.bulk.acts.row_decision import (
    RowDecision,
    Unanswered,
    Verdict,
    nothing,
    refused,
)
from services.users.changes.change import Change
from services.users.directory import UserStatus, UserSummary
from services.users.groups.membership_changes import change_of_groups
from services.users.one_user.attribute_changes import change_of_removal, change_of_value
from services.users.one_user.password_change import change_of_password
from services.users.one_user.pool_facts import PoolFacts
from services.users.one_user.schema import PoolAttribute
from services.users.one_user.user_changes import change_of_end, change_of_move
from services.users.passwords import generate_password
from services.users.snapshot.question import UserRow
from services.users.user_moves import MOVES, MoveId

_MOVES = {
    ActKind.ENABLE: MoveId.ENABLE,
    ActKind.DISABLE: MoveId.DISABLE,
    ActKind.SIGN_OUT: MoveId.SIGN_OUT,
    ActKind.RESEND: MoveId.RESEND,
    ActKind.VERIFY_EMAIL: MoveId.VERIFY_EMAIL,
}
_UNANSWERED = {
    ActKind.SIGN_OUT: Unanswered.AGAIN,
    ActKind.TEMPORARY_PASSWORD: Unanswered.AGAIN,
    ActKind.RESEND: Unanswered.TELL,
}
NO_USER = "Cognito has no such user."


def decide(act: Act, row: UserRow | None, pool: PoolFacts) -> RowDecision:
    """Return what the act is for this user, None for one whom Cognito does not have."""
    if row is None:
        return refused(NO_USER)
    if is_done := _is_done(act, row):
        return nothing(is_done)
    if act.kind is ActKind.TEMPORARY_PASSWORD:
        return _of_password(row.user, pool)
    try:
        change = _builder(act)(act, row, pool)
    except (PlanRefused, InputError) as error:
        return refused(error.message)
    unanswered = _UNANSWERED.get(act.kind, Unanswered.LOOK)
    return RowDecision(verdict=Verdict.CHANGE, change=change, unanswered=unanswered)


def _is_done(act: Act, row: UserRow) -> str:
    """Return that the user is as the act would leave them, as a sentence; "" when not."""
    user, held = row.user, set(row.groups)
    named = set(act.groups)
    is_now = {
        ActKind.ENABLE: (user.enabled, "The user is enabled already."),
        ActKind.DISABLE: (not user.enabled, "The user is disabled already."),
        ActKind.VERIFY_EMAIL: (
            bool(user.email) and user.email_verified,
            "The e-mail address is verified already.",
        ),
        ActKind.ADD_GROUPS: (named <= held, "The user is in these groups already."),
        ActKind.REMOVE_GROUPS: (not named & held, "The user is in none of these groups."),
        ActKind.REPLACE_GROUPS: (named == held, "The user is in exactly these groups already."),
        ActKind.SET_ATTRIBUTE: (
            user.attributes.get(act.attribute) == act.value,
            f"{act.attribute} has this value already.",
        ),
        ActKind.DELETE_ATTRIBUTE: (
            act.attribute not in user.attributes,
            f"The user has no {act.attribute}.",
        ),
    }
    is_done, sentence = is_now.get(act.kind, (False, ""))
    return sentence if is_done else ""


def _builder(act: Act) -> Callable[[Act, UserRow, PoolFacts], Change]:
    builders = {
        ActKind.DELETE: lambda _act, row, _pool: change_of_end(row.user, row.groups),
        ActKind.ADD_GROUPS: _of_groups,
        ActKind.REMOVE_GROUPS: _of_groups,
        ActKind.REPLACE_GROUPS: _of_groups,
        ActKind.SET_ATTRIBUTE: _of_value,
        ActKind.DELETE_ATTRIBUTE: _of_removal,
    }
    return builders.get(act.kind, _of_move)


def _of_move(act: Act, row: UserRow, _pool: PoolFacts) -> Change:
    move = next(each for each in MOVES if each.id is _MOVES[act.kind])
    if refusal := move.refusal(row.user):
        raise PlanRefused(refusal)
    return change_of_move(row.user, move)


def _of_groups(act: Act, row: UserRow, pool: PoolFacts) -> Change:
    named = set(act.groups)
    if act.kind is not ActKind.REMOVE_GROUPS and (missing := sorted(named - pool.groups)):
        raise PlanRefused(f"The user pool has no group {', '.join(missing)}.")
    wanted = {
        ActKind.ADD_GROUPS: {*row.groups, *named},
        ActKind.REMOVE_GROUPS: {*row.groups} - named,
        ActKind.REPLACE_GROUPS: named,
    }[act.kind]
    return change_of_groups(row.user.username, row.groups, tuple(wanted))


def _of_value(act: Act, row: UserRow, pool: PoolFacts) -> Change:
    attribute = _attribute(act, pool)
    return change_of_value(row.user, attribute, act.value, is_verified=act.is_verified)


def _of_removal(act: Act, row: UserRow, pool: PoolFacts) -> Change:
    return change_of_removal(row.user, _attribute(act, pool), pool.schema)


def _attribute(act: Act, pool: PoolFacts) -> PoolAttribute:
    attribute = pool.schema.named(act.attribute)
    if attribute is None:
        raise PlanRefused(f"The user pool has no attribute {act.attribute}.")
    return attribute


def _of_password(user: UserSummary, pool: PoolFacts) -> RowDecision:
    if user.status is UserStatus.EXTERNAL_PROVIDER:
        return refused(
            "The user signs in at another identity provider: AWS advises against a password."
        )
    password = generate_password(pool.policy)
    change = change_of_password(user, password, pool.policy, is_permanent=False)
    unanswered = _UNANSWERED[ActKind.TEMPORARY_PASSWORD]
    return RowDecision(
        verdict=Verdict.CHANGE, change=change, unanswered=unanswered, password=password
    )
