"""Reads exceptions of AWS as its CLI and SDKs print them; the name, the operation, the sentence."""

import re
from collections.abc import Iterator
from itertools import islice
from json import dumps

from services.doctor.readers.error_headers import GATEWAYS_ERROR_TYPES, gateway_answer
from services.doctor.readers.excerpt import REFUSED_BY_COGNITO, Excerpt, error_document
from services.doctor.readers.paste import Paste
from services.doctor.readers.sentences.named_exceptions import exceptions_named, is_in_a_sentence
from services.doctor.readers.sentences.status_words import WORDS

_MOST, _MOST_NAMES = 6, 40
_LONGEST_MESSAGE, _LONGEST_BEFORE = 2_000, 400
# The operation stands in it: boto3, the AWS CLI, Go v2, PHP.
_BOTO = re.compile(
    r"An\s{1,20}error\s{1,20}occurred\s{1,20}\(([\w.]{1,80})\)\s{1,20}when\s{1,20}calling\s{1,20}the"
    r"\s{1,20}(\w{1,80})\s{1,20}operation(?:\s{1,20}\([^)\n]{0,80}\))?[^:\n]{0,80}:\s*"
)
_GO = re.compile(
    r"operation error [\w .:-]{1,60}?: (\w{1,60}), [^\n]{0,300}?(?:api error "
    r")?(\w{1,60}Exception): ?"
)
_PHP = re.compile(r"Error executing \"(\w{1,60})\"")
_JS_LOG = re.compile(r"\[AWS [\w-]{1,60} [45]\d\d [\d.]{1,12}s \d+ retries\] ([a-z])(\w{1,80})\(")
# What ends the sentence: the details that each SDK puts after it, or the next line of a trace.
_END = re.compile(
    r" ?\((?:Service|client|server|SDK)\b|\n\s{0,40}(?:at |File |status code"
    r"|\w+(?:Error|Exception)\b|[\w$@-]+\s*[:={]|\{|'|\.\.\.|\n)"
    r"|\n\n|\"?\s*\)?\s*[,}]\s*(?:\n|\"|'|\w+\s*[:=])|\" ?[})]|['\"]\s*\)|, code:|\]\s*(?:\n|$)|$"
)
_NAMED = re.compile(
    r"(?<!\w)([A-Z]\w{2,60}Exception)\b[\"'\]]{0,2}(?: \(\w+\))?[^\S\n]*"
    r"(?:(?::|-|\u2013|=>|with (?:the )?message:?|\((?=\w+ \{ message)|, "
    r"?\"?message\"?[:=])[^\S\n]*\n?[^\S\n]*"
    r"|\((?=[A-Z][a-z]+ [^()\n]{4,300}\)(?::|\n|$))|(?=\n|$))"
)
_RUST = re.compile(r"\w+ \{ message: Some\(\"")
_STATUS = re.compile(r"(?:status ?code|http ?status ?code|StatusCode)\W{1,4}([45]\d\d)\b", re.I)
_BARE_MESSAGES = ("", "unauthorized", "forbidden", "internal server error")
_QUOTES = "\"'` "
_LETTERS = re.compile(r"\w")
_STATUS_ALONE = re.compile(r"(?:HTTP )?[45]\d\d[ ,:-]{0,3}[A-Za-z ]{0,40}")
_MAY_BE_A_STATUS = re.compile(r"\b[45]\d\d\b")
# Names that end in Exception and are no answer of AWS.
_OF_OTHERS = re.compile(
    r"(?:\w*Http\w*|\w*Web\w*|Api|Rest\w*|IO|Runtime|NullPointer|Illegal|Socket|Timeout|Json|Key|Value|"
    r"Completion|Execution|Client|Sdk|Aws|Amazon|AmazonService|AwsService|Argument|Type|Guzzle|"
    r"CognitoIdentityProvider|CognitoClient|CognitoService|AmazonCognitoIdentityProvider|AmazonClient|Server|"
    r"Amazon[A-Z]\w{1,40}|AWS[A-Z]\w{1,40}|UnknownHost|ConnectTimeout|Connect|SSL|SSLHandshake|HttpClientError|Unexpected|Platform|"
    r"AWSCognitoIdentityProvider|SdkClient|Smithy|Dio|NoCredentials|EndpointConnection)Exception"
)
# Exceptions of Amplify and of browsers: their sentence may be known, and AWS answered nothing.
_OF_LIBRARIES = re.compile(
    r"(?:Auth[A-Z]\w{2,40}|SignedIn|SignedOut|UserAlreadyAuthenticated|InvalidState|DOM|Unknown)"
    r"Exception"
)


