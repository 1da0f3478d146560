"""Finds the headers of AWS's answers wherever a language prints them: maps, tuples, objects."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from services.doctor.readers.excerpt import Excerpt
from services.doctor.readers.paste import Paste
from services.traffic.exchange import Headers

# No client sends them, so that they are of the answer wherever they stand.
_ANSWERS_OWN = re.compile(
    r"(?<![\w-])(x-amzn-(?:error(?:type|message)|requestid|trace-id)|x-amz-(?:apigw-id|cf-id|cf-pop)"
    r"|apigw-requestid|www-authenticate|x-cache)(?:[\"'`]{0,2}\s{0,9}(?:=>|->|[:=,|])|[\"'](?=\s{1,3}[\"']))\s{0,9}"
    r"[\[(]{0,2}\s{0,20}(?:\"([^\"\n]{1,300})\"|'([^'\n]{1,300})'|`([^`\n]{1,300})`"
    r"|([^\s\"'`\[\](){},;|]{1,300}))",
    re.IGNORECASE,
)
# A header of a request in code or a log; only with a token is it sure to be one.
_SENT = re.compile(
    r"(?<![\w-])authorization[\"'`\]]{0,2}\s{0,3}(?:=>|[:=,])\s{0,3}[\[(]?[fb]?[\"'`]?"
    r"((?:[a-z]{3,6} )?eyJ[\w.+/=-]{20,16000})",
    re.IGNORECASE,
)
_MOST = 12


def scattered_headers(text: str) -> Headers:
    """Return each header once; none where the text shows two values of one: two answers."""
    found: dict[str, tuple[str, str]] = {}
    for each in islice(_ANSWERS_OWN.finditer(text), _MOST):
        name, *values = each.groups()
        pair = name, next(filter(None, values), "")
        if found.setdefault(name.lower(), pair)[1] != pair[1]:
            return ()
    return tuple(found.values())


def scattered_request(paste: Paste) -> tuple[Excerpt, ...]:
    """Return the request whose Authorization header a text shows, of code in any language."""
    found = _SENT.search(paste.text)
    if found is None:
        return ()
    return (
        Excerpt(
            form="Authorization header",
            lines=paste.lines_of(found.start(), found.end()),
            request_headers=(("Authorization", found.group(1)),),
        ),
    )


def with_scattered_headers(excerpts: Iterable[Excerpt], text: str) -> list[Excerpt]:
    """Return the excerpts, the only answer among them with the headers that the text shows."""
    kept = list(excerpts)
    answers = [at for at, each in enumerate(kept) if each.is_answer]
    with_status = [at for at in answers if kept[at].status is not None]
    if any(each.headers for each in kept) or len({kept[at].status for at in with_status}) > 1:
        return kept
    if (chosen := [*with_status, *answers][:1]) and (headers := scattered_headers(text)):
        kept[chosen[0]] = replace(kept[chosen[0]], headers=headers)
    return kept
