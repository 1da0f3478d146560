"""Whom a job is for: usernames, or a question that is answered when the dry run is made."""

from services.errors import InputError
from services.users.snapshot.question import UserQuestion
from services.users.snapshot.snapshot import Snapshot

Selection = tuple[str, ...] | UserQuestion


def usernames_of(selection: Selection, snapshot: Snapshot | None) -> tuple[str, ...]:
    """Return the usernames, each once; a question needs the snapshot. Raises InputError for none.

    A name is taken as it stands: with a space before it, it is another user's, or nobody's.

    Every user who fits the question is one, not only those of the page that was shown.
    """
    if isinstance(selection, UserQuestion):
        if snapshot is None or snapshot.state.last is None:
            raise InputError(
                "The users were not read yet, so nobody knows who fits the filter.",
                hint="Wait until the snapshot is filled, then try again.",
            )
        found = snapshot.usernames(selection)
    else:
        found = tuple(dict.fromkeys(name for name in selection if name.strip()))
    if not found:
        raise InputError("No user is chosen.", hint="Choose users, or another filter.")
    return found
