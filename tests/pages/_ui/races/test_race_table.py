"""The tables of a race: a difference is marked, and whatever AWS says is escaped."""

import pytest

from pages._ui.races.race_table import matrix_html, race_html
from services.revocation.actions import ProbeId, ProbeVerdict, action
from services.revocation.probes import ProbeResult
from services.revocation.race import Race, RaceRow

DELETE = action("delete")


def result(probe: ProbeId, verdict: ProbeVerdict, reason: str = "So it was.") -> ProbeResult:
    return ProbeResult(probe=probe, verdict=verdict, answer="<b>200</b>", reason=reason)


def race(**after: ProbeVerdict) -> Race:
    """Return a race of the deletion in which everything is as expected but `after`."""
    rows = tuple(
        RaceRow(
            before=result(probe, ProbeVerdict.ACCEPTED),
            after=result(probe, after.get(probe.value, it.verdict), "It was <i>odd</i>."),
            expected=it.verdict,
        )
        for probe, it in DELETE.expected.items()
    )
    return Race(action=DELETE, username="omar", rows=rows, expires_at=1.0)


def test_an_answer_as_expected_is_explained_by_the_expectation() -> None:
    html = race_html(race())
    assert "Differs" not in html
    assert "Cognito has no such user any more." in html
    assert "AWS: refused, " in html
    assert "https://docs.aws.amazon.com/cognito/latest/developerguide/token-revocation.html" in html


@pytest.mark.parametrize(
    ("verdict", "word"), [(ProbeVerdict.ACCEPTED, "Accepted"), (ProbeVerdict.UNCLEAR, "Unclear")]
)
def test_an_answer_that_differs_is_marked_with_what_was_said(
    verdict: ProbeVerdict, word: str
) -> None:
    odd = race(get_user=verdict)
    html = race_html(odd)
    assert html.count("Differs from what AWS is expected to answer") == 1
    assert f">{word}<" in html
    assert "It was &lt;i&gt;odd&lt;/i&gt;." in html
    assert matrix_html({"delete": odd}, DELETE).count(">differs<") == 1


def test_a_token_that_did_not_work_before_is_a_difference_too() -> None:
    good = race()
    before = result(ProbeId.ID_TOKEN, ProbeVerdict.REFUSED, "It never worked.")
    first = RaceRow(before=before, after=good.rows[0].after, expected=good.rows[0].expected)
    odd = Race(action=DELETE, username="omar", rows=(first, *good.rows[1:]), expires_at=1.0)
    assert "It never worked." in race_html(odd)


def test_every_text_of_an_answer_is_escaped() -> None:
    assert "<b>200</b>" not in race_html(race())
    assert "&lt;b&gt;200&lt;/b&gt;" in race_html(race())
