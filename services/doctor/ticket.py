"""A diagnosis as Markdown for a ticket: without token, secret, account number and address."""

import re

from services.authorizer.evidence import SOURCES
from services.doctor.cause import Strength
from services.doctor.consultation import Consultation
from services.doctor.diagnosis import Diagnosis
from services.traffic.redaction import redact_text

_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_ACCOUNT = re.compile(r"(?<!\d)\d{12}(?!\d)")
_WORDS = {
    Strength.CERTAIN: "fits what was seen",
    Strength.LIKELY: "likely",
    Strength.POSSIBLE: "possible",
}


def ticket_of(consultation: Consultation) -> str:
    """Return the Markdown: what was read, each cause with its reasons, fix and sources."""
    parts = ["# Diagnosis of a refused call", "## Read as", _list(consultation.read_as)]
    parts += [_cause(each) for each in consultation.causes]
    if not consultation.causes:
        parts.append("No cause that the doctor knows fits.")
    if consultation.next_step:
        parts += ["## To paste next", consultation.next_step]
    return without_persons(without_accounts(redact_text("\n\n".join(parts)))) + "\n"


def without_persons(text: str) -> str:
    """Return the text with e-mail addresses replaced: a ticket is read by others."""
    return _ADDRESS.sub("<e-mail address>", text)


def without_accounts(text: str) -> str:
    """Return the text with AWS account numbers replaced."""
    return _ACCOUNT.sub("<account>", text)


def _cause(found: Diagnosis) -> str:
    cause = found.cause
    sources = [SOURCES[name].address for name in cause.evidence.sources]
    parts = [
        f"## {found.rank}. {cause.title} ({_WORDS[found.strength]})",
        _list(found.because),
        f"What to do: {cause.fix}",
    ]
    if cause.command:
        parts.append(f"```sh\n{cause.command}\n```")
    if sources:
        parts.append(f"Sources: {', '.join(sources)}")
    return "\n\n".join(parts)


def _list(sentences: tuple[str, ...]) -> str:
    return "\n".join(f"- {' '.join(sentence.split())}" for sentence in sentences)
