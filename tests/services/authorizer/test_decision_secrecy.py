"""What a decision shows of a call: never a token, wherever it stands."""

from tests.services.authorizer.cases import decide, id_token


def test_a_repr_shows_no_token() -> None:
    token = id_token(email="ana@example.com")
    decision = decide(f"Bearer {token}")
    assert token not in repr(decision)
    assert token[-20:] not in repr(decision)


def test_a_token_in_the_query_string_is_not_shown_as_seen() -> None:
    decision = decide("", path="/nowhere?token=eyJ.secret")
    assert decision.check("route").seen == "GET /nowhere"
