"""The encoding of a CSV file, told from its first bytes; pure."""

import codecs
import io
from typing import BinaryIO

_LOOKED_AT = 4
_NONE = b"\0\0"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def opened_text(content: BinaryIO) -> io.TextIOWrapper:
    """Return the file as text from its start; its line breaks stay as they are."""
    content.seek(0)
    encoding = encoding_of(content.read(_LOOKED_AT))
    content.seek(0)
    return io.TextIOWrapper(content, encoding=encoding, newline="")


def encoding_of(head: bytes) -> str:
    """Return Python's name of the encoding: UTF-8 or UTF-16, with or without a byte order mark.

    Without a mark, a header in UTF-16 shows by the zero byte of its first letters.
    """
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), "")
    if marked:
        return marked
    if head[1:4:2] == _NONE:
        return "utf-16-le"
    return "utf-16-be" if head[:4:2] == _NONE else "utf-8"
