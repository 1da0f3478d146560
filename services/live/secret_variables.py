"""Which environment variables give a secret away, by name or by form; keeps no value."""

import math
import re
from collections import Counter

_NAME = re.compile(
    r"(?:^|_)(?:PASSWORD|PASSWD|SECRET|SECRET_?KEY|CLIENT_?SECRET|API_?KEY|PRIVATE_?KEY|"
    r"ACCESS_?KEY|TOKEN|CREDENTIALS?)(?:$|_)",
    re.IGNORECASE,
)
_POINTS_ELSEWHERE = re.compile(r"(?:_ARN|_NAME|_ID|_URL|_PATH|_PARAMETER|_TTL|_SECONDS)$")
_FORMS = (
    (re.compile(r"eyJ[\w-]{8,}\.[\w-]+\."), "its value is a token"),
    (re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"), "its value is a private key"),
    (re.compile(r"(?:AKIA|ASIA)[0-9A-Z]{16}"), "its value is an AWS access key id"),
)
_CLIENT_SECRET = re.compile(r"[0-9A-Za-z+/=_-]{40,128}")
_RANDOM_BITS = 4.0  # per character; words, ids and ARNs stay below


def why_secret(name: str, value: str) -> str:
    """Return why a variable looks like a secret, empty when it does not."""
    if not value:
        return ""
    for form, reason in _FORMS:
        if form.search(value):
            return reason
    if _NAME.search(name) and not _POINTS_ELSEWHERE.search(name.upper()):
        return "its name says so"
    if _CLIENT_SECRET.fullmatch(value) and _bits(value) >= _RANDOM_BITS:
        return "its value is long and random, as a client secret is"
    return ""


def _bits(text: str) -> float:
    counts = Counter(text)
    return -sum(n / len(text) * math.log2(n / len(text)) for n in counts.values())
