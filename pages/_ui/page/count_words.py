"""A number with its noun, in the singular for one; pure."""


def count_words(number: int, noun: str) -> str:
    """Return for example "1 change" or "1,300 changes"; the noun's plural ends with s."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
