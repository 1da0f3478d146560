"""Finds JSON documents and printed objects (Python, Node) in a text and says what they tell."""

import ast
import json
import re
from collections.abc import Iterator

from services.doctor.readers.documents.document_facts import excerpts_of
from services.doctor.readers.excerpt import Excerpt
from services.doctor.readers.paste import Paste

_OPENING = re.compile(r"[{\[](?=\s*[\"'{\[}\]\w$])")
_MOST_DOCUMENTS, _MOST_TRIES = 12, 60
_MOST_WORK = 600_000  # characters looked at again, so that no text takes long
_LONGEST_PRINTED = 20_000
_PYTHON = re.compile(r"\{\s*'[^'\n]{1,80}'\s*:")
_BRACE_OR_TEXT = re.compile(  # a text without its end goes on to the end of all
    r"'(?:[^'\\]|\\.)*+(?:'|\Z)|\"(?:[^\"\\]|\\.)*+(?:\"|\Z)|[{}]", re.DOTALL
)


def read_json_documents(paste: Paste) -> tuple[Excerpt, ...]:
    """Return what each document in the text tells; one of no interest is left to later readers."""
    found = tuple(_read(paste, paste.text))
    if not found and '\\"' in paste.text:  # the text of a JSON value, as a log escapes it
        found = tuple(_read(paste, paste.text.replace('\\"', '"')))
    return found


def _read(paste: Paste, text: str) -> Iterator[Excerpt]:
    for start, end, document in _documents(text):
        yield from excerpts_of(document, text[start:end], paste.lines_of(start, end - 1))
    for start, end, document in _python_objects(text):
        written = json.dumps(document, default=str)
        yield from excerpts_of(document, written, paste.lines_of(start, end - 1))


def _documents(text: str) -> Iterator[tuple[int, int, object]]:
    decoder, place, work, found = json.JSONDecoder(strict=False), 0, 0, 0
    for _ in range(_MOST_TRIES):
        opening = _OPENING.search(text, place)
        if opening is None or work > _MOST_WORK or found >= _MOST_DOCUMENTS:
            return
        try:
            document, end = decoder.raw_decode(text, opening.start())
        except json.JSONDecodeError as error:
            work += error.pos - opening.start()
            place = opening.end()
            continue
        except RecursionError:
            return
        found, place = found + 1, end
        yield opening.start(), end, document


def _python_objects(text: str) -> Iterator[tuple[int, int, object]]:
    """Yield printed dictionaries, such as the response of a ClientError."""
    found = _PYTHON.search(text)
    if found is None:
        return
    end = _closing(text, found.start())
    try:
        yield found.start(), end, ast.literal_eval(text[found.start() : end])
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return


def _closing(text: str, start: int) -> int:
    depth = 0
    for piece in _BRACE_OR_TEXT.finditer(text, start, start + _LONGEST_PRINTED):
        depth += {"{": 1, "}": -1}.get(piece.group(), 0)
        if depth == 0:
            return piece.end()
    return start
