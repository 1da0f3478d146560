"""Excerpt: what one reader took from a paste, as values; it concludes nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from json import dumps

from services.doctor.readers.paste import Paste
from services.traffic.exchange import Headers

REFUSED_BY_COGNITO = 400
REDIRECT = "address with an OAuth error"
JSON_OF_AN_APP = "JSON of an app that names an exception"
MAY_BE_LEFT_OUT = "Chrome and Edge leave Authorization out of a HAR file unless told otherwise."


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """What was read, and from which lines; what the text does not say stays at its default.

    `form` names what the lines look like. `request_headers` is None when they were not shown,
    `error` the name of AWS's exception, `says` are sentences of logs and consoles.
    `is_unanswered` tells that the text says no answer came.
    """

    form: str
    lines: frozenset[int] = frozenset()
    status: int | None = None
    headers: Headers = field(default=(), repr=False)
    body: str = field(default="", repr=False)
    http_method: str = ""
    url: str = field(default="", repr=False)
    request_headers: Headers | None = field(default=None, repr=False)
    request_body: str = field(default="", repr=False)
    operation: str = ""
    error: str = ""
    says: tuple[str, ...] = field(default=(), repr=False)
    is_unanswered: bool = False

    @property
    def is_answer(self) -> bool:
        return self.status is not None or bool(self.body)

    @property
    def is_refusal(self) -> bool:
        is_refused = self.status is not None and self.status >= REFUSED_BY_COGNITO
        return is_refused or bool(self.error) or self.form == REDIRECT

    def differs_from(self, other: "Excerpt") -> bool:
        """Tell whether it is of another call: pieces of one call share the status, if they show it.

        Two exceptions of one name, or one that only one of both names, are of one call, too.
        """
        is_other_status = self.status is not None and self.status != other.status
        is_other_error = bool(self.error and other.error) and self.error != other.error
        return is_other_status or is_other_error or self.form == REDIRECT

    @property
    def is_name_alone(self) -> bool:
        """Tell whether it is an exception's name without a sentence: another excerpt tells more."""
        return bool(self.error) and not self.headers and self.body == error_document(self.error, "")

    @property
    def is_request(self) -> bool:
        return bool(self.url or self.http_method) or self.request_headers is not None


Reader = Callable[[Paste], tuple[Excerpt, ...]]


def error_document(name: str, message: str) -> str:
    """Return an exception of AWS as the JSON body that carries it."""
    return dumps({"__type": name, "message": " ".join(message.split())})
