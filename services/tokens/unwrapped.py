"""Undoing what a mail, a page, a log or a shell does to a token: escapes, marks, line breaks."""

import base64
import binascii
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from services.tokens.decode import decode_claims

USUAL_LETTERS = {0x3000: " ", 0xA0: " ", 0x202F: " "} | {
    code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)
}  # spaces that do not break, and full-width letters
UNSEEN_LETTERS = "[\x00\u00ad\u200b-\u200f\u2060\ufeff]|\x1b\\[[0-9;]*[A-Za-z]"  # a pattern
_UNSEEN = re.compile(
    UNSEEN_LETTERS + r"|</?(?:wbr|span|b|i|em|strong|code|mark|font)\b[^<>\n]{0,200}>",
    re.IGNORECASE,
)
_TYPOGRAPHIC_JSON = re.compile("[{,:]\\s{0,9}[\u201c\u201d\u201e]")
_TYPOGRAPHIC = str.maketrans(dict.fromkeys("\u201c\u201d\u201e", '"'))
_LINE_ENDS = re.compile(r"\r\n?|<br ?/?>")
_ENTITY = re.compile(r"&(?:#\d{2,3}|#x[0-9a-f]{2}|quot|apos|period|lowbar|dash|amp|lt|gt);", re.I)
_PERCENT = re.compile(r"%(?:25)*(?:2[0BDEF]|22|3[ABD]|7[BD])", re.IGNORECASE)
_DOT = re.compile(r"\\+u002e|\\+x2e|\[\.\]|\(\.\)|\[dot\]", re.IGNORECASE)
_BREAK = re.compile(r"\\+[rn](?=[\w.-])")
_ESCAPING = re.compile(r"\\+(?=[._/\"'-])")
_TWICE_ENCODED = re.compile(
    r"(?<![\w+/-])ZXlK[\w+/-]{60,}(?:\n[ \t>|]{0,12}[\w+/-]{4,})*={0,2}"
)  # base64 of what begins eyJ
_MARKS = " \t>|"
_MOST_LAYERS = 3

_PIECE = re.compile(r"[A-Za-z0-9_.+/-]+")
# Between two pieces of one token: quotes and signs of code, marks of a quoted mail, a line's end.
_GAP = re.compile(
    r"[ \t]{0,80}(?:[\"'`][ \t]{0,9}[+.&,]?|[\\^\u21aa\u21b5\u23ce=])?[ \t]{0,80}\n[ \t]{0,80}"
    r"(?:[>|]+[ \t]{0,9}){0,5}(?:\d{1,4}(?:[ \t]{1,9}|[:.|)][ \t]{1,9})|[\w.-]{1,40}[ \t]{0,9}\|[ ]"
    r"|\d{4}-\d\d-\d\d[T ][\d:.,]{8,20}Z?[ \t]{1,9})?(?:(?:[+.&][ \t]{0,9})?[frb]?[\"'`])?"
    r"|[\"'`][ \t]{0,9}\+[ \t]{0,9}[\"'`]|[ ]"
)
_END = re.compile(r"[\s\"'`,;)}\]<|\\&=^\u21aa\u21b5\u23ce]|\Z")
_WORD = re.compile(r"[A-Z]?[a-z]{1,20}[.]?|[A-Z]{1,20}|\d{1,7}|[a-z]{1,20}(?:[-_][a-z]{1,20}){1,4}")
_RSA, _MOST_PIECES, _LONGEST = (342, 512, 683), 300, 20_000
_SIGNATURES = {  # characters of a whole one
    **dict.fromkeys(("RS256", "RS384", "RS512", "PS256"), _RSA),
    **dict.fromkeys(("ES256", "EdDSA", "HS512"), (86,)),
    "ES384": (128,),
    "HS256": (43,),
    "HS384": (64,),
}
_SIGNED, _ENCRYPTED = 2, 4  # dots
_SHORT, _LONG = 4, 16


def unwrapped(text: str) -> str:
    """Return the text with each of its tokens in one piece; other words may change, too."""
    shown = _LINE_ENDS.sub("\n", _UNSEEN.sub("", text).translate(USUAL_LETTERS))
    shown = shown.translate(_TYPOGRAPHIC) if _TYPOGRAPHIC_JSON.search(shown) else shown
    for _ in range(_MOST_LAYERS):
        before = shown
        shown = _ENTITY.sub(lambda found: unescape(found.group()), shown)
        shown = unquote(shown) if _PERCENT.search(shown) else shown
        shown = _ESCAPING.sub("", _BREAK.sub("\n", _DOT.sub(".", shown)))
        if shown == before:
            break
    return _joined(_TWICE_ENCODED.sub(_decoded_once, shown))


def has_whole_signature(header_part: str, signature: str) -> bool | None:
    """Tell whether a signature is as long as its algorithm makes it, None if that is unknown."""
    lengths = _SIGNATURES.get(str(decode_claims(header_part).get("alg")))
    return None if lengths is None else len(signature.rstrip("=")) in lengths


def _decoded_once(found: re.Match[str]) -> str:
    """Return the token, with or without the last line: that may be a word that follows it."""
    lines = [line.strip(_MARKS) for line in found.group().split("\n")]
    for kept in (lines, lines[:-1]):
        plain = "".join(kept).rstrip("=").replace("+", "-").replace("/", "_")
        try:
            token = base64.urlsafe_b64decode(plain + "=" * (-len(plain) % 4)).decode("ascii")
        except (binascii.Error, UnicodeDecodeError):
            continue
        return "\n".join([token, *lines[len(kept) :]])
    return found.group()


def _joined(text: str) -> str:
    """Return the text without what stands between the pieces of one token."""
    kept, end = [], 0
    for start, stop in _gaps(text):
        kept.append(text[end:start])
        end = stop
    return "".join((*kept, text[end:]))


def _gaps(text: str) -> Iterator[tuple[int, int]]:
    token, width, place = "", 0, 0
    for _ in range(_MOST_PIECES):
        gap = _GAP.match(text, place) if token and not _is_enough(token) else None
        piece = _PIECE.match(text, gap.end()) if gap else None
        if gap and piece and _is_rest(text, token, piece, width, is_line="\n" in gap.group()):
            yield gap.span()
            token, width, place = token + piece.group(), len(piece.group()), piece.end()
            continue
        start = text.find("eyJ", place)
        if start < 0:
            return
        begun = _PIECE.match(text, start)
        token, width, place = (begun.group(), 0, begun.end()) if begun else ("", 0, start + 3)


def _is_enough(token: str) -> bool:
    """Tell whether a token needs no more: it has all its parts, and a signature of full length."""
    dots = token.count(".")
    if dots < _SIGNED or token.endswith("."):
        return len(token) > _LONGEST
    head = token.partition(".")[0]
    if "enc" in decode_claims(head):
        return dots >= _ENCRYPTED
    return has_whole_signature(head, token.rpartition(".")[2]) is True


def _is_rest(text: str, token: str, piece: re.Match[str], width: int, *, is_line: bool) -> bool:
    """Tell whether a piece goes on with the token, and is no word and no token of its own."""
    rest = piece.group()
    if ".." in rest or not _END.match(text, piece.end()):
        return False
    if token.endswith(".") or rest.startswith("."):
        return len(rest) >= _LONG or rest == "."
    if rest.startswith("eyJ"):
        return False
    if _is_enough(token + rest):
        return True
    if _WORD.fullmatch(rest):
        return len(rest) == width
    return len(rest) >= (_SHORT if is_line else _LONG) or 0 < len(rest) <= width