# The newer SDK for Java names no error code.
_JAVA = re.compile(
    r"\s?\(Service: [\w\s]{1,60}"
    r"(?:; Status Code: (\d{3}); Error Code: (?:(\w{1,80}Exception)\b|\w+$)"
    r"|, Status Code: (\d{3}), Request ID: )",
    re.MULTILINE,
)
_ERROR_CODE = "Error Code: "
_NET = re.compile(r"\b([A-Z]\w{2,60}Exception) making request ([A-Z]\w{2,60})Request to https?:")
_RUBY = re.compile(r"(?:[A-Z]\w{1,40}::){1,4}Errors::([A-Z]\w{2,60})\b(?:: | - )?")
_PACKAGE = re.compile(r"(?:[A-Za-z]\w{0,60}[.\\$]){2,12}\Z")
_AWS_PACKAGE = re.compile(r"amazon|aws|amplify|cognito|boto", re.IGNORECASE)
_LONGEST_PACKAGE = 300
_COLON = re.compile(r": (?=[A-Z0-9][^\[\]]{12})")
# Swift prints what it holds: the message stands in another field, or as a header of the answer.
_SWIFT = re.compile(
    r"essage: Optional\((?:\\{0,3}\")(.{1,400}?)\\{0,3}\"\)"
    r"|x-amzn-ErrorMessage: (.{1,400}?)(?:, ?(?:\\n|\n|\w+-)|\)|\n|$)",
    re.DOTALL,
)
_MESSAGE_FIELD = re.compile(r"^\W{0,6}[Mm]essage\W{1,4}\"([^\"\n]{5,300})\"", re.MULTILINE)
_SWIFT_NAMED = re.compile(r"\b([A-Z]\w{2,60}Exception)\((?=\w{1,40}: )")
_NEAR = 1_500


def read_sdk_errors(paste: Paste) -> tuple[Excerpt, ...]:
    """Return each exception of AWS in the text, the one that names its operation alone."""
    whole = tuple(islice((*_boto(paste), *_go(paste)), _MOST))
    if whole:
        return (*whole, *islice(_named(_beside(paste, whole)), _MOST))
    named = tuple(islice(_named(paste), _MOST)) or (
        *_swift(paste),
        *_net(paste),
        *_ruby(paste),
        *_coded(paste),
    )
    return named or tuple(_in_prose(paste))


def _beside(paste: Paste, whole: tuple[Excerpt, ...]) -> Paste:
    """Return the paragraphs that hold none of them: the same one has their traces."""
    taken = frozenset().union(*(each.lines for each in whole))
    paragraphs: list[set[int]] = [set()]
    for number, line in enumerate(paste.lines):
        if not line.strip():
            paragraphs.append(set())
        paragraphs[-1].add(number)
    return paste.without(frozenset().union(*(each for each in paragraphs if each & taken)))


def _boto(paste: Paste) -> Iterator[Excerpt]:
    for found in islice(_BOTO.finditer(paste.text), _MOST):
        yield _excerpt(
            paste, found, found.group(1), found.group(2), "error of the AWS CLI or boto3"
        )


def _go(paste: Paste) -> Iterator[Excerpt]:
    for found in islice(_GO.finditer(paste.text), _MOST):
        yield _excerpt(paste, found, found.group(2), found.group(1), "error of the SDK for Go")


def _named(paste: Paste) -> Iterator[Excerpt]:
    """Yield each name once, where it has a sentence if it has one anywhere."""
    logged = _JS_LOG.search(paste.text)
    operation = _PHP.search(paste.text)
    named = operation.group(1) if operation else ""
    if logged is not None:
        named = logged.group(1).upper() + logged.group(2)
    read: dict[str, Excerpt] = {}
    for found in islice(_NAMED.finditer(paste.text), _MOST_NAMES):
        name = found.group(1)
        if _OF_OTHERS.fullmatch(name) or paste.text[: found.start()].endswith(_ERROR_CODE):
            continue
        if is_in_a_sentence(paste.text, found):
            continue
        if _OF_LIBRARIES.fullmatch(name):
            yield from _of_others(paste, found, "error of a library")
            continue
        if _is_of_another_package(paste.text, found.start()):
            yield from _of_others(paste, found, WORDS)
            continue
        if name not in read or _is_without_sentence(read[name]):
            excerpt = _excerpt(paste, found, name, named, "exception of an AWS SDK")
            read[name] = read.get(name, excerpt) if _is_without_sentence(excerpt) else excerpt
    yield from read.values()


def _is_without_sentence(excerpt: Excerpt) -> bool:
    """Tell whether the name stands alone, or only the same name again follows it."""
    return excerpt.is_name_alone or excerpt.body.count(excerpt.error) > 1


def _of_others(paste: Paste, found: re.Match[str], form: str) -> Iterator[Excerpt]:
    """Yield the sentence of an exception that is not of AWS; a cause may know its words."""
    message, end = _message(paste.text, found.end())
    if message:
        lines = paste.lines_of(found.start(), max(found.start(), end - 1))
        if _STATUS_ALONE.fullmatch(message):
            return
        is_left = _MAY_BE_A_STATUS.search(message)  # for the readers of statuses
        kept = frozenset() if is_left else lines
        yield Excerpt(form=form, lines=kept, says=(f"{found.group(1)}: {message}",))


def is_name_of_others(name: str) -> bool:
    """Tell whether libraries, frameworks and other servers use this name, too."""
    is_shared = name in GATEWAYS_ERROR_TYPES and "Signature" not in name
    return is_shared or bool(_OF_OTHERS.fullmatch(name) or _OF_LIBRARIES.fullmatch(name))


