"""Decided beside observed: what is equal, what differs, and whose answer it is."""

import re

import pytest

from pages._ui.calls.answers_table import answers_html
from services.authorizer.answers import ObservedAnswer, observe
from services.authorizer.comparison import Comparison, compare
from services.authorizer.decision import Decision
from tests.pages._ui.deciding import ACCESS_TOKEN, decided

UNAUTHORIZED = ("x-amzn-ErrorType", "UnauthorizedException")
NO = (401, (UNAUTHORIZED,), '{"message":"Unauthorized"}')
YES = (200, (), '{"greeting":"Hello"}')
OWN = "the function's own"


def compared(decision: Decision, observed: ObservedAnswer) -> Comparison:
    return compare(decision, observed, is_local=False)


def rows(decision: Decision, answer: tuple[int, tuple[tuple[str, str], ...], str]) -> list[str]:
    html = str(answers_html(compared(decision, observe(*answer)), is_local=False))
    html = html.replace("&#39;", "'").replace("&#34;", '"')
    html = html.partition("<tbody>")[2].partition("</tbody>")[0]
    cells = [re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row) for row in html.split("</tr>")[:-1]]
    return [" | ".join(re.sub(r"<[^>]+>", "", cell) for cell in row) for row in cells]


CASES = {
    "a refusal as decided": (
        decided("/my-api", None),
        NO,
        [
            "Status | 401 | 401",
            'Body | {"message":"Unauthorized"} | {"message":"Unauthorized"}',
            "Error type | UnauthorizedException | UnauthorizedException",
        ],
    ),
    "the function's answer as decided": (
        decided("/my-api"),
        YES,
        [f"Status | {OWN} | 200", f"Body | {OWN} | {OWN}", "Error type | none | none"],
    ),
    "let in where a refusal was decided": (
        decided("/my-api", ACCESS_TOKEN),
        YES,
        [
            "≠ Status | 401 | 200",
            f'≠ Body | {{"message":"Unauthorized"}} | {OWN}',
            "≠ Error type | UnauthorizedException | none",
        ],
    ),
    "refused where an answer was decided": (
        decided("/my-api"),
        NO,
        [
            f"≠ Status | {OWN} | 401",
            f'≠ Body | {OWN} | {{"message":"Unauthorized"}}',
            "≠ Error type | none | UnauthorizedException",
        ],
    ),
    "an error type that nobody reported is no difference": (
        decided("/my-api", now=2_000_000_000),
        (401, (UNAUTHORIZED,), '{"message":"The incoming token has expired"}'),
        [
            "Status | 401 | 401",
            (
                'Body | {"message":"The incoming token has expired"}'
                ' | {"message":"The incoming token has expired"}'
            ),
            "Error type | not known | UnauthorizedException",
        ],
    ),
}


@pytest.mark.parametrize(("decision", "answer", "expected"), CASES.values(), ids=CASES.keys())
def test_rows_name_both_answers(
    decision: Decision,
    answer: tuple[int, tuple[tuple[str, str], ...], str],
    expected: list[str],
) -> None:
    assert rows(decision, answer) == expected


def test_an_answer_is_shown_as_text_and_never_as_html() -> None:
    evil = observe(401, (UNAUTHORIZED,), '{"message":"<img src=x>"}')
    assert "<img" not in answers_html(compared(decided("/my-api"), evil), is_local=True)


@pytest.mark.parametrize(
    ("is_local", "head"),
    [
        pytest.param(True, "Answered here", id="the local engine answered"),
        pytest.param(False, "Answered on AWS", id="AWS answered"),
    ],
)
def test_the_head_says_who_answered_in_one_line(is_local: bool, head: str) -> None:
    html = answers_html(compared(decided("/my-api", None), observe(*NO)), is_local=is_local)
    assert f'<th scope="col">{head}</th>' in html
    assert '<th scope="col"></th>' not in html  # a head without words says nothing


def test_a_narrow_column_breaks_between_words_and_before_a_value() -> None:
    html = answers_html(compared(decided("/my-api", None), observe(*NO)), is_local=True)
    assert "Unauthorized<wbr>Exception" in html
    assert "{&#34;message&#34;:<wbr>&#34;Unauthorized&#34;}" in html
