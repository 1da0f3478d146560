"""Reads a status that stands alone or in a sentence, and printed objects; the last resort."""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice

from services.doctor.readers.excerpt import REFUSED_BY_COGNITO, Excerpt, error_document
from services.doctor.readers.paste import Paste
from services.doctor.readers.sentences.status_marks import (
    StatusMark,
    is_expected,
    is_status_in_prose,
    is_wanted,
    named_status,
    quoted_reason,
    status_marks,
)

_REASON = re.compile(r"[ \t]*$|[ \t]+[^\W\d_][^\n]{0,60}$")
_BEFORE = re.compile(
    r"(?:\bstatus(?:[ _-]?code)?[\"']?[ \t]{0,3}[:=]?[ \t]{0,3}[\"']?"
    r"|\b(?:HTTP(?:/\d(?:\.\d)?)?|(?:http_|error_)?code|err(?:or|ore|eur)|erro|fehler"
    r"|failed(?: with)?|response|returns?|returned|got|gives?"
    r"|receiv\w+|found|invalid|actual value is|(?:but|code) was|status)(?:\(\))?"
    r"[\"']?[ :=(<\[]{1,3}(?:an? |the )?"
    r"|^[ \t]*\(|[ :]\(|(?:codes?|status|http)[._-]|after [\d.]{1,9} ?ms - "
    r"|status(?:[ _]?code)?[\"']?[ :=]{1,3}\w{1,20}\((?:value=)?"
    r"|(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) https?://\S{1,250} )$",
    re.IGNORECASE,
)
# What a test says of the status that it got.
_ASSERTED = re.compile(
    r"[)>\]\"']{0,2} (?:is (?:not )?(?:identical|equal)|does not (?:match|equal)|matches expected"
    r"|[!=]==? [1-5]\d\d\b|to (?:equal|be|eq) )"
)
_NAMED = re.compile(
    r"[ :-]{1,3}(?:Unauthori[sz]ed|Forbidden|Not Found|Bad Request|Internal Server "
    r"Error|Bad Gateway|"
    r"Gateway Time|Too Many|Unsupported|Payload|Request|Service Unavailable|Method Not)",
    re.IGNORECASE,
)
_OF_ERROR = re.compile(r"\w(?:Error|Exception): $")
_OF_METHOD = re.compile(
    r" (?:[a-z]{1,12} ){0,2}(?:in|on|for|from|at|of|to) (?:the |my |an )?"
    r"(OPTIONS|GET|HEAD|POST|PUT|PATCH|DELETE)\b"
)
_STATUS_ABOVE = re.compile(r"\bstatus(?: code)?(?: distribution)?:?\s*\[?\Z", re.IGNORECASE)
_FIRST_ERROR = 400
_FIELD = re.compile(
    r"(?<![\w.-])[\"']?(\$?[A-Za-z_][\w.-]{0,40})[\"']?\s{0,3}[:=]"
    r"(?:\s{0,3}(?:'((?:[^'\\\n]|\\.)*+)'|\"((?:[^\"\\\n]|\\.)*+)\"|`([^`\n]*+)`)"
    r"|[ \t]{0,3}([^\s,{}\[\]()'\"][^,}\])\n]{0,300}))"
)
_BY_A_LIBRARY = re.compile(r"Request failed with status|Http failure response|HTTP error", re.I)
_MESSAGE = frozenset({"message", "errormessage", "error_description", "msg"})
_NAME = frozenset({"code", "name", "__type", "errortype", "error"})
_EXCEPTION = re.compile(r"(?:.*[.#])?(\w+Exception)$")
_QUOTED_MESSAGE = re.compile(r"[\"'][Mm]essage[\"']\s{0,3}:\s{0,3}[\"']")
_MESSAGES_NAME = re.compile(r"[Mm]essage|msg|error_description")
_INNER_ERROR = re.compile(r"\[(\w{0,60}Error: [^\]\n]{1,300})\]")
_MOST_FIELDS, _FEWEST_HEADERS = 60, 2
_PREFLIGHT = re.compile(
    r"\bOPTIONS (?:request|method|call|endpoint|preflight|cors|requests|calls|endpoints)\b"
    r"|\bpreflight (?:request|check|call|OPTIONS)\b"
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_NAMED_ERROR = re.compile(
    r"[\s`>]*(?:(?:Uncaught|Unhandled) )?(?:[A-Z]\w{2,60}Error: |(?:ERROR|Error):? )\S"
)
_PLAIN = ("Error", "ERROR")  # a status may stand in the same line
_ONLY_FAILED = re.compile(  # what any tool says above the reason
    r"\W*error: (?:error |failed |failure )?(?:(?:while )?(?:making|sending|performing|executing)"
    r"|to (?:make|send|perform|execute)|with|in) (?:the |an? )?(?:http |api )?(?:request|call)\W*",
    re.IGNORECASE,
)
_FRAME = re.compile(r"\s*(?:at [\w$.<>]+[ (]|File \"|\.{3} \d+ more|Suppressed: )")  # of a trace
_OF_A_FUNCTION = "/var/task"
_WISH = re.compile(
    r"\b(?:ideally|(?:it|this|cognito|the (?:api|answer|error|message)) should (?:\w+ )?"
    r"(?:return|answer|say|show|give))\b[^.\n]{0,200}",
    re.IGNORECASE,
)
_LONGEST_SENTENCE, _MOST_ERRORS = 2_000, 6
# Sentences that Cognito alone says, by the exception that they come with: people quote them bare.
_OF_COGNITO: dict[str, str] = {
    "ResourceNotFoundException": (
        r"user ?pool(?: client)? \S+ (?:does not|doesn't) exist"
        r"|identity(?: ?pool)? '?[\w:<>-]+'? not found|\bdevice does not exist"
    ),
    "CodeMismatchException": (
        r"invalid (?:verification )?code (?:provided|received)(?:, please try again| for user)"
        r"|invalid code or auth state for the user"
    ),
    "ExpiredCodeException": r"invalid code provided, please request a code again",
    "EnableSoftwareTokenMFAException": r"code mismatch and fail enable software token mfa",
    "UserNotFoundException": r"\buser does not exist\b",
    "UserNotConfirmedException": r"\buser is not confirmed\b",
    "PasswordResetRequiredException": r"password reset required for the user",
    "InvalidPasswordException": r"password did not conform with (?:the )?(?:password )?policy",
    "UsernameExistsException": (
        r"an account with the (?:given )?[\w ]{4,20} already exists|user account already exists"
    ),
    "InvalidSmsRoleTrustRelationshipException": r"trust relationship allowing cognito",
    "InvalidOAuthFlowException": (
        r"not supported with client_credentials flow|callbackurls can not be empty"
    ),
    "FeatureUnavailableInTierException": r"feature not available in tier",
    "RefreshTokenReuseException": r"refresh token reuse detected",
    "ForbiddenException": r"request not allowed due to waf block",
    "LimitExceededException": (
        r"attempt limit exceeded, please try|limit for the number of \w+ has been reached"
    ),
    "InvalidParameterException": (
        r"invalid device key given|missing required parameter [A-Z]\w+|member must (?:satisfy|have)"
        r"|please use temporarypasswordvaliditydays"
    ),
    "NotAuthorizedException": (
        r"incorrect username or password|unable to verify secret hash|secret_hash was not received"
        r"|(?:access|refresh) token has (?:been revoked|expired)|invalid (?:refresh|access) token\b"
        r"|invalid session for the user|user cannot be confirmed|password attempts exceeded"
        r"|temporary password has expired|user is disabled"
    ),
}
_SAID_BY_COGNITO = {
    name: re.compile(rf"(?:{said})[^\"”“`\n]{{0,200}}", re.IGNORECASE)
    for name, said in _OF_COGNITO.items()
}
_MOST_WORDS_OF_A_STATUS = 5
WORDS, STATUS_IN_WORDS = "words", "the status "


def read_printed_objects(paste: Paste) -> tuple[Excerpt, ...]:
    """Return the answer in an object that a language prints: Node, Dart, Kotlin, Swift, Ruby.

    Objects with different exceptions are different answers: people compare them.
    """
    if not _MESSAGES_NAME.search(paste.text):
        return _printed_headers(paste)
    found = list(islice(_FIELD.finditer(paste.text), _MOST_FIELDS))
    apart = [it for each in _objects(paste.text, found) for it in _printed(paste, each) if it.error]
    return tuple(apart) if len({it.error for it in apart}) > 1 else _printed(paste, found)


def _objects(text: str, found: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Yield the fields up to each closing brace."""
    fields: list[re.Match[str]] = []
    for each in found:
        if fields and "}" in text[fields[-1].end() : each.start()]:
            yield fields
            fields = []
        fields.append(each)
    yield fields


def _printed(paste: Paste, found: list[re.Match[str]]) -> tuple[Excerpt, ...]:
    fields = [(it.group(1).lower(), next(filter(None, it.groups()[1:]), "")) for it in found]
    told = [value for name, value in fields if name in _MESSAGE and _WORD.search(value)]
    servers = [value for value in told if not _BY_A_LIBRARY.match(value)]
    message = next(iter([*servers, *told]), "")
    names = [_EXCEPTION.match(value) for name, value in fields if name in _NAME]
    error = next((each.group(1) for each in names if each), "")
    status = _status(paste)
    if not message or not (error or status or _QUOTED_MESSAGE.search(paste.text)):
        return ()
    usual = REFUSED_BY_COGNITO if error else None
    error_type = [(name, value) for name, value in fields if name == "x-amzn-errortype"]
    return (
        Excerpt(
            form="printed object",
            lines=frozenset().union(*(paste.lines_of(it.start(), it.end()) for it in found)),
            status=status.status if status else usual,
            headers=tuple(error_type),
            body=error_document(error, message) if error else json.dumps({"message": message}),
            error=error,
            says=tuple(
                it.group(1) for it in islice(_INNER_ERROR.finditer(paste.text), _MOST_ERRORS)
            ),
        ),
    )


def _printed_headers(paste: Paste) -> tuple[Excerpt, ...]:
    """Return the answer in an object that shows a status and headers, and no message."""
    if "-" not in paste.text or (status := _status(paste)) is None:
        return ()
    found = [it for it in islice(_FIELD.finditer(paste.text), _MOST_FIELDS) if "-" in it.group(1)]
    if len(found) < _FEWEST_HEADERS:
        return ()
    lines = [paste.lines_of(it.start(), it.end()) for it in found]
    return (
        Excerpt(
            form="printed answer",
            lines=paste.lines_of(status.start, status.end).union(*lines),
            status=status.status,
            headers=tuple((it[1], next(filter(None, it.groups()[1:]), "")) for it in found),
        ),
    )


def read_status_words(paste: Paste) -> tuple[Excerpt, ...]:
    """Return the status that the text names, with or without a reason in any language."""
    if (found := _status(paste)) is not None:
        of = _OF_METHOD.match(found.after)
        return (_in_words(paste, found.status, found.start, of.group(1) if of else ""),)
    reason = quoted_reason(paste.text)
    return () if reason is None else (_in_words(paste, *reason, ""),)


def _in_words(paste: Paste, status: int, start: int, http_method: str) -> Excerpt:
    lines = paste.lines_of(start, start)
    line = paste.lines[min(lines)].strip()
    is_sentence = len(_WORD.findall(line)) > _MOST_WORDS_OF_A_STATUS
    return Excerpt(
        form=f"{STATUS_IN_WORDS}{status}",
        lines=lines,
        status=status,
        http_method=http_method or ("OPTIONS" if _PREFLIGHT.search(line) else ""),
        says=(line[:_LONGEST_SENTENCE],) if is_sentence else (),
    )


def _status(paste: Paste) -> StatusMark | None:
    found = [each for each in status_marks(paste.text) if _is_status(each, paste.text)]
    got = [each for each in found if not is_expected(each)] or found
    refused = [each for each in got if each.status >= _FIRST_ERROR]  # a test names both
    return next(iter([*refused, *got]), None) or named_status(paste.text)


def _is_status(mark: StatusMark, text: str) -> bool:
    if not mark.before.strip() and _REASON.match(mark.after):
        return True
    if mark.status >= _FIRST_ERROR and _OF_METHOD.match(mark.after):
        return True
    above = text[max(0, mark.start - 40) : mark.start]
    if _BEFORE.search(mark.before) or _STATUS_ABOVE.search(above):
        return True
    is_refusal = mark.status >= _FIRST_ERROR and _is_refusal(mark)
    return is_refusal or is_status_in_prose(mark)


def _is_refusal(mark: StatusMark) -> bool:
    is_errors = mark.after.startswith(", ") and _OF_ERROR.search(mark.before)
    is_a_cell = mark.before.endswith("\t") and mark.after.startswith("\t")
    is_told = is_a_cell or _ASSERTED.match(mark.after) or _NAMED.match(mark.after)
    return bool(is_errors or is_told) or mark.has_own_phrase


def read_named_errors(paste: Paste) -> tuple[Excerpt, ...]:
    """Return the lines that begin with the name of an error, which no other reader took."""
    found = [
        (at, it.strip())
        for at, it in enumerate(paste.lines)
        if _NAMED_ERROR.match(it) and not _ONLY_FAILED.fullmatch(it)
    ]
    named = [at for at, it in found[:_MOST_ERRORS] if not it.lstrip("`> ").startswith(_PLAIN)]
    lines = frozenset(named)
    said = tuple(line[:_LONGEST_SENTENCE] for _, line in found[:_MOST_ERRORS])
    return (Excerpt(form=WORDS, lines=lines, says=said),) if said else ()


def read_preflights(paste: Paste, answers: Iterable[Excerpt]) -> tuple[Excerpt, ...]:
    """Return the request OPTIONS that the sentence around an answer speaks of."""
    lines = paste.lines
    around = " ".join(lines[number] for each in answers if each.body for number in each.lines)
    if _PREFLIGHT.search(around[:_LONGEST_SENTENCE]) is None:
        return ()
    return (Excerpt(form=WORDS, http_method="OPTIONS"),)


def read_sentence(paste: Paste) -> tuple[Excerpt, ...]:
    """Return the first sentences of a text that has no form: a cause may know their words."""
    told = [
        (number, line)
        for number, line in enumerate(paste.lines)
        if _WORD.search(line) and (_OF_A_FUNCTION in line or not _FRAME.match(line))
    ]
    if not told:
        return ()
    said = _WISH.sub("", " ".join(line.strip() for _, line in told)[:_LONGEST_SENTENCE])
    name, sentence = next(_quoted(said), ("", ""))
    body = error_document(name, sentence) if name else ""
    return (Excerpt(form=WORDS, lines=frozenset(), body=body, error=name, says=(said,)),)


def _quoted(said: str) -> Iterator[tuple[str, str]]:
    """Yield the exception whose sentence people quote without its name, and the sentence."""
    for name, pattern in _SAID_BY_COGNITO.items():
        found = pattern.search(said)
        if found is not None and not is_wanted(said[: found.start()]):
            yield name, found.group().strip()
