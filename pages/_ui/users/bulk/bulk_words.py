"""Acts on many users in plain words: verdicts, results, states, and what each act does; pure."""

from pages._ui.users.user_status import BadgeColor
from services.users.bulk.acts.act import ActKind
from services.users.bulk.acts.row_decision import Verdict
from services.users.bulk.journal.journal_view import BulkState
from services.users.bulk.journal.row_result import RowOutcome
from services.users.user_moves import MOVES, MoveId

DRY_RUN = "A dry run looks at each user and says what would change. It sends nothing."
JOURNAL = (
    "A job goes on when you leave the page or close the browser. Its journal and the audit log, on "
    "this machine, note each user, so a resumed job repeats nothing that Cognito answered."
)
LOST = "Answer lost: it was sent, no answer came, and the user's data do not tell if it was done."
# A sign and words, and no colour: the colours of the page Users say how users stand.
VERDICTS = {
    Verdict.CHANGE: "✓ Would change",
    Verdict.NOTHING: "· Nothing to do",
    Verdict.REFUSED: "✗ Refused",
}
OUTCOMES = {
    RowOutcome.DONE: "✓ Done",
    RowOutcome.NOTHING: "· Nothing to do",
    RowOutcome.REFUSED: "✗ Refused",
    RowOutcome.FAILED: "✗ Failed",
    RowOutcome.UNKNOWN: "? Answer lost",
    RowOutcome.LEFT: "○ Not begun",
}
STATES: dict[BulkState, tuple[str, BadgeColor]] = {
    BulkState.RUNNING: ("Running", "blue"),
    BulkState.PAUSED: ("Paused", "orange"),
    BulkState.INTERRUPTED: ("Interrupted", "red"),
    BulkState.CANCELLED: ("Cancelled", "gray"),
    BulkState.FINISHED: ("Finished", "green"),
}
_MOVES = {
    ActKind.ENABLE: MoveId.ENABLE,
    ActKind.DISABLE: MoveId.DISABLE,
    ActKind.SIGN_OUT: MoveId.SIGN_OUT,
    ActKind.RESEND: MoveId.RESEND,
    ActKind.VERIFY_EMAIL: MoveId.VERIFY_EMAIL,
}
_CLAIMS = "Tokens already issued keep the old claims; a refresh brings the new ones."
_DOES = {
    ActKind.DELETE: "Nobody can bring a deleted user back. Their tokens stay good until they end.",
    ActKind.TEMPORARY_PASSWORD: (
        "Each user gets a password of their own and chooses a new one at the next sign-in. "
        "Cognito sends no message: you see the passwords once, when the job is over."
    ),
    ActKind.REPLACE_GROUPS: f"Without a group, users are taken out of all of theirs. {_CLAIMS}",
}


def what_it_does(kind: ActKind) -> str:
    """Return what the act sends and what becomes of tokens, in a sentence or two."""
    if kind in _MOVES:
        move = next(each for each in MOVES if each.id is _MOVES[kind])
        return f"{move.sends} {move.tokens}"
    return _DOES.get(kind, _CLAIMS)


def users_words(count: int) -> str:
    """Return for example "1 user" or "5,000 users"."""
    return f"{count:,} user{'' if count == 1 else 's'}"
