"""The search ListUsers knows, written so that no value can break out of its quotes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.errors import InputError
from services.users.user_filter import SearchAttribute, SearchOperator, UserFilter


@pytest.mark.parametrize(
    ("attribute", "operator", "value", "expression"),
    [
        pytest.param("username", "^=", "an", 'username ^= "an"', id="a prefix"),
        pytest.param("email", "=", "a@b.c", 'email = "a@b.c"', id="an equal value"),
        pytest.param(
            "cognito:user_status",
            "=",
            "CONFIRMED",
            'cognito:user_status = "CONFIRMED"',
            id="a status",
        ),
        pytest.param("name", "=", 'O"Hara', 'name = "O\\"Hara"', id="a quote is escaped"),
        pytest.param("name", "=", "a\\b", 'name = "a\\\\b"', id="a backslash is escaped"),
        pytest.param("name", "=", '\\"', 'name = "\\\\\\""', id="both together"),
        pytest.param("name", "=", "", 'name = ""', id="an empty value"),
    ],
)
def test_expressions(attribute: str, operator: str, value: str, expression: str) -> None:
    search = UserFilter(
        attribute=SearchAttribute(attribute), operator=SearchOperator(operator), value=value
    )
    assert search.expression() == expression


@given(st.text(max_size=100))
def test_no_value_ends_its_quotes_early(value: str) -> None:
    text = UserFilter(attribute=SearchAttribute.NAME, value=value).expression()
    assert re.fullmatch(r'name \^= "(?:[^"\\]|\\.)*"', text, re.DOTALL)


@pytest.mark.parametrize(
    ("length", "is_taken"),
    [
        pytest.param(242, True, id="256 characters in all"),
        pytest.param(243, False, id="257 characters in all"),
    ],
)
def test_the_longest_filter(length: int, is_taken: bool) -> None:
    search = UserFilter(attribute=SearchAttribute.USERNAME, value="x" * length)
    if is_taken:
        assert len(search.expression()) == 256
    else:
        with pytest.raises(InputError, match="256 characters"):
            search.expression()
