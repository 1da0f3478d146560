import pytest

from pages._ui.page.facts_table import Fact, Mark
from pages._ui.tokens.claims_table import check_facts, claim_facts
from services.tokens.verify import TokenCheck

NOW = 1_763_887_630


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        pytest.param("exp", NOW + 3552, "23 Nov 2025, 09:46:22 UTC", id="a time reads as a date"),
        pytest.param("exp", "soon", "soon", id="a time that is no number stays as it is"),
        pytest.param("cognito:groups", ["admins", "staff"], "admins, staff", id="a list is joined"),
        pytest.param("cognito:groups", [], "(none)", id="an empty list says so"),
        pytest.param("email_verified", True, "Yes", id="a flag reads yes"),
        pytest.param("email_verified", "false", "No", id="a flag written as text reads no"),
        pytest.param("custom:plan", "gold", "gold", id="a custom attribute"),
        pytest.param("made_up", {"a": 1}, '{"a": 1}', id="an unknown object is JSON"),
        pytest.param("made_up", None, "null", id="an unknown null"),
        pytest.param("made_up", [None, "a", True, ["b"]], 'null, a, true, ["b"]', id="any list"),
        pytest.param("exp", 10**40, f"1{'0' * 40}", id="a time that no calendar has"),
        pytest.param("exp", True, "Yes", id="a time that is a flag"),
        pytest.param("exp", float("inf"), "Infinity", id="a time that is no finite number"),
    ],
)
def test_a_claim_reads_in_plain_words(name: str, value: object, shown: str) -> None:
    fact = claim_facts({name: value}, NOW)[0]
    assert (fact.name, fact.value) == (name, shown)


def test_a_time_tells_how_far_away_it_is() -> None:
    assert claim_facts({"iat": NOW - 48}, NOW)[0].note.startswith("48 s ago. ")
    assert claim_facts({"nbf": NOW + 3552}, NOW)[0].note.startswith("In 59 min 12 s. ")


def test_the_end_of_a_token_runs_down_as_its_other_countdowns_do() -> None:
    fact = claim_facts({"exp": NOW + 3552}, NOW)[0]
    assert "--lab-left: 3552; --lab-for: 3552s" in fact.clock
    assert fact.note == "From this second on the token is refused."


def test_a_claim_that_the_other_token_lacks_is_marked() -> None:
    tags = [
        fact.tag
        for fact in claim_facts({"sub": "1", "aud": "2"}, NOW, only_here=frozenset({"aud"}))
    ]
    assert tags == ["", "only in this token"]


def _check(check_id: str, passed: bool | None, value: str, expected: str) -> Fact:
    check = TokenCheck(
        id=check_id,
        title="T",
        explanation="Because.",
        value=value,
        expected=expected,
        passed=passed,
    )
    return check_facts((check,))[0]


def test_a_passed_check_shows_the_value_it_saw() -> None:
    assert _check("algorithm", True, "RS256", "RS256") == Fact(
        title="T", value="RS256", note="Because.", mark=Mark.PASSED, parts=("header",)
    )


def test_a_failed_check_says_what_was_expected() -> None:
    assert _check("algorithm", False, "none", "RS256") == Fact(
        title="T",
        value="none",
        note="Expected: RS256. Because.",
        mark=Mark.FAILED,
        parts=("header",),
    )


def test_a_failed_time_check_reads_as_dates() -> None:
    fact = _check("expiry", False, str(NOW), f"later than {NOW + 60}")
    assert fact.value == "23 Nov 2025, 08:47:10 UTC"
    assert fact.note == "Expected: later than 23 Nov 2025, 08:48:10 UTC. Because."


def test_a_check_that_was_not_reached_says_so() -> None:
    fact = _check("audience", None, "", "")
    assert (fact.mark, fact.value) == (Mark.NOT_REACHED, "Not reached: an earlier check failed")