def _is_of_another_package(text: str, start: int) -> bool:
    """Tell whether a package that is not of AWS stands before the name, as in a trace of Java."""
    package = _PACKAGE.search(text[max(0, start - _LONGEST_PACKAGE) : start])
    return package is not None and not _AWS_PACKAGE.search(package.group())


def _coded(paste: Paste) -> Iterator[Excerpt]:
    """Yield the error of a Java SDK whose name was cut away; brackets with details follow it."""
    for found in islice(_JAVA.finditer(paste.text), _MOST):
        before = paste.text[max(0, found.start() - _LONGEST_BEFORE) : found.start()]
        message = _last_sentence(before.rpartition("\n")[2].rpartition('"')[2])
        name = found.group(2) or ""
        yield Excerpt(
            form="error of the AWS SDK for Java",
            lines=paste.lines_of(found.start(), found.end()),
            status=int(found.group(1) or found.group(3)),
            body=error_document(name, message) if name else dumps({"message": message}),
            error=name,
        )


def _swift(paste: Paste) -> Iterator[Excerpt]:
    for found in islice(_SWIFT_NAMED.finditer(paste.text), _MOST_NAMES):
        name, message = found.group(1), _swift_message(paste.text, found.start())
        if message and not (_OF_OTHERS.fullmatch(name) or _OF_LIBRARIES.fullmatch(name)):
            yield Excerpt(
                form="error of the SDK for Swift",
                lines=paste.lines_of(found.start(), found.end()),
                status=REFUSED_BY_COGNITO,
                body=error_document(name, message),
                error=name,
            )
            return


def _net(paste: Paste) -> Iterator[Excerpt]:
    """Yield the exception of the .NET SDK's own log, which names it each time it tries again."""
    for found in islice(_NET.finditer(paste.text), 1):
        yield Excerpt(
            form="log of the SDK for .NET",
            lines=paste.lines_of(found.start(), found.end()),
            status=REFUSED_BY_COGNITO,
            body=error_document(found.group(1), ""),
            error=found.group(1),
            operation=found.group(2),
        )


def _ruby(paste: Paste) -> Iterator[Excerpt]:
    for found in islice(_RUBY.finditer(paste.text), 1):
        yield _excerpt(paste, found, found.group(1), "", "exception of the SDK for Ruby")


def _in_prose(paste: Paste) -> Iterator[Excerpt]:
    """Yield the one exception that sentences name, as people write: it is nobody's answer."""
    found = exceptions_named(paste.text)
    names = {it for it in found if not (_OF_OTHERS.fullmatch(it) or _OF_LIBRARIES.fullmatch(it))}
    names -= GATEWAYS_ERROR_TYPES.keys()  # many services and servers use these
    if len(names) == 1:
        name = names.pop()
        yield Excerpt(form=WORDS, body=error_document(name, ""), error=name)


def _last_sentence(line: str) -> str:
    """Return what follows the last colon, as far as it is a sentence: values have colons, too."""
    starts = [found.end() for found in _COLON.finditer(line)]
    return line[starts[-1] :] if starts else line


def _excerpt(paste: Paste, found: re.Match[str], name: str, operation: str, form: str) -> Excerpt:
    message, end = _message(paste.text, found.end())
    if not message.strip("():,…\"' "):
        message = _swift_message(paste.text, found.start()) or _field(paste.text, found.end())
    lines = paste.lines_of(found.start(), max(found.start(), end - 1))
    if not operation and _is_gateways(name, message):
        return gateway_answer(name, lines)
    told = paste.text[found.start() : found.start() + _LONGEST_MESSAGE].partition("\n\n")[0]
    status = _STATUS.search(told)
    return Excerpt(
        form=form,
        lines=lines,
        status=int(status.group(1)) if status else REFUSED_BY_COGNITO,
        body=error_document(name, message),
        operation=operation,
        error=name,
    )


def _swift_message(text: str, place: int) -> str:
    near = text[max(0, place - _NEAR) : place + _NEAR] if "Optional(" in text else ""
    found = _SWIFT.search(near)
    return " ".join((found.group(1) or found.group(2)).split()) if found else ""


def _field(text: str, end: int) -> str:
    """Return the message of the next lines, as a browser shows the fields of an answer."""
    found = _MESSAGE_FIELD.search(text, end, end + _LONGEST_PACKAGE)
    return found.group(1) if found else ""


def _is_gateways(name: str, message: str) -> bool:
    """Tell whether it is the error type of API Gateway's answer, not an exception of an SDK."""
    return name in GATEWAYS_ERROR_TYPES and message.lower().rstrip(".") in _BARE_MESSAGES


def _message(text: str, start: int) -> tuple[str, int]:
    if (rust := _RUST.match(text, start)) is not None:
        start = rust.end()
    limit = min(len(text), start + _LONGEST_MESSAGE)
    ended = _END.search(text, start, limit)
    end = ended.start() if ended else limit
    message = text[start:end].strip(_QUOTES)
    return (message if _LETTERS.search(message) else ""), end
