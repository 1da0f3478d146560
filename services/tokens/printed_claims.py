"""Claims without their token: a decoded payload as JSON, or as a language or a page prints it."""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

_NAMES = frozenset({"token_use", "iss", "exp", "sub", "client_id", "cognito:username"})
_FEWEST, _MOST_OPENINGS, _MOST_CLAIMS, _DEEPEST = 2, 12, 40, 6
_LONGEST_PRINTED = 8_000
_OPENING = re.compile(r"\{(?=\s*[\"'])")
# A claim as JavaScript, Ruby, Java, Go, YAML and a table write it.
_PRINTED = re.compile(
    r"(?<![\w.:-])[\"'\[]?(token_?use|iss|exp|iat|auth_?time|sub|aud|client_?id|scope|username|jti"
    r"|cognito:username|cognito:groups|email)[\"']?\]?(?:[ ]{0,3}(?:=>|[:=]|\t)|,(?=\"))[ \t]{0,9}"
    r"(?:\"([^\"\n]{0,400})\"|'([^'\n]{0,400})'|([^\s,;\"'{}\[\]]{1,400}))",
    re.IGNORECASE,
)
_IN_ONE_WORD = {"tokenuse": "token_use", "clientid": "client_id", "authtime": "auth_time"}
_WHOLE_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,12}e\+?\d{1,2})?")
_USES = ("id", "access")


def claims_in(text: str) -> Mapping[str, Any]:
    """Return the first claims that a text shows decoded, empty when it shows none."""
    for document in _documents(text):
        for each in _objects_in(document):
            if len(_NAMES & each.keys()) >= _FEWEST:
                return each
    return _printed(text)


def _documents(text: str) -> Iterator[object]:
    decoder, end = json.JSONDecoder(strict=False), 0
    for opening in islice(_OPENING.finditer(text), _MOST_OPENINGS):
        if opening.start() < end:
            continue
        try:
            document, end = decoder.raw_decode(text, opening.start())
            yield document
        except (ValueError, RecursionError):
            yield from _python_object(text, opening.start())


def _python_object(text: str, start: int) -> Iterator[object]:
    end = text.find("}", start) + 1
    if 0 < end - start <= _LONGEST_PRINTED and "\\" not in text[start:end]:
        try:
            yield ast.literal_eval(text[start:end])
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            return


def _objects_in(document: object) -> Iterator[dict[str, Any]]:
    level = [document]
    for _ in range(_DEEPEST):
        objects = [each for each in level if isinstance(each, dict)]
        yield from objects
        level = [child for each in objects for child in islice(each.values(), _MOST_CLAIMS)]


def _printed(text: str) -> Mapping[str, Any]:
    """Return claims that no parser reads; only the use of a token proves what they are."""
    if "token" not in text.lower():
        return {}
    found = islice(_PRINTED.finditer(text), _MOST_CLAIMS)
    claims: dict[str, Any] = {}
    for each in found:
        written, *values = each.groups()
        name = _IN_ONE_WORD.get(written.lower(), written.lower())
        claims.setdefault(name, _value(next(filter(None, values), "")))
    is_one = claims.get("token_use") in _USES and len(_NAMES & claims.keys()) >= _FEWEST
    return claims if is_one else {}


def _value(text: str) -> str | int:
    return int(float(text)) if _WHOLE_NUMBER.fullmatch(text) else text
