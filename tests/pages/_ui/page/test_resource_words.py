"""Every resource of the stack has words; none shows its logical name for want of them."""

import pytest

from infra_scripts.stack.lab_stack import lab_stack
from pages._ui.page.resource_words import resource_words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("sign_in_function", "Function user-sign-in"),
        ("method_post_user_sign_in_challenge", "Method POST /user-sign-in/challenge"),
        ("options_my_api_one_client", "Method OPTIONS /my-api/one-client"),
        ("permission_get_open", "Permission to call for GET /open"),
        ("gateway_response_default_4xx", "Gateway response DEFAULT_4XX"),
        ("Personas", "Personas"),
    ],
)
def test_a_name_becomes_words(name: str, words: str) -> None:
    assert resource_words(name) == words


def test_no_resource_is_without_words() -> None:
    names = [resource.name for resource in lab_stack("authorizer-lab")]
    assert [name for name in names if resource_words(name) == name] == []
