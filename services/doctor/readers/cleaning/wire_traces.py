"""What libraries print of the bytes they send and receive, put back into lines of HTTP."""

import re
from collections.abc import Iterator

_HEADING = re.compile(r"(?:\S{1,20} )?(=>|<=) (Send|Recv) (header|data|SSL data)\b")
_INFO = re.compile(r"(?:\S{1,20} )?== Info: ?")
_ROW = re.compile(r"[0-9a-f]{4,8}: ?(.*)")
_HEX = re.compile(r"((?:[0-9a-f]{2} ){1,16}) {0,60}.{0,17}$")
_DUMPED = re.compile(
    r"^[0-9a-f]{6,8}:? {1,2}((?:[0-9a-f]{2} {0,2}){2,16}) {1,60}\|?[^\n]{1,16}\|?$", re.MULTILINE
)
_QUOTED = re.compile(r"\s{0,20}(?:(?:->|<-|send:|reply:|[\w ]{1,20}:) ?)?b?([\"'])(.*)\1,?\s{0,9}$")
_ESCAPES = {r"\r\n": "\n", r"\n": "\n", r"\"": '"', r"\'": "'", r"\t": "\t", "\\\\": "\\"}
_ESCAPE = re.compile(r"\\r\\n|\\n|\\[\"'t\\]")
_WIRE = re.compile(r"HTTP/\d(?:\.\d)?(?: \d{3}\b[^\n]{0,80}?)?(?:\\r)?\\n")
_BARE = re.compile(
    r"(?:(?:[A-Z]{3,7} \S{1,2000} )?HTTP/\d(?:\.\d)?(?: \d{3}\b[^\n]{0,80}?)?)(?:\\r)?\\n.*"
)
_OF_JAVA = re.compile(
    r"^[^\"<>\n]{0,200}(>>|<<) \"(.*?)(?:\[\\r\])?(?:\[\\n\])?\"\s{0,9}$", re.MULTILINE
)
_HEADER_OF_PYTHON = re.compile(r"header: (?=[\w-]{1,80}:)")
_BODY_OF_RUBY = re.compile(r"-> \"(.*)\"\s*$")


def as_messages(text: str) -> str:
    """Return the text with the traces of curl, Python and Ruby as messages; others stay."""
    if _DUMPED.search(text):
        text = "\n".join(_undumped(text.split("\n")))
    if _HEADING.search(text):
        text = "\n".join(_untraced(text.split("\n")))
    is_wire = _WIRE.search(text) or _OF_JAVA.search(text)
    return "\n".join(_unquoted(text.split("\n"))) if is_wire else text


def _undumped(lines: list[str]) -> Iterator[str]:
    """Yield the text of a dump in hexadecimal, as hexdump, xxd and tcpdump write it."""
    octets = b""
    for line in lines:
        if row := _DUMPED.match(line):
            octets += bytes.fromhex(row.group(1))
            continue
        yield from _of_octets("", octets)
        octets = b""
        yield line
    yield from _of_octets("", octets)


def _untraced(lines: list[str]) -> Iterator[str]:
    mark, is_open, octets = "", False, b""
    for line in lines:
        row = _ROW.match(line) if is_open else None
        if row is not None:
            if hexadecimal := _HEX.match(row.group(1)):
                octets += bytes.fromhex(hexadecimal.group(1))
            else:
                yield f"{mark}{row.group(1)}"
            continue
        yield from _of_octets(mark, octets)
        octets, is_open = b"", False
        if heading := _HEADING.match(line):
            sent, _, kind = heading.groups()
            is_open = kind != "SSL data"
            mark = {"=>": "> ", "<=": "< "}[sent] if kind == "header" else ""
        elif not _ROW.match(line):
            yield _INFO.sub("* ", line, count=1)
    yield from _of_octets(mark, octets)


def _of_octets(mark: str, octets: bytes) -> Iterator[str]:
    if octets:
        text = octets.decode("utf-8", "replace").replace("\r\n", "\n").removesuffix("\n")
        yield from (f"{mark}{line}" for line in text.split("\n"))


def _unquoted(lines: list[str]) -> Iterator[str]:
    for line in lines:
        quoted = _QUOTED.match(line)
        is_wire = quoted is not None and r"\r\n" in quoted.group(2)
        if quoted is not None and (is_wire or _BODY_OF_RUBY.match(line)):
            text = _ESCAPE.sub(lambda found: _ESCAPES[found.group()], quoted.group(2))
            yield from text.removesuffix("\n").split("\n") if is_wire else [text]
        elif java := _OF_JAVA.search(line):
            yield f"{java.group(1)} {java.group(2)}"
        elif bare := _BARE.search(line):
            text = _ESCAPE.sub(lambda found: _ESCAPES[found.group()], bare.group().rstrip("\"',"))
            yield from text.removesuffix("\n").split("\n")
        else:
            yield _HEADER_OF_PYTHON.sub("", line, count=1).removesuffix(r"\r\n")
