"""What the property test does to genuine tokens: strategies of changes, readable in a failure.

A change is drawn without any token and applied to whatever Cognito has just issued, so that a run
is the same every time although its tokens are not.
"""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import strategies as st
from jwt import PyJWS

from services.scenarios import token_changes
from services.scenarios.scenario import Credential
from services.scenarios.token_changes import PublicKey
from tests.services.tokens import forge

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
ODD_CHARACTERS = [" ", "\t", "\u00a0", "\u0085", "\u2003", "\ufeff", "é", "🦊", "+", "/", "=", "%"]
ODD_CHARACTERS += ['"', ",", ";", ".", "~", "\\", "'"]


@dataclass(frozen=True, kw_only=True)
class Issued:
    """The genuine tokens of a run, the public key of each, and what no client of AWS ever has.

    `private_keys` are the pools' own keys by kid; `bodies` collects all header.payload that one of
    them has signed for the test.
    """

    tokens: Mapping[Credential, str]
    keys: Mapping[Credential, PublicKey]
    private_keys: Mapping[str, rsa.RSAPrivateKey] = field(repr=False)
    bodies: set[str] = field(default_factory=set, repr=False)


@dataclass(frozen=True, kw_only=True)
class Mutation:
    """One change with what was drawn for it."""

    do: Callable[..., str]
    drawn: tuple[Any, ...] = ()

    def __repr__(self) -> str:
        return f"{self.do.__name__}{self.drawn!r:.200}"

    def _repr_pretty_(self, printer: Any, _is_cycle: bool) -> None:
        printer.text(repr(self))


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How a token comes to be: a genuine one, and what is done to it in turn."""

    credential: Credential
    mutations: tuple[Mutation, ...]

    def make(self, issued: Issued) -> str:
        token, key = issued.tokens[self.credential], issued.keys[self.credential]
        for mutation in self.mutations:
            if mutation.do in CHANGES:
                token = mutation.do(token, key) if is_readable(token) else token
            else:
                token = mutation.do(token, issued, *mutation.drawn)
        return token


CHANGES = (
    token_changes.with_admin_claim,
    token_changes.with_later_expiry,
    token_changes.with_flipped_signature_bit,
    token_changes.with_alg_none,
    token_changes.with_hs256_by_public_key,
    token_changes.with_unknown_kid,
    token_changes.without_kid,
    token_changes.with_a_claim_twice,
    token_changes.with_non_ascii_claim,
    token_changes.cut_in_half,
    token_changes.empty,
)


def is_readable(token: str) -> bool:
    """Tell whether the named changes, made for genuine tokens, can read this one."""
    parts = token.split(".")
    return len(parts) == 3 and bool(octets(parts[2])) and all(map(fields_of, parts[:2]))


def flip_bit(token: str, _issued: Issued, part: int, place: int) -> str:
    """Flip one bit of what a part holds, so the text stays good base64url."""
    parts, chosen = _at(token, part)
    found = bytearray(octets(parts[chosen]))
    if found:
        found[place // 8 % len(found)] ^= 1 << place % 8
        parts[chosen] = encoded(bytes(found))
    return ".".join(parts)


def change_character(token: str, _issued: Issued, place: int, character: str) -> str:
    """Replace one character; a part's last one holds bits that no octet needs."""
    place = place % len(token) if token else 0
    return token[:place] + character + token[place + 1 :]


def insert(token: str, _issued: Issued, place: int, text: str) -> str:
    place = place % (len(token) + 1)
    return token[:place] + text + token[place:]


def change_last_character(token: str, _issued: Issued, part: int, character: str) -> str:
    parts, chosen = _at(token, part)
    parts[chosen] = parts[chosen][:-1] + character
    return ".".join(parts)


def pad(token: str, _issued: Issued, part: int, text: str) -> str:
    parts, chosen = _at(token, part)
    parts[chosen] += text
    return ".".join(parts)


def in_plain_base64(token: str, _issued: Issued, part: int) -> str:
    parts, chosen = _at(token, part)
    parts[chosen] = parts[chosen].replace("-", "+").replace("_", "/")
    return ".".join(parts)


def take_part_of(token: str, issued: Issued, part: int, donor: Credential) -> str:
    """Swap one part for that of another genuine token."""
    parts, chosen = _at(token, part)
    given = issued.tokens[donor].split(".")
    parts[chosen] = given[chosen % len(given)]
    return ".".join(parts)


def take_kid_of(token: str, issued: Issued, donor: Credential) -> str:
    head = fields_of(issued.tokens[donor].split(".")[0])
    return set_field(token, issued, 0, "kid", head.get("kid"))


def arrange(token: str, _issued: Issued, order: list[int]) -> str:
    """Make a token of 0 to 6 parts out of this one's."""
    parts = token.split(".")
    return ".".join(parts[place % len(parts)] for place in order)


def set_field(token: str, _issued: Issued, part: int, name: str, value: Any) -> str:
    parts = token.split(".")
    changed = {**fields_of(parts[part % len(parts)]), name: value}
    parts[part % len(parts)] = encoded(json.dumps(changed, separators=(",", ":")).encode())
    return ".".join(parts)


def repeat_field(token: str, _issued: Issued, part: int, name: str, value: Any) -> str:
    parts = token.split(".")
    text = json.dumps(fields_of(parts[part % len(parts)]), separators=(",", ":"))
    doubled = f"{text[:-1]}{',' if len(text) > 2 else ''}{json.dumps(name)}:{json.dumps(value)}}}"
    parts[part % len(parts)] = encoded(doubled.encode())
    return ".".join(parts)


