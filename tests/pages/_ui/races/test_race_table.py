"""The tables of a race: a difference is marked, and whatever AWS says is escaped."""

from dataclasses import replace

import pytest

from pages._ui.races.race_table import matrix_html, race_html, timeline
from pages._ui.races.race_words import (
    authorizer_sentence,
    cognito_sentence,
    refused_by,
    verdict_class,
)
from services.revocation.actions import ProbeId, ProbeVerdict, action
from services.revocation.probes import ProbeResult
from services.revocation.race import Race, RaceRow
from services.traffic.exchange import Exchange

DELETE = action("delete")


def result(
    probe: ProbeId, verdict: ProbeVerdict, reason: str = "So it was.", at: float = 0.0
) -> ProbeResult:
    return ProbeResult(
        probe=probe, verdict=verdict, answer="<b>200</b>", reason=reason, asked_at=at
    )


def race(**after: ProbeVerdict) -> Race:
    """Return a race of the deletion in which everything is as expected but `after`."""
    rows = tuple(
        RaceRow(
            before=result(probe, ProbeVerdict.ACCEPTED, at=100.25),
            after=result(probe, after.get(probe.value, it.verdict), "It was <i>odd</i>.", at=103.5),
            expected=it.verdict,
        )
        for probe, it in DELETE.expected.items()
    )
    return of_rows(rows)


def of_rows(rows: tuple[RaceRow, ...]) -> Race:
    return Race(
        action=DELETE,
        username="omar",
        rows=rows,
        signed_in_at=100.0,
        acted_at=102.0,
        expires_at=3700.0,
        access_expires_at=3701.0,
    )


def test_an_answer_as_expected_is_explained_by_the_expectation() -> None:
    html = race_html(DELETE, race())
    assert "Differs" not in html
    assert "Cognito has no such user any more." in html
    assert "AWS: refused, " in html
    assert "https://docs.aws.amazon.com/cognito/latest/developerguide/token-revocation.html" in html


@pytest.mark.parametrize(
    ("verdict", "word"),
    [(ProbeVerdict.ACCEPTED, "Still accepted"), (ProbeVerdict.UNCLEAR, "Unclear")],
)
def test_an_answer_that_differs_is_marked_with_what_was_said(
    verdict: ProbeVerdict, word: str
) -> None:
    odd = race(get_user=verdict)
    html = race_html(DELETE, odd)
    assert html.count("Differs from what AWS is expected to answer") == 1
    assert f">{word}<" in html
    assert "It was &lt;i&gt;odd&lt;/i&gt;." in html
    assert matrix_html({"delete": odd}, DELETE).count(">≠ differs<") == 1


def test_a_token_that_did_not_work_before_is_a_difference_too() -> None:
    good = race()
    before = result(ProbeId.ID_TOKEN, ProbeVerdict.REFUSED, "It never worked.")
    first = RaceRow(before=before, after=good.rows[0].after, expected=good.rows[0].expected)
    odd = of_rows((first, *good.rows[1:]))
    assert "It never worked." in race_html(DELETE, odd)


def test_every_text_of_an_answer_is_escaped() -> None:
    assert "<b>200</b>" not in race_html(DELETE, race())
    assert "&lt;b&gt;200&lt;/b&gt;" in race_html(DELETE, race())


def test_the_timeline_says_when_each_token_was_asked_for_and_until_when_it_works() -> None:
    rows = [
        (
            row.token,
            row.before.look,
            row.before.note,
            row.after.look,
            row.after.says,
            row.after.until,
        )
        for row in timeline(DELETE, race())
    ]
    before = ("accepted", "<b>200</b>, asked 250 ms after")
    assert rows == [
        ("ID token", *before, "still", "Still accepted", 3700.0),
        ("Access token", *before, "still", "Still accepted", 3701.0),
        ("Access token", *before, "refused", "Refused by Cognito", None),
        ("Refresh token", *before, "refused", "Refused by Cognito", None),
    ]
    assert {row.after.note for row in timeline(DELETE, race())} == {"<b>200</b>, asked 1.5 s after"}


def test_the_moments_are_time_elements_in_utc() -> None:
    html = str(race_html(DELETE, race()))
    until = (
        '<time datetime="1970-01-01T01:01:40Z" data-lab-time="1970-01-01T01:01:40Z">01:01:40 UTC'
    )
    assert f"still accepts the ID token and the access token until {until}" in html
    assert f"on AWS until its exp, {until}" in html
    assert html.count("<time ") == 5, "the answer, the sign-in, the action, two bars"


def test_before_a_race_it_says_what_aws_answers_and_measures_nothing() -> None:
    html = str(race_html(DELETE, None))
    assert "Delete the user: what AWS answers" in html
    assert "<time" not in html
    assert "data-lab-result" not in html
    assert {row.after.look for row in timeline(DELETE, None)} == {
        "still expected",
        "refused expected",
    }
    assert "until their exp." in html


@pytest.mark.parametrize(
    ("after", "authorizer", "cognito"),
    [
        pytest.param(
            {"access_token": ProbeVerdict.REFUSED},
            "The authorizer still accepts the ID token until",
            "Cognito refuses GetUser and a refresh.",
            id="one of two",
        ),
        pytest.param(
            {"id_token": ProbeVerdict.REFUSED, "access_token": ProbeVerdict.UNCLEAR},
            "The authorizer refuses the ID token; it gives no clear answer to the access token.",
            "Cognito refuses GetUser and a refresh.",
            id="none",
        ),
        pytest.param(
            {"get_user": ProbeVerdict.ACCEPTED},
            "The authorizer still accepts the ID token and the access token until",
            "Cognito still accepts GetUser; it refuses a refresh.",
            id="Cognito says two things",
        ),
    ],
)
def test_the_answer_in_a_sentence(after, authorizer: str, cognito: str) -> None:
    odd = race(**after)
    assert authorizer_sentence(DELETE, odd).says == authorizer
    assert cognito_sentence(DELETE, odd) == cognito


def test_a_refusal_of_the_function_is_no_refusal_of_cognito() -> None:
    def answered(status: int, body: str) -> ProbeResult:
        exchange = Exchange(
            id="1",
            label="",
            started_at=0.0,
            duration_ms=1.0,
            method="GET",
            url="http://127.0.0.1:1/demo/my-api/admins",
            request_headers=(),
            status=status,
            response_body=body,
        )
        return replace(result(ProbeId.ADMINS, ProbeVerdict.REFUSED), exchange=exchange)

    by_function = answered(403, '{"message": "no", "required_groups": ["admins"]}')
    by_authorizer = answered(401, '{"message": "Unauthorized"}')
    assert (refused_by(by_function), refused_by(by_authorizer)) == (
        "the function",
        "the authorizer",
    )
    assert verdict_class(by_function, is_after=True) == "refused by-function"
    assert verdict_class(by_authorizer, is_after=True) == "refused by-authorizer"
    cognito = result(ProbeId.REFRESH, ProbeVerdict.REFUSED)
    assert (refused_by(cognito), verdict_class(cognito, is_after=True)) == ("Cognito", "refused")
