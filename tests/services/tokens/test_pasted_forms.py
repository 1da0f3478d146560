"""Each way to paste a token: what is whole is found as it is, and what is cut off is said to be."""

from collections.abc import Callable

import pytest

from services.errors import TokenError
from services.tokens.pasted import decode_pasted, find_tokens
from tests.services.tokens.pasted_forms import PastedForm, pasted_forms

FORMS = pasted_forms()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_the_tokens_and_claims_of_a_paste_are_found(form: PastedForm) -> None:
    found = find_tokens(form.text)
    assert tuple(each.text for each in found if each.is_whole) == form.whole
    cut_off = [each.use.value for each in found if each.is_cut_off]
    assert len(cut_off) == len(form.cut_off)
    known = zip(cut_off, form.cut_off, strict=True)
    assert all(wanted in ("?", use) for use, wanted in known)
    assert tuple(each.use.value for each in found if not each.text) == form.claims


@pytest.mark.parametrize(
    "form", [form for form in FORMS if form.whole and not form.cut_off], ids=lambda form: form.name
)
def test_the_card_opens_the_only_token_and_asks_which_of_several(form: PastedForm) -> None:
    if len(form.whole) == 1:
        assert decode_pasted(form.text).text == form.whole[0]
        return
    with pytest.raises(TokenError) as caught:
        decode_pasted(form.text)
    assert caught.value.message.startswith(f"There are {len(form.whole)} tokens here: ")


@pytest.mark.parametrize(
    "around",
    [
        pytest.param(lambda text: text.replace("\r\n", "\n").replace("\n", "\r\n"), id="CRLF"),
        pytest.param(lambda text: f"Hello, I send this:\n\n{text}", id="a sentence before"),
        pytest.param(lambda text: f"{text}\nThanks!", id="a word after"),
        pytest.param(lambda text: f"`{text}`", id="backticks"),
        pytest.param(lambda text: text.replace("\n", "\n> "), id="quoting marks"),
        pytest.param(lambda text: f"{text}\n\nHTTP/1.1 401 Unauthorized\n", id="an answer after"),
    ],
)
def test_what_stands_around_a_token_changes_nothing(around: Callable[[str], str]) -> None:
    changed = [
        form.name
        for form in FORMS
        for found in [find_tokens(around(form.text))]
        if tuple(each.text for each in found if each.is_whole) != form.whole
        or sum(each.is_cut_off for each in found) != len(form.cut_off)
    ]
    assert changed == []