def replace_part(token: str, _issued: Issued, part: int, content: bytes) -> str:
    parts, chosen = _at(token, part)
    parts[chosen] = encoded(content)
    return ".".join(parts)


def replace_all(_token: str, _issued: Issued, text: str) -> str:
    return text


def sign_with_own_key(token: str, _issued: Issued, algorithm: str) -> str:
    """Sign the token's own claims with a key of ours, under the pool's kid."""
    parts = token.split(".")
    header, claims = fields_of(parts[0]), fields_of(parts[1 % len(parts)])
    kid = str(header.get("kid", ""))
    # As a JWS, whose payload may be anything: a JWT's library refuses to sign an odd issuer.
    payload = json.dumps(claims, separators=(",", ":")).encode()
    own = forge.private_key("own")
    return PyJWS().encode(payload, own, algorithm=algorithm, headers={"kid": kid})


def octets(part: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except ValueError:
        return b""


def encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _at(token: str, part: int) -> tuple[list[str], int]:
    parts = token.split(".")
    return parts, part % len(parts)


def fields_of(part: str) -> dict[str, Any]:
    """Return the JSON object in a part, empty when there is none."""
    try:
        document = json.loads(octets(part))
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def drawn(do: Callable[..., str], *strategies: st.SearchStrategy[Any]) -> Any:
    return st.tuples(*strategies).map(lambda values: Mutation(do=do, drawn=values))


_PART, _PLACE = st.integers(0, 2), st.integers(0, 4_000)
_CHARACTER = st.sampled_from([*ALPHABET, *ODD_CHARACTERS])
CREDENTIAL = st.sampled_from(
    [
        Credential.ID,
        Credential.ACCESS,
        Credential.REFRESH,
        Credential.SCOPED_ACCESS,
        Credential.ADMIN_ID,
        Credential.OTHER_CLIENT_ID,
        Credential.OTHER_POOL_ID,
        Credential.EXPIRED_ID,
        Credential.EXPIRED_ACCESS,
    ]
)
_VALUE = st.sampled_from(
    [None, True, 0, -1, 1, 2**31, 2**63, 1e308, 0.5, "", "id", "access", "é", [], {}, ["id"]]
) | st.sampled_from(
    ["aws.cognito.signin.user.admin", "authorizer-lab/read", "9999999999", [["a"]], {"a": []}]
)
_CLAIM = st.sampled_from(
    ["exp", "iat", "nbf", "iss", "aud", "token_use", "scope", "scp", "sub", "client_id", "new"]
)
_FIELD = st.sampled_from(["alg", "kid", "typ", "crit", "b64", "jku", "x5u", "jwk", "enc"])
_ALGORITHM = st.sampled_from(
    ["none", "None", "", "HS256", "RS256", "rs256", "RS384", "RS512", "PS256", "ES256", None, 1, []]
)
_CONTENT = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(
        [b"", b"[]", b"{}", b"null", b"7", b'"text"', b"NaN", b'{"exp":NaN}', b'{"iss":Infinity}']
    ),
    st.sampled_from(
        [b"\xef\xbb\xbf{}", b"\xff\xfe{\x00}\x00", b'{"a":"\\ud800"}', b"{} {}", b"{'iss':1}"]
    ),
    st.sampled_from(
        [b"[" * 3_000, b'{"a":' * 1_200, b'{"n":' + b"9" * 4_400 + b"}", b" " * 6_000 + b"{}"]
    ),
)
_WEIRD_TEXT = st.one_of(
    st.sampled_from(["", ".", "..", "...", ".....", "a.b.c", "null", "undefined", "{}", "Bearer"]),
    st.text(alphabet=[*ALPHABET, ".", *ODD_CHARACTERS], max_size=300),
    st.integers(1, 9_000).map(lambda size: "A" * size),
    st.integers(1, 3_000).map(lambda size: f"{'e30' * (size // 3)}.{'e30' * (size // 3)}.AAAA"),
)
MUTATION: st.SearchStrategy[Mutation] = st.one_of(
    drawn(flip_bit, _PART, st.integers(0, 16_000)),
    drawn(flip_bit, st.just(2), st.integers(0, 2_047)),
    drawn(change_character, _PLACE, _CHARACTER),
    drawn(insert, _PLACE, _CHARACTER),
    drawn(insert, _PLACE, st.integers(1, 9_000).map(lambda size: "A" * size)),
    drawn(change_last_character, _PART, st.sampled_from(ALPHABET)),
    drawn(change_last_character, st.just(2), st.sampled_from(ALPHABET)),
    drawn(pad, _PART, st.sampled_from(["=", "==", "===", "====", "A", "AA", "AAAA", ".", " "])),
    drawn(in_plain_base64, _PART),
    drawn(take_part_of, _PART, CREDENTIAL),
    drawn(take_kid_of, CREDENTIAL),
    drawn(arrange, st.lists(st.integers(0, 5), max_size=6)),
    drawn(set_field, st.just(0), st.just("alg"), _ALGORITHM),
    drawn(set_field, st.just(0), _FIELD, _VALUE),
    drawn(set_field, st.just(1), _CLAIM, _VALUE),
    drawn(repeat_field, st.just(1), _CLAIM, _VALUE),
    drawn(repeat_field, st.just(0), _FIELD, _VALUE),
    drawn(replace_part, _PART, _CONTENT),
    drawn(replace_all, _WEIRD_TEXT),
    drawn(sign_with_own_key, st.sampled_from(["RS256", "RS384", "PS256"])),
    st.sampled_from(CHANGES).map(lambda change: Mutation(do=change)),
)
