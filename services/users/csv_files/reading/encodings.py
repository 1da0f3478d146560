"""The encoding of a CSV file, told from its first bytes; pure."""

import codecs
import io
from typing import BinaryIO

from services.errors import InputError

_LOOKED_AT = 4
_NONE = b"\0\0"
_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)  # the first begins as UTF-16's does
NOT_TEXT = "Save it as CSV UTF-8, or as Unicode text, and choose it again."
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def opened_text(content: BinaryIO) -> io.TextIOWrapper:
    """Return the file as text from its start; its line breaks stay as they are.

    Raises InputError for UTF-32.
    """
    content.seek(0)
    encoding = encoding_of(content.read(_LOOKED_AT))
    content.seek(0)
    return io.TextIOWrapper(content, encoding=encoding, newline="")


def encoding_of(head: bytes) -> str:
    """Return Python's name of the encoding: UTF-8 or UTF-16, with or without a byte order mark.

    Without a mark, a header in UTF-16 shows by the zero byte of its first letters. Raises
    InputError for UTF-32.
    """
    if head in _UTF_32 or b"\0\0\0" in (head[:3], head[1:]):
        raise InputError("The file is UTF-32, which is not read.", hint=NOT_TEXT)
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), "")
    if marked:
        return marked
    if head[1:4:2] == _NONE:
        return "utf-16-le"
    return "utf-16-be" if head[:4:2] == _NONE else "utf-8"
