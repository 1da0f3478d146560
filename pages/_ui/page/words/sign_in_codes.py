"""The codes of the sign-in API in words; docs/contract.md says when each is answered."""

import re

CODES = {
    "10022": "the request cannot be used as it is",
    "10023": "the sign-in is refused",
    "10024": "tokens are issued",
    "10025": "something failed that the caller cannot solve",
    "10026": "one more answer is asked for",
}
_IN_BODY = re.compile(r'"code"\s*:\s*"(\d{5})"')


def code_words(code: str) -> str:
    """Return "10023 means: the sign-in is refused.", "" for a code it does not use."""
    return f"{code} means: {CODES[code]}." if code in CODES else ""


def words_of_body(body: str) -> str:
    """Return what the code in an answer's body means, "" without one of the sign-in API's."""
    found = _IN_BODY.search(body)
    return code_words(found[1]) if found else ""
