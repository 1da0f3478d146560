"""StageMask: hides tokens, ids and account numbers in a text, whoever drew it; pure.

Finds them also where a page has escaped the text for Markdown or made it breakable in HTML.
"""

import re
from collections.abc import Iterable

# What a text holds between the characters that are read: Markdown's escapes and places to break.
_BETWEEN = re.compile(r"\\(?=[!-/:-@\[-`{-~])|<wbr>")
_SHAPES = (
    ("token", r"eyJ[\w-]{8,}(?:\.[\w-]*){0,4}"),
    ("ARN", r"arn:aws[a-z-]*:[^\s\"'<>&,;)\]}`]*"),
    ("user pool id", r"(?<![\w-])[a-z]{2}(?:-[a-z]+)+-\d_[A-Za-z0-9]+"),
    # sub, jti and the ids of requests
    ("id", r"(?<![\w-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\w-])"),
    ("account", r"(?<!\w)\d{12}(?!\w)"),
    ("client id", r"(?<![\w-])(?=[A-Za-z]*\d)[A-Za-z0-9]{26}(?![\w-])"),
    # AWS's ids of an API and its parts, then the local engine's
    ("id", r"(?<![\w-])(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{10}(?![\w-])"),
    ("id", r"(?<![\w-])(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8}(?![\w-])"),
)


class StageMask:
    """`known` are ids that have no shape of their own, such as an API's of letters alone."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        ids = "|".join(re.escape(each) for each in sorted(known, key=len, reverse=True))
        shapes = [shape for _, shape in _SHAPES]
        self._names = [name for name, _ in _SHAPES]
        if ids:
            shapes.append(rf"(?<![\w-])(?:{ids})(?![\w-])")
            self._names.append("id")
        self._shapes = re.compile("|".join(f"({each})" for each in shapes))

    def hide(self, text: str) -> str:
        """Return `text` with a word such as ‹user pool id› in the place of each."""
        read, places = _read(text)
        parts, end = [], 0
        for found in self._shapes.finditer(read):
            name = self._names[(found.lastindex or 1) - 1]
            parts += [text[end : places[found.start()]], f"‹{name}›"]
            end = places[found.end() - 1] + 1
        return "".join((*parts, text[end:])) if parts else text


def _read(text: str) -> tuple[str, range | list[int]]:
    """Return the text as it is read, and where in `text` each of its characters stands."""
    if not _BETWEEN.search(text):
        return text, range(len(text))
    left_out = {at for found in _BETWEEN.finditer(text) for at in range(*found.span())}
    places = [at for at in range(len(text)) if at not in left_out]
    return "".join(text[at] for at in places), places
