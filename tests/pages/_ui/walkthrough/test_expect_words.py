"""AWS's words are explained by the step that uses them first."""

import pytest

from infra_scripts.walkthrough.steps import STEPS, step
from pages._ui.page.words.terms import TERMS
from pages._ui.walkthrough.expect_words import JARGON, new_terms


@pytest.mark.parametrize(
    ("step_id", "terms"),
    [
        ("user-pool", ("iss claim",)),
        ("app-client", ("ALLOW_ADMIN_USER_PASSWORD_AUTH",)),
        ("call-refused", ()),
        ("browsers", ("MOCK", "DEFAULT_4XX")),
        ("sign-up", ("SECRET_HASH", "UNCONFIRMED")),
        ("change-password", ()),
        ("authenticator-app", ("challenge",)),
        ("revocation", ("AdminUserGlobalSignOut",)),
    ],
)
def test_a_word_is_explained_where_it_is_used_first(step_id: str, terms: tuple[str, ...]) -> None:
    assert new_terms(step(step_id)) == terms


def test_each_word_is_used_by_one_step_and_has_a_meaning() -> None:
    used = [word for each in STEPS for word in new_terms(each)]
    assert sorted(used) == sorted(JARGON)
    assert set(JARGON) <= set(TERMS)
