"""Cells of a CSV that a spreadsheet leaves as they are, and the exact texts read back; pure.

A cell that a spreadsheet would run or rewrite gets an apostrophe before it, which makes it a text
there. So does one that begins with apostrophes and goes on like that: thus reading can take exactly
one apostrophe away, and every text comes back as it was. `'s-Gravenhage` never gets one.
"""

import re
import unicodedata

# What a spreadsheet takes for a formula
# (https://owasp.org/www-community/attacks/CSV_Injection).
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001
# What may be skipped before one: controls, marks that nobody sees (a BOM, a zero-width space), and
# spaces of every kind. Which program skips which is not known; an apostrophe too many hurts nobody.
_UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}
# What a spreadsheet makes of a long number: 491701234567 is shown, and saved, as 4.91701E+11.
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E[+-]\d{2,}")


def guarded(text: str) -> str:
    """Return the cell for this text."""
    return f"'{text}" if _needs_guard(text.lstrip("'")) else text


def unguarded(cell: str) -> str:
    """Return the text of a cell: the inverse of `guarded`, and nothing else is changed."""
    return cell[1:] if is_guarded(cell) else cell


def is_guarded(cell: str) -> bool:
    """Tell whether an apostrophe keeps the cell from a spreadsheet."""
    return cell.startswith("'") and _needs_guard(cell.lstrip("'"))


def is_shortened(text: str) -> bool:
    """Tell whether a spreadsheet has written a long number as 4.91701E+11, its digits lost."""
    return bool(_SHORTENED.fullmatch(text))


def _needs_guard(text: str) -> bool:
    return next(filter(_is_seen, text), "") in _STARTS_FORMULA or is_shortened(text)


def _is_seen(letter: str) -> bool:
    """Tell whether a spreadsheet is sure to see it, or may start a formula by it."""
    return letter in _STARTS_FORMULA or unicodedata.category(letter) not in _UNSEEN
