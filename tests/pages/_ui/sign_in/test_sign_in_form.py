from typing import Any

from streamlit.testing.v1 import AppTest

from tests.pages._ui.rendered import rendered


def _form(is_local: bool) -> None:
    from pages._ui.sign_in.sign_in_form import sign_in_form
    from services.home.personas import Persona

    persona = Persona(
        username="maya", password="Known-To-Lab-1!", status="CONFIRMED", story="Maya."
    )
    sign_in_form([persona], "sign_in", is_local=is_local)


def _drawn(**arguments: Any) -> AppTest:
    return AppTest.from_function(_form, kwargs=arguments).run()


def test_on_the_local_engine_a_personas_password_is_filled_in() -> None:
    app = _drawn(is_local=True)
    assert app.text_input(key="sign_in_username").value == "maya"
    assert app.text_input(key="sign_in_password").value == "Known-To-Lab-1!"


def test_on_aws_no_password_reaches_the_browser() -> None:
    app = _drawn(is_local=False)
    assert app.text_input(key="sign_in_username").value == "maya"
    assert app.text_input(key="sign_in_password").value == ""
    assert "Known-To-Lab-1!" not in rendered(app)
    assert "On AWS the lab never shows a password" in "".join(each.value for each in app.caption)
