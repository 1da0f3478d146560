from streamlit.testing.v1 import AppTest

from tests.pages._ui.rendered import told


def _unsupported() -> None:
    from pages._ui.sign_in.challenge_forms import challenge_answer
    from services.api.sign_in import ChallengeRequired
    from services.traffic.exchange import Exchange

    exchange = Exchange(
        id="1",
        label="Sign in",
        started_at=0.0,
        duration_ms=1.0,
        method="POST",
        url="http://127.0.0.1/user-sign-in",
        request_headers=(),
        status=200,
    )
    challenge = ChallengeRequired(
        username="maya",
        challenge="SMS_MFA",
        session="s",
        parameters={},
        message="Cognito asks for SMS_MFA, which this API does not complete",
        exchange=exchange,
    )
    assert challenge_answer(challenge, "sign_in") == ""


def test_a_challenge_the_api_cannot_complete_is_named_and_has_no_form() -> None:
    app = AppTest.from_function(_unsupported).run()
    assert not app.exception
    assert "Challenge SMS_MFA" in told(app)
    assert "which this API does not complete" in told(app)
    assert not app.text_input
