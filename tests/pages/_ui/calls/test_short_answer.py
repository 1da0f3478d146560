"""One call in a few words."""

import json
from dataclasses import replace

import pytest

from pages._ui.calls.answer_cards import answer_cards_html
from pages._ui.calls.short_answer import call_title, short_answer
from services.authorizer.decision import Decision
from services.authorizer.ending import Ending
from services.traffic.exchange import Exchange
from tests.pages._ui.deciding import ID_TOKEN, decided

REFUSED = Exchange(
    id="a1",
    label="Protected, one app client, without the header",
    started_at=1_700_000_000.0,
    duration_ms=8.0,
    method="GET",
    url="https://api1.example/demo/my-api",
    request_headers=(),
    status=401,
    reason="Unauthorized",
    response_headers=(("x-amzn-ErrorType", "UnauthorizedException"),),
    response_body='{"message":"Unauthorized"}',
)
LET_IN = replace(
    REFUSED,
    id="b2",
    label="Protected, with the ID token",
    status=200,
    response_headers=(),
    response_body=json.dumps({"greeting": "Hello, <b>ana</b>!", "route": "/my-api"}),
)
SILENT = replace(REFUSED, status=None, response_body="", failure="No answer in time.")


def cards(*calls: tuple[Exchange, Decision | str], is_local: bool = True) -> str:
    shorts = [short_answer(call, explained, is_local=is_local) for call, explained in calls]
    exchanges = [call for call, _ in calls]
    return answer_cards_html(exchanges, shorts, heading="What happened", is_local=is_local)


@pytest.mark.parametrize(
    ("call", "title"),
    [(REFUSED, "Without the header"), (replace(REFUSED, label="Sign in"), "Sign in")],
    ids=["the last words of a label", "a label without a comma"],
)
def test_a_card_is_named_by_what_was_sent(call: Exchange, title: str) -> None:
    assert call_title(call) == title


def test_a_refusal_says_who_refused_and_why() -> None:
    short = short_answer(REFUSED, decided("/my-api", None), is_local=True)
    assert (short.answer.status, short.answer.ending) == ("401 Unauthorized", Ending.BY_AUTHORIZER)
    assert short.sentence == "The authorizer stopped it: there was no Authorization header."
    assert (short.greeting, short.is_compared, short.surprise) == ("", True, None)


def test_a_call_that_is_let_in_brings_the_greeting() -> None:
    short = short_answer(LET_IN, decided("/my-api"), is_local=True)
    assert (short.answer.ending, short.greeting) == (Ending.LET_IN, "Hello, <b>ana</b>!")


def test_another_answer_than_that_of_aws_is_said_in_the_card_and_to_a_screen_reader() -> None:
    short = short_answer(LET_IN, decided("/my-api", None), is_local=True)
    assert short.surprise is not None
    assert short.surprise.wanted.status == "401 Unauthorized"
    assert short.surprise.words == "No known difference explains it."
    assert short.spoken == (
        "With the ID token: 200 OK. The authorizer should have stopped it: there was no "
        "Authorization header. Not what AWS answers."
    )


def test_no_answer_is_told_by_its_failure() -> None:
    short = short_answer(SILENT, "Not explained.", is_local=True)
    assert (short.answer.status, short.answer.ending) == ("No answer", Ending.NO_ANSWER)
    assert (short.sentence, short.is_compared) == ("No answer in time.", False)


def test_a_call_without_a_decision_says_why_and_compares_nothing() -> None:
    short = short_answer(LET_IN, "You may not read the API.", is_local=True)
    assert short.sentence == "There is no explanation. You may not read the API."
    assert (short.answer.ending, short.is_compared) == (Ending.LET_IN, False)


def test_two_cards_are_one_result_that_is_announced_as_a_whole() -> None:
    shown = cards((REFUSED, decided("/my-api", None)), (LET_IN, decided("/my-api")))
    assert 'data-lab-result="a1_b2"' in shown
    assert 'data-lab-say="Without the header: 401 Unauthorized. The authorizer stopped' in shown
    assert 'datetime="2023-11-14T22:13:20+00:00"' in shown
    assert "22:13:20 UTC" in shown
    assert shown.count("= what AWS answers") == 2


def test_aws_is_not_compared_with_itself() -> None:
    shown = cards((REFUSED, decided("/my-api", None)), is_local=False)
    assert "what AWS answers" not in shown


def test_what_the_function_says_is_text_and_no_token_is_shown() -> None:
    body = json.dumps({"greeting": f"<img src=x>{ID_TOKEN}", "route": "/my-api"})
    shown = cards((replace(LET_IN, response_body=body), decided("/my-api")))
    assert "<img" not in shown
    assert "&lt;img src=x&gt;[hidden" in shown
    assert ID_TOKEN.rpartition(".")[2] not in shown
