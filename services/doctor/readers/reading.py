"""Reading: everything the readers took from one paste, put together; it concludes nothing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from urllib.parse import urlsplit

from services.doctor.readers.browser_console import read_cors_messages, read_redirects
from services.doctor.readers.commands import read_commands
from services.doctor.readers.documents.flat_records import read_flat_records
from services.doctor.readers.documents.json_documents import read_json_documents
from services.doctor.readers.error_headers import read_error_headers
from services.doctor.readers.error_pages import read_error_pages
from services.doctor.readers.excerpt import (
    JSON_OF_AN_APP,
    REDIRECT,
    Excerpt,
    Reader,
    error_document,
)
from services.doctor.readers.header_pane import read_header_pane
from services.doctor.readers.http_messages import read_http_messages
from services.doctor.readers.library_errors import BROWSER_SAW_NOTHING, read_library_errors
from services.doctor.readers.log_lines import read_log_lines
from services.doctor.readers.paste import Paste, clean_paste, is_document, shortened
from services.doctor.readers.printed.call_sections import read_call_sections
from services.doctor.readers.printed.scattered_headers import (
    scattered_request,
    with_scattered_headers,
)
from services.doctor.readers.sdk_errors import read_sdk_errors
from services.doctor.readers.sentences.status_words import (
    STATUS_IN_WORDS,
    WORDS,
    read_named_errors,
    read_preflights,
    read_printed_objects,
    read_sentence,
    read_status_words,
)
from services.traffic.exchange import Headers, header

# In this order; each sees the lines that no earlier one took.
_READERS: tuple[Reader, ...] = (
    read_http_messages,
    read_commands,
    read_call_sections,
    read_header_pane,
    read_error_pages,
    read_json_documents,
    read_flat_records,
    read_cors_messages,
    read_redirects,
    read_error_headers,
    read_sdk_errors,
    read_library_errors,
    read_log_lines,
    read_printed_objects,
)
_THROWN = re.compile(r"(?:Uncaught|Unhandled)\b|\w*(?:Error|Exception): ")
_AWS_HOST = re.compile(
    r"https?://([\w.-]{1,200}\.(?:amazonaws\.com(?:\.cn)?|on\.aws))(?![\w.-])", re.I
)
_MOST_HOSTS, _LONGEST_PROSE = 20, 4_000
_DOCUMENT = re.compile(r"[{}][^{}\n]*[{}]|^[^{}\n]*\}|\{[^{}\n]*$|^\s*\".*")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One paste, read; `ignored` counts the lines with text that no reader took.

    `named_host` is the one address of AWS in a text that shows no request, `prose` the cleaned
    text's beginning.

    What goes through all excerpts is found once: a paste may have thousands.
    """

    excerpts: tuple[Excerpt, ...] = ()
    prose: str = field(default="", repr=False)
    named_host: str = ""
    ignored: int = 0
    is_cut: bool = False

    @cached_property
    def answer(self) -> Excerpt | None:
        """Return the answer that counts: the last refusal, otherwise the last one."""
        answers = [each for each in self.excerpts if each.status is not None]
        refused = [each for each in self.excerpts if each.is_refusal]
        rest = [each for each in self.excerpts if each.is_answer]
        last = next(iter([*refused[-1:], *answers[-1:], *rest[-1:]]), None)
        same = [each for each in answers if last and each.status == last.status]
        telling = [each for each in reversed(same) if each.body or each.headers]
        return next((each for each in telling if not each.is_name_alone), [*telling, last][0])

    @cached_property
    def of_the_answer(self) -> tuple[Excerpt, ...]:
        """Return what was pasted with the answer that counts: nothing up to an earlier refusal."""
        earlier = self.earlier_refusals
        return self.excerpts[self.excerpts.index(earlier[-1]) + 1 :] if earlier else self.excerpts

    @cached_property
    def earlier_refusals(self) -> tuple[Excerpt, ...]:
        """Return the other refusals that stand before the answer that counts."""
        if (answer := self.answer) is None:
            return ()
        before = self.excerpts[: self.excerpts.index(answer)]
        return tuple(each for each in before if each.is_refusal and each.differs_from(answer))

    @property
    def below_the_answer(self) -> "Reading | None":
        """Return what stands below the refusal that counts and is no part of it, None for nothing.

        Without any answer it is the last piece. A body belongs to an answer that shows none.
        """
        told = [each for each in self.excerpts if each.lines]
        above = self.answer or next(iter(told[-2:-1]), None)
        if above is None or (above is self.answer and not above.is_refusal):
            return None
        end = max(above.lines, default=0)
        is_open = above is self.answer and not above.body
        below = [it for it in told if min(it.lines) > end and (it.says or it.body)]
        if not below or (is_open and any(each.body for each in below)):
            return None
        return replace(self, excerpts=tuple(below))

    @property
    def redirect_above(self) -> "Reading | None":
        """Return the redirect with an OAuth error that stands above a status and nothing more."""
        answer, earlier = self.answer, self.earlier_refusals[-1:]
        if answer is None or answer.body or not earlier or earlier[0].form != REDIRECT:
            return None
        return replace(self, excerpts=earlier)

    @property
    def with_evidence_alone(self) -> "Reading":
        """Return the reading without sentences and without clients' reports of no answer."""
        kept = (it for it in self.excerpts if not it.is_unanswered and it.form != WORDS)
        return replace(self, excerpts=tuple(kept))

    @property
    def is_hidden_by_browser(self) -> bool:
        """Tell whether a browser says that it hid an answer, which may be the one above."""
        return BROWSER_SAW_NOTHING in self.says

    @property
    def status(self) -> int | None:
        return self.answer.status if self.answer else None

    @property
    def headers(self) -> Headers:
        return self.answer.headers if self.answer else ()

    @property
    def body(self) -> str:
        """Return the answer's body; a body that was pasted apart from its status counts, too.

        Cognito repeats its body in two headers, which a browser's pane shows without the body.
        """
        if self.answer is None or self.answer.body:
            return self.answer.body if self.answer else ""
        if message := header(self.headers, "x-amzn-errormessage"):
            name = header(self.headers, "x-amzn-errortype") or ""
            return error_document(name.partition(":")[0].strip(), message)
        others = [each.body for each in self.of_the_answer if each.body and not each.headers]
        return others[-1] if others else ""

    @cached_property
    def request(self) -> Excerpt | None:
        """Return the request of the answer that counts: the last one before it."""
        pieces = self.of_the_answer
        end = pieces.index(self.answer) + 1 if self.answer else len(pieces)
        sent = [each for each in pieces[:end] if each.is_request]
        later = [each for each in pieces[end:] if each.is_request]
        return next(iter([*sent[-1:], *later[:1]]), None)

    @property
    def http_method(self) -> str:
        return next((it.http_method for it in self._requests if it.http_method), "")

    @property
    def url(self) -> str:
        return next((each.url for each in self._requests if each.url), "")

    @property
    def host(self) -> str:
        try:
            return urlsplit(self.url).hostname or self.named_host
        except ValueError:
            return ""

    @property
    def request_headers(self) -> Headers | None:
        shown = [each.request_headers for each in self._requests]
        return next((each for each in shown if each is not None), None)

    @property
    def request_body(self) -> str:
        return next((each.request_body for each in self._requests if each.request_body), "")

    @property
    def operation(self) -> str:
        return next((each.operation for each in self.of_the_answer if each.operation), "")

    @property
    def says(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(text for each in self.of_the_answer for text in each.says))

    @property
    def is_unanswered(self) -> bool:
        """Tell whether the text says that no answer came, and holds none."""
        return self.status is None and any(each.is_unanswered for each in self.excerpts)

    @property
    def is_hearsay(self) -> bool:
        """Tell whether nothing but sentences, or an app's own JSON, was pasted: nobody's answer."""
        return all(
            each.form in (WORDS, JSON_OF_AN_APP)
            or (each.says and each.form.startswith(STATUS_IN_WORDS))
            for each in self.excerpts
        )

    @cached_property
    def _requests(self) -> tuple[Excerpt, ...]:
        """Return every request of the answer, the one that counts first."""
        first = (self.request,) if self.request is not None else ()
        return (*first, *(each for each in self.of_the_answer if each.is_request))


