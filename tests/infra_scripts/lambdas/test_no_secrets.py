"""No line of a function looks like a username with its password to a scanner of secrets.

The patterns and the entropy are rules kingfisher.generic.3 and .4 of Kingfisher, the scanner that
Prowler runs on a function's code (https://github.com/mongodb/kingfisher).
"""

import math
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.infra_scripts.lambdas.containers import LAMBDAS

BEFORE = r"(?:username|user)[\s\S]{0,16}?(?:password|pass)[\s\S]{0,16}?"
QUOTED = re.compile(rf"(?i)(?={BEFORE}[\"']([^\"']{{5,30}})[\"'])")
BARE = re.compile(rf"(?i)(?={BEFORE}(\S{{5,30}})(?:\s|$))")
LEAST_BITS_PER_CHARACTER = 3.3


def suspicious(text: str) -> list[str]:
    """Return what the scanner takes for a password that follows its username."""
    found = [value for pattern in (QUOTED, BARE) for value in pattern.findall(text)]
    return [value for value in found if _bits_per_character(value) >= LEAST_BITS_PER_CHARACTER]


def _bits_per_character(text: str) -> float:
    shares = [count / len(text) for count in Counter(text).values()]
    return -sum(share * math.log2(share) for share in shares)


@pytest.mark.parametrize(
    "path", sorted(LAMBDAS.rglob("*.py")), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_no_line_looks_like_a_password(path: Path) -> None:
    assert suspicious(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("username = 'ana'\npassword = 'w8-Kq3-Zt5-Mv7'", id="a password"),
        pytest.param('{"username": 128, "password": 256, "new_password": 256}', id="limits"),
        pytest.param('username, password = text_in(members, "username")', id="two names in a line"),
    ],
)
def test_what_the_scanner_takes_for_a_password_is_found(text: str) -> None:
    assert suspicious(text)
