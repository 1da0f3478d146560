"""The form of a token as the local authorizer reads it, beside the table of odd tokens."""

import pytest

from infra_scripts.local_engine.parity.token_form import read_token
from tests.services.tokens.forge import ACCESS_CLAIMS, ID_CLAIMS, NOW, private_key, signed
from tests.services.tokens.odd_token import OddToken
from tests.services.tokens.odd_tokens import ODD_TOKENS

GOOD = {"id": ID_CLAIMS, "access": ACCESS_CLAIMS}
OF_THE_FORM = ("parts", "signature", "claims")


@pytest.mark.parametrize("odd", [pytest.param(odd, id=odd.name) for odd in ODD_TOKENS])
def test_a_token_is_read_or_refused_by_its_form(odd: OddToken) -> None:
    token = odd.sign(GOOD[odd.use], NOW, private_key("pool"))
    assert (read_token(token) is None) is (odd.check in OF_THE_FORM)


def test_a_good_token_is_read_as_it_stands() -> None:
    assert read_token(signed(ID_CLAIMS)) == (
        {"alg": "RS256", "typ": "JWT", "kid": "pool"},
        ID_CLAIMS,
    )


@pytest.mark.parametrize(
    "token",
    [
        pytest.param("", id="nothing"),
        pytest.param(signed(ID_CLAIMS).rpartition(".")[0], id="two parts"),
        pytest.param(f"{signed(ID_CLAIMS)}.AAAA", id="four parts"),
        pytest.param(f"{signed(ID_CLAIMS)}=", id="padded"),
        pytest.param(f"{signed(ID_CLAIMS)}\n", id="a newline at the end"),
        pytest.param("e30.e30.AA", id="empty objects"),
        pytest.param("A.A.AA", id="parts of one character"),
    ],
)
def test_another_text_is_no_token(token: str) -> None:
    assert read_token(token) is None
