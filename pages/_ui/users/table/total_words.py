"""How many users there are, exactly or not, in one sentence; it is always said which."""

from services.users.snapshot.question import UserQuestion, UserRows
from services.users.snapshot.snapshot import SnapshotState

SNAPSHOT_HELP = (
    "The snapshot is the lab's own copy of the pool's users: Cognito itself can neither sort nor "
    "count them, nor search inside a name."
)


def total_words(shown: UserRows, question: UserQuestion, state: SnapshotState) -> str:
    """Return for example "**12 users** fit, of 5,000: counted exactly, in the snapshot"."""
    known = f"{shown.known:,}"
    if state.last is None and not shown.known:
        return "**Not read yet**"
    if state.last is None:
        how = f"of the {known} read so far; more may come"
    elif question.is_filtered:
        how = f"of {known}: counted exactly, in the snapshot"
    else:
        how = "counted exactly, in the snapshot"
    fit = "fits" if shown.total == 1 else "fit"
    verb = f" {fit}," if question.is_filtered else ":" if state.last else ""
    return f"**{shown.total:,} user{'' if shown.total == 1 else 's'}**{verb} {how}"


def nobody_words(shown: UserRows, state: SnapshotState) -> str:
    """Return what stands in place of an empty table."""
    if shown.known:
        return "No user fits. Search for less, or press Show all."
    if state.last is None:
        return "No users have been read from Cognito yet. That says nothing of how many there are."
    return "No users here. Create a user to begin."
