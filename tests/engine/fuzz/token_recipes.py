"""Tokens of the property test as recipes: changed ones, and ones that the pool's own key signs.

Cognito signs none of the second kind. They show what the authorizer makes of a header or a claim
when no signature protects it from having to look.
"""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tests.engine.fuzz.token_mutations import CREDENTIAL, MUTATION, Issued, Recipe, drawn, fields_of
from tests.services.tokens.forge import signed_octets
from tests.services.tokens.odd_token import ABSENT, in_utf_16, nested, written

USER_SCOPE = "aws.cognito.signin.user.admin"


@dataclass(frozen=True, kw_only=True)
class SecondsFromNow:
    """A time that is settled when the token is made."""

    seconds: float
    as_text: bool = False

    def settle(self) -> object:
        moment = int(time.time()) + self.seconds
        return str(moment) if self.as_text else moment


def sign_with_the_pools_key(
    token: str,
    issued: Issued,
    header: Mapping[str, Any],
    claims: Mapping[str, Any],
    texts: tuple[Callable[[bytes], bytes], Callable[[bytes], bytes]],
) -> str:
    """Change fields and the JSON texts themselves, and sign all that as the pool would."""
    parts = token.split(".")
    head, body = fields_of(parts[0]), fields_of(parts[1 % len(parts)])
    key = issued.private_keys.get(str(head.get("kid"))) or next(iter(issued.private_keys.values()))
    octets = [
        change(json.dumps(_changed(fields, changes)).encode())
        for fields, changes, change in zip((head, body), (header, claims), texts, strict=True)
    ]
    made = signed_octets(octets[0], octets[1], key)
    issued.bodies.add(made.rpartition(".")[0])
    return made


def _changed(fields: Mapping[str, Any], changes: Mapping[str, Any]) -> Mapping[str, Any]:
    settled = {
        name: value.settle() if isinstance(value, SecondsFromNow) else value
        for name, value in changes.items()
    }
    return {name: value for name, value in {**fields, **settled}.items() if value is not ABSENT}


def as_it_is(octets: bytes) -> bytes:
    return octets


def with_a_mark(octets: bytes) -> bytes:
    return b"\xef\xbb\xbf" + octets


def in_utf_32(octets: bytes) -> bytes:
    return octets.decode().encode("utf-32")


def with_spaces(octets: bytes) -> bytes:
    return b"\r\n\t " + octets + b" \n"


def with_a_broken_octet(octets: bytes) -> bytes:
    return octets[:-1] + b',"new":"\xff"}'


_ANY = st.sampled_from(
    [ABSENT, None, True, False, 0, -1, 7, 0.5, "", "id", "access", "foo", [], ["id"], [None], {}]
) | st.sampled_from([10**18, 10**40, -(10**40), 10**400, 1e300, 2**63, "\u202e", "a\u0000", [[7]]])
_TIME = _ANY | st.builds(
    SecondsFromNow,
    seconds=st.sampled_from([-3_600, -60, -60.5, 60, 60.5, 3_600, 3_600_000]),
    as_text=st.booleans(),
)
_SCOPE = _ANY | st.tuples(
    st.sampled_from(["openid", "", " ", "authorizer-lab/reader"]),
    st.sampled_from([" ", "  ", "\t", "\n", "\u00a0", ",", "\u2003"]),
    st.sampled_from([USER_SCOPE, "authorizer-lab/read", f"{USER_SCOPE} "]),
).map("".join)


def _some(most: int, fields: Mapping[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    """Draw one to `most` of these fields with a value each."""
    pairs = [st.tuples(st.just(name), values) for name, values in fields.items()]
    return st.lists(st.one_of(*pairs), min_size=1, max_size=most).map(dict)


_CLAIMS = _some(
    3,
    {
        **dict.fromkeys(("exp", "iat", "nbf", "auth_time"), _TIME),
        **dict.fromkeys(("sub", "jti", "aud", "iss", "token_use", "client_id", "scp"), _ANY),
        **dict.fromkeys(("cognito:groups", "cognito:username", "email_verified", ""), _ANY),
        "scope": _SCOPE,
    },
)
_HEADER = _some(
    2,
    {
        "alg": _ANY | st.sampled_from(["RS256", "rs256", "ES256", "HS256", "none", ["RS256"]]),
        "crit": _ANY | st.sampled_from([["exp"], ["b64"], "b64"]),
        **dict.fromkeys(("b64", "typ", "cty", "kid", "jwk", "enc", "zip"), _ANY),
    },
)
_LITERAL = st.builds(
    written,
    st.sampled_from(["exp", "iat", "nbf", "new", "sub", "alg", "b64", "token_use"]),
    st.sampled_from(
        ["NaN", "Infinity", "1e400", "-1e400", "1E3", "-0", "01", "1.", r'"\ud800"', r'"\u0069d"']
    )
    | st.sampled_from([nested(levels) for levels in (99, 100, 101, 990, 1_600)])
    | st.sampled_from(["9" * digits for digits in (16, 309, 310, 4_300)]),
)
_TEXT = st.one_of(
    st.just(as_it_is),
    st.sampled_from([with_a_mark, in_utf_16, in_utf_32, with_spaces, with_a_broken_octet]),
    _LITERAL,
)
_TEXTS = st.one_of(
    st.just((as_it_is, as_it_is)),
    st.just((as_it_is, as_it_is)),
    st.tuples(st.just(as_it_is), _TEXT),
    st.tuples(_TEXT, st.just(as_it_is)),
)
_NO_CHANGE = st.just({})
SIGNED = st.one_of(
    drawn(sign_with_the_pools_key, _NO_CHANGE, _CLAIMS, st.just((as_it_is, as_it_is))),
    drawn(sign_with_the_pools_key, _HEADER, _NO_CHANGE, st.just((as_it_is, as_it_is))),
    drawn(sign_with_the_pools_key, _NO_CHANGE, _NO_CHANGE, _TEXTS),
    drawn(sign_with_the_pools_key, _HEADER, _CLAIMS, _TEXTS),
)
RECIPE: st.SearchStrategy[Recipe] = st.builds(
    Recipe,
    credential=CREDENTIAL,
    mutations=st.one_of(
        st.just(()),
        st.tuples(MUTATION),
        st.tuples(MUTATION),
        st.tuples(MUTATION, MUTATION),
        st.tuples(SIGNED),
        st.tuples(SIGNED),
        st.tuples(SIGNED, MUTATION),
    ),
)
