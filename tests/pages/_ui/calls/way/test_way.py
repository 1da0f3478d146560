"""The drawing of a call's way: what it says, and that it says loudly when AWS answers otherwise."""

import json
import re

import pytest

from pages._ui.calls.way.way import way_html
from services.authorizer.answers import ObservedAnswer, observe
from services.authorizer.decision import Decision
from tests.pages._ui.deciding import ACCESS_TOKEN, ID_TOKEN, decided
from tests.services.tokens.forge import ID_CLAIMS, NOW, signed


def refusal(status: int, message: str, error_type: str) -> ObservedAnswer:
    body = json.dumps({"message": message})
    return observe(status, (("x-amzn-ErrorType", error_type),), body)


UNAUTHORIZED = refusal(401, "Unauthorized", "UnauthorizedException")
GREETING = observe(200, (), json.dumps({"greeting": "Hello, ana!", "route": "/my-api"}))
NOT_AN_ADMIN = observe(
    403,
    (),
    json.dumps({"message": "not for you", "required_groups": ["admins"], "held_groups": ["staff"]}),
)


def words(decision: Decision, observed: ObservedAnswer, *, is_local: bool = True) -> str:
    """Return what a reader sees, tags taken out."""
    html = re.sub(r"<[^>]+>", " ", way_html(decision, observed, is_local=is_local))
    return " ".join(html.replace("&nbsp;", " ").replace("&#39;", "'").split())


def drawn_as(decision: Decision, observed: ObservedAnswer) -> str:
    """Return the classes of the drawing and the number of the station where it turns."""
    html = way_html(decision, observed, is_local=True)
    found = re.search(r'<figure class="([^"]*)".*?--turn: (\d)', html)
    assert found is not None
    return f"{found[1]} {int(found[2]) - 1}"


def test_a_call_without_a_token_stops_at_the_authorizer_with_what_was_seen_and_sent_back() -> None:
    told = words(decided("/my-api", None), UNAUTHORIZED)
    assert "Stage and path · passed" in told
    assert "path and HTTP method GET /my-api" in told
    assert "Authorizer · stopped here" in told
    assert "token's header: no Authorization header" in told
    assert "wanted: Authorization: Bearer &lt;token&gt;" in told
    assert "10 more not reached" in told
    assert "Function · not reached" in told
    assert "Sent back: ■ 401 Unauthorized Unauthorized · refused by the authorizer" in told
    assert "= what AWS answers" in told
    assert "≠" not in told


def test_a_call_that_is_let_in_reaches_the_function_and_brings_its_greeting_back() -> None:
    told = words(decided("/my-api"), GREETING)
    assert "Function · answered here" in told
    assert "Sent back: ● 200 OK Hello, ana! · let in" in told
    assert "✗" not in told


@pytest.mark.parametrize(
    ("decision", "observed", "drawn"),
    [
        pytest.param(decided("/my-api"), GREETING, "lab-way let-in 4", id="let in"),
        pytest.param(
            decided("/my-api", ACCESS_TOKEN), UNAUTHORIZED, "lab-way by-authorizer 2", id="refused"
        ),
        pytest.param(
            decided("/my-api"), NOT_AN_ADMIN, "lab-way by-function 4", id="refused by the function"
        ),
        pytest.param(
            decided("/nowhere", None),
            refusal(403, "Missing Authentication Token", "MissingAuthenticationTokenException"),
            "lab-way not-routed 1",
            id="not routed",
        ),
        pytest.param(
            decided("/keyed"),
            refusal(403, "Forbidden", "ForbiddenException"),
            "lab-way by-gateway 3",
            id="no API key",
        ),
    ],
)
def test_the_colour_says_who_refused_and_the_way_ends_there(
    decision: Decision, observed: ObservedAnswer, drawn: str
) -> None:
    assert drawn_as(decision, observed) == drawn


def test_the_functions_own_refusal_is_a_step_at_the_function() -> None:
    told = words(decided("/my-api"), NOT_AN_ADMIN)
    assert "Function · stopped here" in told
    assert "the function asks for the group admins: the token holds: staff" in told
    assert "◆ 403 Forbidden not for you · refused by the function" in told


def test_a_known_difference_is_loud_and_shows_both_answers() -> None:
    told = words(decided("/my-api", "x" * 10_300), UNAUTHORIZED)
    assert "≠ Not what AWS answers." in told
    assert "A known difference: Headers over 10,240 bytes" in told
    assert "AWS answers: ▲ 431 Request Header Fields Too Large" in told
    assert "Answered here: ■ 401 Unauthorized" in told
    assert "= what AWS answers" not in told


def test_an_unknown_difference_says_so_and_claims_no_check_of_the_function() -> None:
    told = words(decided("/my-api", None), NOT_AN_ADMIN)
    assert "No known difference explains it." in told
    assert "AWS answers: ■ 401 Unauthorized" in told
    assert "Answered here: ◆ 403 Forbidden" in told
    assert "asks for the group" not in told


def test_where_aws_lets_through_its_answer_is_the_functions_own() -> None:
    told = words(decided("/my-api"), UNAUTHORIZED)
    assert "AWS answers: the function's own answer Answered here: ■ 401 Unauthorized" in told
    assert drawn_as(decided("/my-api"), UNAUTHORIZED) == "lab-way 4"


def test_aws_itself_is_not_measured_by_what_it_answers() -> None:
    told = words(decided("/my-api", None), UNAUTHORIZED, is_local=False)
    assert "= as expected" in told
    assert "what AWS answers" not in told
    told = words(decided("/my-api", None), GREETING, is_local=False)
    assert "Answered on AWS: ● 200 OK" in told


def test_no_answer_at_all_is_said() -> None:
    told = words(decided("/my-api", None), ObservedAnswer(status=None))
    assert "Answered here: ○ No answer · no answer" in told


def test_times_read_as_dates_and_a_long_value_is_cut() -> None:
    told = words(decided("/my-api", now=NOW + 60), UNAUTHORIZED)
    assert "not expired: 14 Nov 2023, 22:14:20 UTC" in told
    odd = decided("/my-api", signed({**ID_CLAIMS, "iss": "i" * 199}))
    assert f"issuer: {'i' * 120}… wanted" in words(odd, UNAUTHORIZED)


def test_text_of_tokens_and_answers_is_text_and_no_token_is_drawn() -> None:
    odd = decided("/my-api", signed({**ID_CLAIMS, "iss": "<img src=x>"}))
    html = way_html(odd, refusal(401, f"<b>{ID_TOKEN}", "X"), is_local=True)
    assert "<img" not in html
    assert "<b>eyJ" not in html
    assert "&lt;b&gt;[hidden" in html
    assert ID_TOKEN.split(".")[1] not in html


def test_the_checks_name_the_parts_of_the_token_that_they_read() -> None:
    html = way_html(decided("/my-api"), GREETING, is_local=True)
    found = re.findall(r'<span class="lab-jwt (\w+)">\1</span>', html)
    assert (found.count("header"), found.count("payload"), found.count("signature")) == (3, 6, 2)
