"""What is exported and how, from the flags of `users export`; checked against the pool."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from services.users.csv_files.export.choices import ExportChoices
    from services.users.one_user.pool_facts import PoolFacts
    from services.users.snapshot.snapshot import Snapshot

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}
DECIMALS = {"point": ".", "comma": ","}


def choices_of(
    filters: Iterable[str],
    flags: Mapping[str, str | None],
    *,
    separator: str | None,
    decimal: str | None,
    has_mark: bool,
) -> "ExportChoices":
    """Return the choices; `flags` has sort, order and columns, which win over those of a filter.

    Raises InputError for a filter that does not exist or does not take its value.
    """
    from services.users.csv_files.export.choices import DecimalSign, ExportChoices
    from services.users.csv_files.reading.separators import Separator
    from services.users.snapshot.question_words import COLUMNS, question_of_words, words_of

    given = {name: tuple(text.split(",")) for name, text in flags.items() if text is not None}
    words = {**words_of(filters), **given}
    columns = dict.fromkeys(name.strip() for name in words.get(COLUMNS, ()))
    return ExportChoices(
        question=question_of_words(words),
        columns=tuple(name for name in columns if name),
        separator=Separator(SEPARATORS[separator or "comma"]),
        decimal=DecimalSign(DECIMALS[decimal or "point"]),
        has_mark=has_mark,
    )


def require_in_pool(choices: "ExportChoices", pool: "PoolFacts", snapshot: "Snapshot") -> None:
    """Raise InputError for a group, a field or a column that the user pool does not have."""
    from services.users.snapshot.question import OWN_FIELDS, USERNAME
    from services.users.snapshot.question_words import require_known

    question = choices.question
    attributes = {*(it.name for it in pool.schema.attributes), *snapshot.attribute_names()}
    require_known("group", question.groups, pool.groups)
    require_known("field to search in", filter(None, [question.where]), {USERNAME, *attributes})
    require_known("field to sort by", [question.sort], {*OWN_FIELDS, *attributes})
    require_known("column", choices.columns, {*OWN_FIELDS, *attributes})
