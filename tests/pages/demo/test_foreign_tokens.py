"""Tokens of a stack that was removed or made anew: no page offers them, each leads to sign in."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from pages._server.process import LabProcess
from pages._server.session_store import BrowserSession
from services.api.sign_in import TokenSet
from tests.pages._ui.rendered import rendered, told
from tests.pages.conftest import OpenPage
from tests.pages.demo.calling import endings, tokens_of
from tests.services.tokens.forge import unsigned

pytestmark = pytest.mark.engine
GONE = "The tokens of this browser are of a user pool or app client that is gone"
_POOL = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Gone00000"


def _holding_foreign_tokens(
    process: LabProcess, open_page: OpenPage, page: str, **claims: str
) -> AppTest:
    real = tokens_of(process, "maya")
    own = {"iss": process.lab().outputs.issuer, "aud": process.lab().outputs.app_client_id}
    foreign = replace(real, id_token=unsigned({**own, "token_use": "id", **claims}))
    app = open_page(page)
    app.session_state["_browser_session"] = BrowserSession(
        tokens=foreign, signed_in_username="maya"
    )
    return app.run()


@pytest.mark.parametrize(
    "claims", [{"iss": _POOL}, {"aud": "another-client"}], ids=["another pool", "another client"]
)
def test_a_call_goes_without_them_and_says_why(
    lab_process: LabProcess, open_page: OpenPage, claims: dict[str, str]
) -> None:
    app = _holding_foreign_tokens(lab_process, open_page, "demo/call_api.py", **claims)
    assert GONE in told(app)
    assert app.button(key="call_api_call").label == "Call without the header"
    app.button(key="call_api_call").click().run()
    assert len(endings(app)) == 1


def test_tokens_of_this_stack_are_sent(lab_process: LabProcess, open_page: OpenPage) -> None:
    app = _holding_foreign_tokens(lab_process, open_page, "demo/call_api.py")
    assert GONE not in told(app)
    assert app.button(key="call_api_call").label == "Call without and with the header"


def test_sign_in_offers_its_form_again(lab_process: LabProcess, open_page: OpenPage) -> None:
    app = _holding_foreign_tokens(lab_process, open_page, "demo/sign_in.py", iss=_POOL)
    assert GONE in app.warning[0].value.replace("**", "")
    app.button(key="sign_in_send").click().run()
    assert "Signed in as maya" in rendered(app)
    assert not app.warning


def test_self_service_asks_for_a_sign_in(lab_process: LabProcess, open_page: OpenPage) -> None:
    app = _holding_foreign_tokens(lab_process, open_page, "demo/self_service.py", iss=_POOL)
    app.segmented_control(key="self_service_flow").set_value("Change password").run()
    assert GONE in told(app)
    assert not app.exception


def test_the_overview_counts_signing_in_as_not_done(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    lab_process.stack.view(30)
    app = _holding_foreign_tokens(lab_process, open_page, "learn/overview.py", iss=_POOL)
    badges = [each.value for each in app.main.markdown if "badge" in each.value]
    assert [any(word in each for each in badges) for word in ("Done", "Next")] == [False, True]


def test_without_a_stack_the_overview_counts_signing_in_as_not_done(
    empty_process: LabProcess, open_page: OpenPage
) -> None:
    empty_process.stack.view(30)
    text = unsigned({"token_use": "id", "iss": _POOL, "aud": "client"})
    app = open_page()
    app.session_state["_browser_session"] = BrowserSession(
        tokens=TokenSet(
            id_token=text, access_token=text, refresh_token="", expires_in=1, obtained_at=0.0
        ),
        signed_in_username="maya",
    )
    app.run()
    badges = [each.value for each in app.main.markdown if "badge" in each.value]
    assert len(badges) == 4
    assert not any("Done" in each for each in badges)
