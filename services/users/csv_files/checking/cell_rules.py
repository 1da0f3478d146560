"""What is wrong with one cell, seen without the rest of the file; pure.

A spreadsheet rewrites what it takes for a number or a date: where that shows, the hint says so.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from services.users.csv_files.columns import MFA, PASSWORD
from services.users.directory import UserStatus
from services.users.group_rules import LONGEST_NAME, broken_rules
from services.users.new_user import why_no_username
from services.users.one_user.pool_facts import PoolFacts
from services.users.one_user.schema import AttributeKind, PoolAttribute
from services.users.passwords import unmet_rules
from services.users.snapshot.question import ENABLED, GROUPS, STATUS, USERNAME
from services.users.spreadsheet_cells import is_guarded, is_shortened, unguarded

_AS_TEXT = "Format the column as text in the spreadsheet, and put the values in again."
_SHORTENED = "A spreadsheet has shortened a long number: its digits are lost."
_FRACTION = re.compile(r"(-?\d+),(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """What is wrong with a value, and what to do."""

    what: str
    hint: str


class CellRules:
    """The rules of one pool's columns."""

    def __init__(self, pool: PoolFacts) -> None:
        self._pool = pool
        self._attributes = {each.name: each for each in pool.schema.attributes}
        flags = (it.name for it in pool.schema.attributes if it.kind is AttributeKind.BOOLEAN)
        self._flags = {ENABLED, MFA, *flags}

    def value_of(self, name: str, cell: str) -> str:
        """Return the value that a cell means: its guard undone, TRUE as true, 1,5 as 1.5.

        A password is what stands there: nobody guards one.
        """
        if name == PASSWORD:
            return cell
        text = unguarded(cell)
        if name in self._flags:
            return text.lower() if text.lower() in ("true", "false") else text
        attribute = self._attributes.get(name)
        is_number = attribute is not None and attribute.kind is AttributeKind.NUMBER
        return _FRACTION.sub(r"\1.\2", text) if is_number else text

    def wrong_with(self, name: str, cell: str, value: str) -> Wrong | None:
        """Return what is wrong with the value of this column's cell, None when nothing is."""
        if name == PASSWORD:
            return _wrong_password(value, self._pool)
        if is_shortened(value) and not is_guarded(cell):
            return Wrong(what=_SHORTENED, hint=_AS_TEXT)
        if rule := _RULES.get(name):
            return rule(value, self._pool)
        attribute = self._attributes.get(name)
        why = attribute.why_not(value) if attribute else ""
        return Wrong(what=why, hint=_hint(attribute, value)) if attribute and why else None


def _hint(attribute: PoolAttribute, value: str) -> str:
    """Return what to do, with what a spreadsheet may have done to the value."""
    is_short = value.isdigit() and attribute.least is not None and len(value) < attribute.least
    if attribute.name == "phone_number" and value.isdigit():
        return f"A spreadsheet takes the plus sign or a first 0 away. {_AS_TEXT}"
    if attribute.name == "birthdate" and any(each.isdigit() for each in value):
        return f"A spreadsheet writes dates its own way. {_AS_TEXT}"
    if is_short and attribute.kind is AttributeKind.TEXT:
        return f"A spreadsheet takes zeros at the start away. {_AS_TEXT}"
    return "Correct the value in the file."


def _wrong_password(value: str, pool: PoolFacts) -> Wrong | None:
    unmet = unmet_rules(value, pool.policy)
    if not unmet:
        return None
    what = f"The password breaks the pool's policy: it needs {', '.join(unmet)}."
    return Wrong(what=what, hint="Choose another password.")


def _wrong_username(value: str, pool: PoolFacts) -> Wrong | None:
    why = why_no_username(value)
    is_taken = pool.takes_any_name and len(value) <= LONGEST_NAME
    return Wrong(what=why, hint="Choose another username.") if why and not is_taken else None


def _wrong_groups(value: str, _pool: PoolFacts) -> Wrong | None:
    for name in value.split():
        for rule in broken_rules(name=name, description="", precedence=None, role_arn=""):
            return Wrong(what=f"{name}: {rule.words}", hint="A space stands between two groups.")
    return None


def _wrong_flag(value: str, _pool: PoolFacts) -> Wrong | None:
    return None if value in ("true", "false") else Wrong(what="It is true or false.", hint=_FLAG)


def _wrong_status(value: str, _pool: PoolFacts) -> Wrong | None:
    if value != UserStatus.EXTERNAL_PROVIDER:
        return None
    what = "The user signs in at another identity provider, and is made by the first sign-in there."
    return Wrong(what=what, hint="Leave the row out.")


_FLAG = "Write true or false."
_RULES: dict[str, Callable[[str, PoolFacts], Wrong | None]] = {
    USERNAME: _wrong_username,
    GROUPS: _wrong_groups,
    ENABLED: _wrong_flag,
    MFA: _wrong_flag,
    STATUS: _wrong_status,
}
