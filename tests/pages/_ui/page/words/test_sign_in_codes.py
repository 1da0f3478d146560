"""The sign-in API's codes in words: every one of the contract, and only where one stands."""

import re

import pytest

from pages._ui.page.words.sign_in_codes import CODES, words_of_body
from tests.docs.document import read


def test_each_code_of_the_contract_has_its_words() -> None:
    assert set(re.findall(r"\| (100\d\d) \|", read("docs/contract.md"))) == set(CODES)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        pytest.param(
            '{"status": "failure", "code": "10023", "data": {}}',
            "10023 means: the sign-in is refused.",
            id="a refusal",
        ),
        pytest.param('{"code":"10024"}', "10024 means: tokens are issued.", id="no spaces"),
        pytest.param('{"code": "12345"}', "", id="of another API"),
        pytest.param('{"message": "Unauthorized"}', "", id="API Gateway's own"),
        pytest.param("", "", id="no body"),
    ],
)
def test_a_body_is_explained_by_its_code(body: str, words: str) -> None:
    assert words_of_body(body) == words
