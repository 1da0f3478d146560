"""What presenter's mode hides in a text, and what it leaves."""

import pytest

from pages._server.presenting.stage_mask import StageMask
from pages._ui.page.feedback import md
from pages._ui.page.templates import breakable

TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param(f"Bearer {TOKEN}!", "Bearer ‹token›!", id="a token"),
        pytest.param("eyJhbGciOiJSUzI1NiJ9…", "‹token›…", id="the beginning of a token"),
        pytest.param("pool us-east-1_H9EC71TGM", "pool ‹user pool id›", id="a user pool id"),
        pytest.param("us-gov-west-1_AbCdEfGhI", "‹user pool id›", id="a pool of another partition"),
        pytest.param("arn:aws:iam::123456789012:role/x y", "‹ARN› y", id="an ARN"),
        pytest.param('"arn:aws-cn:s3:::b"', '"‹ARN›"', id="an ARN between quotation marks"),
        pytest.param("account 123456789012,", "account ‹account›,", id="an account number"),
        pytest.param("LUbmCM8hH3zW3xfteE2qEyq4UM", "‹client id›", id="the engine's client id"),
        pytest.param("1example23456789abcdefghij", "‹client id›", id="AWS's client id"),
        pytest.param("https://a1b2c3d4e5.execute-api.x", "https://‹id›.execute-api.x", id="an API"),
        pytest.param("/_aws/execute-api/94e5ca38/demo", "/_aws/execute-api/‹id›/demo", id="local"),
        pytest.param("sub 0a1b2c3d-1111-2222-3333-0123456789ab", "sub ‹id›", id="a sub"),
    ],
)
def test_what_is_hidden(text: str, shown: str) -> None:
    assert StageMask().hide(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "authorizer",
        "deadbeef",
        "2026-11-29",
        "1764390000000",
        "GET /my-api 401 Unauthorized",
        "$$ID-0123456789abcdef0123456789abcdef-walkthrough_run",
        "authorizer-lab-walkthrough-my-api",
    ],
)
def test_what_stays(text: str) -> None:
    assert StageMask().hide(text) == text


def test_it_is_hidden_where_a_page_has_escaped_it_or_made_it_breakable() -> None:
    mask = StageMask()
    assert mask.hide(f"**{md('us-east-1_H9EC71TGM')}** is it") == "**‹user pool id›** is it"
    assert mask.hide(md("arn:aws:iam::123456789012:role/x")) == "‹ARN›"
    assert mask.hide(f"<b>{breakable('arn:aws:iam::1:role/x', '(?<=:)')}</b>") == "<b>‹ARN›</b>"
    assert mask.hide(f"x {breakable('us-east-1_H9EC', '(?<=_)')}") == "x ‹user pool id›"


def test_an_id_without_a_shape_is_hidden_once_it_is_known() -> None:
    mask = StageMask(["abcdefghij", "12345678"])
    assert mask.hide("abcdefghij 12345678 abcdefghijk") == "‹id› ‹id› abcdefghijk"
    assert StageMask().hide("abcdefghij") == "abcdefghij"
