"""One call to AWS as a value, without its secrets, and the marks that stand in their place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_SECRET = re.compile(r"<secret ([A-Z][A-Z0-9_]*)>")
_CONTENTS = re.compile(r"<contents of ([^<>]+)>")
# GetUserAttributeVerificationCode sends a mail.
_READS = re.compile(
    r"(?!get_user_attribute_verification_code)"
    r"((admin_)?(get|list|describe|lookup|test)_|initiate_auth|admin_initiate_auth)"
)


class SourceArchive(bytes):
    """A zip that knows the directory of our source it was made of."""

    source: str

    @classmethod
    def of(cls, content: bytes, source: str) -> "SourceArchive":
        archive = cls(content)
        archive.source = source
        return archive


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSource:
    """Where in our source a call was made: a file below the repository, a line, a function."""

    file: str
    line: int
    function: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedCall:
    """A call as it went out, secrets and file contents replaced by marks; JSON throughout.

    `answer_ids` maps the place of an id or ARN in the answer (a JMESPath) to its value.
    """

    service: str
    operation: str
    parameters: Mapping[str, Any]
    answer_ids: Mapping[str, str]
    source: CallSource | None
    error_code: str = ""

    @property
    def is_write(self) -> bool:
        """Tell whether the operation changes something; signing somebody in does not."""
        return not _READS.match(self.operation)


def secret_mark(variable: str) -> str:
    """Return what stands in place of a secret: the variable that its owner sets."""
    return f"<secret {variable}>"


def contents_mark(source: str) -> str:
    """Return what stands in place of bytes: where they come from."""
    return f"<contents of {source}>"


def contents_source(value: Any) -> str:
    """Return where the bytes behind a mark come from, "" for any other value."""
    found = _CONTENTS.fullmatch(value) if isinstance(value, str) else None
    return found[1] if found else ""


def secret_variables(text: str) -> list[str]:
    """Return the variables of the secrets in a text, each once, in their order."""
    return list(dict.fromkeys(_SECRET.findall(text)))


def variable_name(text: str) -> str:
    """Return a text as the name of a shell variable: capitals, digits and underscores."""
    name = re.sub(r"[^A-Za-z0-9]+", "_", text).strip("_").upper()
    return name if name[:1].isalpha() else f"X_{name}".rstrip("_")