def read_paste(text: str) -> Reading:
    """Return what the readers take from a text of any form; a text without one is no error."""
    paste = clean_paste(text)
    if is_document(paste.text) and (found := read_json_documents(paste)):
        return Reading(excerpts=found, is_cut=paste.is_cut)
    paste = shortened(paste)
    excerpts: list[Excerpt] = []
    for read in _READERS:
        excerpts.extend(read(_left(paste, excerpts)))
    excerpts.extend(read_named_errors(_left(paste, excerpts)) if excerpts else ())
    excerpts.extend(read_log_lines(_beside_documents(paste, excerpts)))
    if not any(each.is_request or each.headers for each in excerpts):
        excerpts.extend(read_preflights(paste, excerpts))
    if not any(each.status for each in excerpts):
        excerpts.extend(
            read_status_words(_left(paste, excerpts))
            or _status_of_a_throw(excerpts)
            or read_status_words(_beside_documents(paste, excerpts))
        )
        excerpts.extend(read_sentence(_left(paste, excerpts)))
    if all(each.request_headers is None for each in excerpts):
        excerpts.extend(scattered_request(paste))
    left = _left(paste, excerpts)
    end = len(left.lines)
    excerpts.sort(key=lambda each: min(each.lines, default=end))
    excerpts = with_scattered_headers(excerpts, paste.text)
    excerpts.extend(_sent_back(excerpts))
    return Reading(
        excerpts=tuple(excerpts),
        prose=paste.text[:_LONGEST_PROSE],
        named_host=_the_one_host(paste.text),
        ignored=sum(bool(line.strip()) for line in left.lines),
        is_cut=paste.is_cut,
    )


