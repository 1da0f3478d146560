"""The file of Cognito's own import job, made of a checked plan; pure.

It is no usual CSV: nothing is quoted, a comma in a value gets a backslash, and white space around a
value is lost. Rows that it cannot hold are left to the ordinary import, each with the reason.
https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-using-import-tool-csv-header.html
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from services.users.csv_files.checking.import_plan import ImportPlan, UserToCreate
from services.users.csv_files.columns import COGNITO_USERNAME, MFA

LONGEST_ROW, MOST_ROWS, LARGEST_FILE = 16_000, 500_000, 100_000_000
_MARKS = ("email_verified", "phone_number_verified")
_NOT_HELD = ('"', "\\", "\r", "\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftToUs:
    """A row that the job does not take, and why."""

    line: int
    username: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CognitoFile:
    """`lines` are those of our file, in the order in which the job's file has their users."""

    content: bytes = field(repr=False)
    lines: tuple[int, ...] = ()
    left: tuple[LeftToUs, ...] = ()


def cognito_file(plan: ImportPlan, header: Sequence[str], verified: Sequence[str]) -> CognitoFile:
    """Return the file with the header that GetCSVHeader gave; `verified` is AutoVerifiedAttributes.

    Only rows to be created go in.
    """
    written, lines, left = [_joined(header)], list[int](), list[LeftToUs]()
    size = len(written[0].encode())
    for row in plan.rows:
        if row.create is None:
            continue
        text = _joined(_cell(row.create, name) for name in header)
        size += len(text.encode())
        why = _why_not(row.create, text, verified)
        if not why and (len(lines) == MOST_ROWS or size > LARGEST_FILE):
            why = "The file of one job is full."
        if why:
            size -= len(text.encode())
            left.append(LeftToUs(line=row.line, username=row.username, why=why))
        else:
            written.append(text)
            lines.append(row.line)
    return CognitoFile(content="".join(written).encode(), lines=tuple(lines), left=tuple(left))


def _joined(cells: Iterator[str] | Sequence[str]) -> str:
    return ",".join(each.replace(",", "\\,") for each in cells) + "\n"


def _values(user: UserToCreate) -> Mapping[str, str]:
    mfa = "true" if user.has_sms_mfa else "false"
    return {**user.new.named_attributes(), COGNITO_USERNAME: user.new.username, MFA: mfa}


def _cell(user: UserToCreate, name: str) -> str:
    value = _values(user).get(name, "")
    if name in (*_MARKS, MFA):
        return value.upper()
    is_date = name == "birthdate" and value
    return f"{date.fromisoformat(value):%m/%d/%Y}" if is_date else value


def _why_not(user: UserToCreate, text: str, verified: Sequence[str]) -> str:
    """Return why the job would not take the user as they are, "" when it would."""
    values = _values(user)
    if not any(values.get(f"{name}_verified") == "true" for name in verified):
        return f"Cognito's job needs one of these verified: {', '.join(verified) or 'none'}."
    if any(sign in value for value in values.values() for sign in _NOT_HELD):
        return "A value has a quote, a backslash or a line break, which the job's file cannot hold."
    if any(value != value.strip() for value in values.values()):
        return "A value has white space around it, which the job takes away."
    if any(letter.isspace() for letter in user.new.username):
        return "The username has a space."
    return "" if len(text) <= LONGEST_ROW else f"The row has more than {LONGEST_ROW} characters."
