"""The list of checks: signs, folding, dates, and text from tokens shown as text."""

import re

from pages._ui.calls.checks_list import checks_html
from services.authorizer.function_check import FunctionCheck
from tests.pages._ui.deciding import decided
from tests.services.tokens.forge import ID_CLAIMS, signed


def lines(html: str) -> list[str]:
    """Return the summary lines as a reader sees them while nothing is opened."""
    found = re.findall(r"<summary>(.*?)</summary>", html)
    return [" ".join(re.sub(r"<[^>]+>|&ensp;", " ", line).split()) for line in found]


def test_a_refusal_shows_what_ran_and_folds_the_rest() -> None:
    assert lines(checks_html(decided("/my-api", None))) == [
        "✓ Headers are not too large 0 bytes",
        "✓ The stage exists demo",
        "✓ Path and HTTP method exist GET /my-api",
        "✓ The method's authorizer is usable lab, 1 user pool".replace("'", "&#39;"),
        "✗ The token's header is sent no Authorization header".replace("'", "&#39;"),
        "○ 10 checks not reached",
        "○ API Gateway applies keys and limits: not reached",
        "○ API Gateway calls the function: not reached",
    ]


def test_an_open_method_folds_the_authorizer() -> None:
    assert lines(checks_html(decided("/open", None)))[3:] == [
        "· The authorizer checks the token: not needed",
        "✓ Not too fast below the rate",
        "· 5 checks not needed",
        "✓ API Gateway may invoke the function greet",
        "✓ The function answers in time and in the right form greet answers",
        "· 1 check not needed",
    ]


def test_only_the_failed_check_stands_open_with_what_was_wanted() -> None:
    html = checks_html(decided("/my-api", None))
    assert html.count(" open>") == 1
    opened = html[html.index(" open>") :]
    assert "Wanted: Authorization: Bearer &lt;token&gt;" in opened[: opened.index("</details>")]


def test_times_read_as_dates() -> None:
    html = checks_html(decided("/my-api", now=1_700_000_060))
    assert "14 Nov 2023, 22:14:20 UTC" in html
    assert "Wanted: later than 14 Nov 2023, 22:14:20 UTC" in html


def test_a_claim_is_shown_as_text_and_never_as_html() -> None:
    html = checks_html(decided("/my-api", signed({**ID_CLAIMS, "iss": "<img src=x>"})))
    assert "<img" not in html
    assert "&lt;img src=x&gt;" in html


def test_the_token_is_not_in_the_list() -> None:
    token = signed(ID_CLAIMS)
    assert token.split(".")[1] not in checks_html(decided("/my-api", token))


def test_a_check_names_the_parts_of_the_token_that_it_reads() -> None:
    shown = lines(checks_html(decided("/my-api")))
    assert "✓ Key is one of that pool&#39;s kid pool header" in shown
    assert "✓ RS256 signature fits alg RS256, the signature fits header signature" in shown
    assert any(line.startswith("✓ Not expired") and line.endswith(" payload") for line in shown)


def test_the_functions_own_refusal_is_a_check_like_any_other_and_stands_open() -> None:
    own = FunctionCheck(passed=False, required=("admins",), held=("staff",))
    html = checks_html(decided("/my-api"), own)
    assert lines(html)[-1] == ("✗ The function asks for the group admins the token holds: staff")
    opened = html[html.index('class="stopped own" open>') :]
    assert "Wanted: cognito:groups with admins" in opened
    assert "not API Gateway" in opened


def test_who_is_in_the_group_has_passed_the_functions_own_check() -> None:
    own = FunctionCheck(passed=True, required=("admins",), held=("admins",))
    html = checks_html(decided("/my-api"), own)
    assert lines(html)[-1] == "✓ The function asks for the group admins the token holds: admins"
    assert " open>" not in html
