"""The token that was sent, as the paste shows it; what was sent in place of one, in words."""

import re

from services.authorizer.rest_api import Authorizer
from services.doctor.symptom import Symptom
from services.errors import TokenError
from services.tokens.decode import clean_token, decode_unverified
from services.tokens.pasted import FoundToken, find_tokens
from services.traffic.exchange import header

_LONGEST_VALUE = 2_000
# What people write over a token before they paste, and variables that a shell fills in.
_HIDDEN = re.compile(
    r"(?:…|[*xX#•·.…_-]{3,}|[\w-]{0,12}(?:\*{3,}|x{4,}|X{4,}).*"
    r"|\[(?!object)[^\[\]]{0,80}\]|<[^<>]{0,80}>|\([^()]{0,80}\)"
    r"|\$[A-Za-z_]\w{0,60}|\$\{[A-Z][A-Z0-9_]{0,60}\}?|%[A-Za-z_]\w{0,60}%"
    r"|(?:redacted|masked|hidden|removed|omitted|censored|snip(?:ped)?)"
    r"|(?:(?:my|your|the|id|access|jwt|cognito|auth|some|valid|bearer)[ _-]?){0,3}(?:token|jwt)"
    r"(?:[ _-]?here)?)",
    re.IGNORECASE,
)
_UNFILLED = re.compile(r"\{\{[^{}]{1,80}\}\}")  # a client sends it as it is
_LOWER_CASE_TEMPLATE = re.compile(r"\$\{[a-z]")
_BEGINNING = re.compile(r"eyJ[\w-]{0,4}(?:\.{2,}|…)$")
_ONE_VALUE = re.compile(r"(?:authorization:? )?(?:[a-z-]{2,12}:? )?[\w.+/=~-]+", re.IGNORECASE)
_NO_TOKENS = {
    "AWS4-HMAC": "It is a signature of AWS (Signature Version 4), made with AWS keys.",
    "Basic": "It is a user name and a password (Basic), not a token.",
    "undefined": "It is the word undefined: the code sent a variable that held no token.",
    "null": "It is the word null: the code sent a variable that held no token.",
    "[object": "It is the text of an object: the code sent the whole object, not its token.",
    "${": "It is a placeholder that nothing was put into.",
    "{{": "It is a placeholder that nothing was put into.",
    "IQoJ": "It looks like the session token of temporary AWS credentials.",
}


def sent_token(symptom: Symptom, authorizer: Authorizer | None) -> FoundToken:
    """Return the token that was sent, however it was pasted; without one an empty value."""
    sent = _value(symptom, authorizer)
    if is_token_hidden(symptom, authorizer):
        return next(iter(find_tokens(sent)), FoundToken())
    if text := symptom.token.strip():
        return next(iter(find_tokens(text)), None) or _unreadable(text)
    found = _unreadable(sent) if clean_token(sent) else FoundToken()
    return found if found.claims else next(iter(find_tokens(sent)), found)


def is_token_hidden(symptom: Symptom, authorizer: Authorizer | None) -> bool:
    """Tell whether something stands in place of the token that was not sent itself.

    A template in lower case, such as ${token}, is what code sends by mistake, so it is none.
    """
    sent = _value(symptom, authorizer)[:_LONGEST_VALUE]
    value = "" if _UNFILLED.search(sent) else clean_token(sent)
    is_template = _LOWER_CASE_TEMPLATE.match(value) is not None
    is_hidden = _HIDDEN.fullmatch(value) or _BEGINNING.match(value)
    return bool(value) and bool(is_hidden) and not is_template


def is_one_value(pasted: str) -> bool:
    """Tell whether a pasted text is what a header holds; a longer one may hold more than that.

    An empty text is a header that a request shows.
    """
    value = pasted.strip()
    return not value or bool(_what_was_sent(value)) or _ONE_VALUE.fullmatch(value) is not None


def _value(symptom: Symptom, authorizer: Authorizer | None) -> str:
    name = authorizer.token_header if authorizer else "Authorization"
    return symptom.token.strip() or header(symptom.request_headers or (), name) or ""


def _unreadable(text: str) -> FoundToken:
    """Return what is to be read in a header that holds nothing but the token."""
    try:
        decoded = decode_unverified(text)
    except TokenError as error:
        return FoundToken(text=text, fault=_what_was_sent(text) or error.message)
    fault = "" if decoded.payload else " ".join(decoded.notes)
    return FoundToken(text=decoded.text, claims=decoded.payload, fault=fault)


def _what_was_sent(text: str) -> str:
    """Return what a header holds in place of a token, in words; empty when it is unknown."""
    value = clean_token(text[:_LONGEST_VALUE])
    return next((words for start, words in _NO_TOKENS.items() if start in value[:60]), "")
