"""The token card draws every token that can be pasted, however odd, and says what it is."""

import json
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from pages._ui.tokens import token_words
from services.tokens.keys import JwksCache
from services.tokens.verify import TokenVerifier
from tests.pages._ui.rendered import rendered, told
from tests.services.tokens.forge import (
    ACCESS_CLAIMS,
    CLIENT_ID,
    ID_CLAIMS,
    ISSUER,
    JWKS_URL,
    NOW,
    jwk,
    private_key,
    signed,
    unsigned,
)
from tests.services.tokens.odd_token import THROUGH, OddToken
from tests.services.tokens.odd_tokens import CONTENTS, HEADERS, SCOPES, TEXTS, TIMES

GOOD = {"id": ID_CLAIMS, "access": ACCESS_CLAIMS}


@pytest.fixture(autouse=True)
def _a_lab(monkeypatch: pytest.MonkeyPatch) -> None:
    verifier = TokenVerifier(
        issuer=ISSUER,
        jwks_url=JWKS_URL,
        app_client_id=CLIENT_ID,
        jwks=JwksCache(lambda _url: {"keys": [jwk("pool")]}, lambda: NOW),
        clock=lambda: NOW,
    )
    monkeypatch.setattr(token_words, "lab", lambda: SimpleNamespace(verifier=verifier))


def page() -> None:
    from pages._ui.tokens.token_card import paste_token_card

    paste_token_card("odd")


def many() -> None:
    import streamlit as st

    from pages._ui.page.feedback import show_error
    from pages._ui.tokens.token_card import one_token_card
    from services.errors import TokenError
    from services.tokens.decode import decode_unverified

    for number, text in enumerate(st.session_state["tokens"]):
        try:
            one_token_card(decode_unverified(text), f"odd_{number}")
        except TokenError as error:
            show_error(error)


def pair() -> None:
    import streamlit as st

    from pages._ui.tokens.token_card import token_card

    token_card(st.session_state["tokens"], "odd", 0.0)


def pasted(text: str) -> AppTest:
    app = AppTest.from_function(page).run()
    app.text_area(key="odd_text").set_value(text)
    return app.button(key="odd_decode").click().run()


@pytest.mark.parametrize(
    "odd_tokens",
    [
        pytest.param(HEADERS, id="odd headers"),
        pytest.param(TIMES, id="odd times"),
        pytest.param(TEXTS, id="odd texts"),
        pytest.param(SCOPES, id="odd scopes"),
        pytest.param(CONTENTS, id="odd contents"),
    ],
)
def test_every_odd_token_is_drawn(odd_tokens: tuple[OddToken, ...]) -> None:
    app = AppTest.from_function(many)
    app.session_state["tokens"] = [
        odd.sign(GOOD[odd.use], NOW, private_key("pool")) for odd in odd_tokens
    ]
    app.run()
    assert not app.exception
    is_good = [
        odd.check in (THROUGH, "scope") and odd.name != "aud a list of texts" for odd in odd_tokens
    ]
    refused = [odd for odd in odd_tokens if odd.check == "parts"]
    assert rendered(app).count("Genuine and valid") == sum(is_good)
    assert rendered(app).count("Not acceptable") == len(odd_tokens) - sum(is_good) - len(refused)
    assert len(app.error) == len(refused)


@pytest.mark.parametrize(
    ("claims", "purpose"),
    [
        pytest.param({"token_use": "id"}, "Says who the user is.", id="an ID token"),
        pytest.param({}, "Does not say what it is for: it has no claim token_use.", id="no use"),
        pytest.param({"token_use": "foo"}, "Its token_use claim is foo: no use", id="another use"),
        pytest.param(
            {"token_use": "unknown"}, "Its token_use claim is unknown:", id="our own word"
        ),
        pytest.param({"token_use": 7}, "Its token_use claim is 7: no use", id="a number"),
        pytest.param({"token_use": None}, "Its token_use claim is null: no use", id="null"),
        pytest.param({"token_use": ""}, "Its token_use claim is empty: no use", id="an empty text"),
        pytest.param({"token_use": ["id"]}, 'Its token_use claim is ["id"]: no use', id="a list"),
        pytest.param({"token_use": "**x**"}, "Its token_use claim is **x**: no use", id="Markdown"),
    ],
)
def test_the_purpose_is_what_the_token_says(claims: dict[str, object], purpose: str) -> None:
    assert purpose in told(pasted(unsigned(claims)))


@pytest.mark.parametrize(
    ("literal", "runs_down"),
    [
        pytest.param("253402300799", True, id="the last second of the calendar"),
        pytest.param("253402300800", False, id="a second more"),
        pytest.param("0", True, id="the first second"),
        pytest.param("-1", False, id="a second less"),
        pytest.param("1e400", False, id="no finite number"),
        pytest.param("9" * 400, False, id="a whole number that no float holds"),
        pytest.param("true", False, id="a flag"),
        pytest.param('"soon"', False, id="a text"),
        pytest.param("null", False, id="null"),
    ],
)
def test_a_countdown_runs_for_a_time_of_the_calendar(literal: str, runs_down: bool) -> None:
    app = pasted(unsigned(f'{{"exp": {literal}}}'.encode()))
    assert not app.exception
    assert ("lab-countdown" in rendered(app)) is runs_down


def test_two_tokens_that_say_the_same_of_themselves_stand_in_two_lines() -> None:
    app = AppTest.from_function(pair)
    token = signed(ID_CLAIMS)
    app.session_state["tokens"] = SimpleNamespace(
        id_token=token, access_token=token, refresh_token=""
    )
    app.run()
    assert not app.exception
    assert rendered(app).count("Genuine and valid") == 2


FAR = {**ID_CLAIMS, "iss": "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Far"}
FOREIGN = signed({**FAR, "exp": 4_102_444_800})  # in 2100: the card asks the machine's clock
CHANGED = FOREIGN[:-20] + "A" * 20


@pytest.mark.parametrize(
    ("token", "keys", "verdict", "said"),
    [
        pytest.param(FOREIGN, [], "Not checked", "without its keys nothing is proved", id="none"),
        pytest.param(FOREIGN, ["pool"], "Genuine and valid", "so it was not changed", id="its"),
        pytest.param(signed(FAR), ["pool"], "Not acceptable", "so it was not changed", id="old"),
        pytest.param(FOREIGN, ["second"], "Not checked", "These keys do not hold", id="others"),
        pytest.param(CHANGED, ["pool"], "Not acceptable", "the keys that you gave", id="changed"),
    ],
)
def test_a_token_of_another_pool_is_judged_by_the_keys_given_for_it_alone(
    token: str, keys: list[str], verdict: str, said: str
) -> None:
    app = pasted(token)
    if keys:
        document = json.dumps({"keys": [jwk(name) for name in keys]})
        app.text_area(key="odd_jwks").set_value(document).run()
    assert not app.exception
    assert verdict in told(app)
    assert said in told(app)
    assert [word for word in ("Genuine", "Not acceptable", "Not checked") if word in told(app)] == [
        verdict.removesuffix(" and valid")
    ]


def test_a_token_of_this_pool_asks_for_no_keys() -> None:
    assert [each.key for each in pasted(signed(ID_CLAIMS)).text_area] == ["odd_text"]