def _status_of_a_throw(excerpts: Iterable[Excerpt]) -> tuple[Excerpt, ...]:
    """Return the status that an error names which nobody caught, on a line that was taken."""
    said = "\n".join(text for each in excerpts for text in each.says if _THROWN.match(text))
    found = read_status_words(Paste(text=said))
    return tuple(replace(each, lines=frozenset()) for each in found)


def _beside_documents(paste: Paste, excerpts: Iterable[Excerpt]) -> Paste:
    """Return the sentences around a document on its own lines: they may quote a log."""
    of_json = frozenset(line for each in excerpts if each.form == "JSON" for line in each.lines)
    kept = (line if number in of_json else "" for number, line in enumerate(paste.lines))
    return Paste(text="\n".join(_DOCUMENT.sub("", line) for line in kept))


def _the_one_host(text: str) -> str:
    """Return the host of AWS that the text's addresses name, empty for none or several."""
    hosts = {each.group(1).lower() for each in islice(_AWS_HOST.finditer(text), _MOST_HOSTS)}
    return hosts.pop() if len(hosts) == 1 else ""


def _sent_back(excerpts: Iterable[Excerpt]) -> Iterator[Excerpt]:
    """Yield the error in the address to which an answer sends the browser."""
    for each in excerpts:
        if "error" in (address := header(each.headers, "location") or ""):
            yield from (
                replace(it, lines=frozenset()) for it in read_redirects(Paste(text=address))
            )


def _left(paste: Paste, excerpts: Iterable[Excerpt]) -> Paste:
    taken = frozenset(line for each in excerpts for line in each.lines)
    return paste.without(taken) if taken else paste
