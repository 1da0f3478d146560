"""A token in its three parts: what each holds, and no signature."""

import re

import pytest

from pages._ui.page.jwt_parts import jwt_parts_html
from services.tokens.decode import decode_unverified
from tests.services.tokens.forge import ID_CLAIMS, signed

TOKEN = signed(ID_CLAIMS)


def shown(text: str) -> list[str]:
    """Return each part as a reader sees it."""
    html = jwt_parts_html(decode_unverified(text))
    items = re.findall(r"<li.*?</li>", html)
    return [" ".join(re.sub(r"<[^>]+>", " ", item).split()) for item in items]


def test_each_part_has_its_name_and_what_it_holds() -> None:
    lengths = [len(part) for part in TOKEN.split(".")]
    header, payload, signature = shown(TOKEN)
    assert header == (
        f"header names key and algorithm, {lengths[0]} characters "
        "{&#34;alg&#34;: &#34;RS256&#34;, &#34;kid&#34;: &#34;pool&#34;, &#34;typ&#34;: "
        "&#34;JWT&#34;}"
    )
    assert payload == (
        f"payload the claims, {lengths[1]} characters "
        "sub, iss, aud, token_use, iat, exp, cognito:username"
    )
    assert signature == "signature over both, 342 characters hidden"


def test_no_part_of_the_token_itself_is_shown() -> None:
    html = jwt_parts_html(decode_unverified(TOKEN))
    assert [part for part in TOKEN.split(".") if part in html] == []


def test_a_signature_that_is_not_there_is_not_called_hidden() -> None:
    assert shown(f"{TOKEN.rpartition('.')[0]}.")[2] == "signature over both, 0 characters empty"


@pytest.mark.parametrize(
    "text",
    [TOKEN.rpartition(".")[0], "eyJhbGciOiJkaXIifQ.a.b.c.d"],
    ids=["two parts", "an encrypted token"],
)
def test_a_token_without_three_readable_parts_has_none(text: str) -> None:
    assert jwt_parts_html(decode_unverified(text)) == ""


def test_names_from_a_token_are_text_and_cut_where_they_get_long() -> None:
    header, payload, _ = shown(signed({**ID_CLAIMS, "<img src=x>" + "n" * 500: 1}, kid="k" * 500))
    assert header.endswith("k…")
    assert "&lt;img src=x&gt;n" in payload
    assert payload.endswith("n…")
