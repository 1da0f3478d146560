"""HTML is made once for what it is made of, and anew when that changes."""

from streamlit.testing.v1 import AppTest


def _page() -> None:
    import streamlit as st
    from markupsafe import Markup

    from pages._ui.scenarios.held_html import held_html

    def make() -> Markup:
        st.session_state["made"] = st.session_state.get("made", 0) + 1
        return Markup("<p>{}</p>").format(st.session_state["made"])

    st.html(held_html("_held", (st.session_state.get("version", 1),), make))


def test_the_same_ingredients_are_made_once() -> None:
    app = AppTest.from_function(_page).run().run()
    assert app.session_state["made"] == 1
    assert "<p>1</p>" in str(app.main.children[0].proto)


def test_other_ingredients_are_made_anew() -> None:
    app = AppTest.from_function(_page).run()
    app.session_state["version"] = 2
    app.run()
    assert app.session_state["made"] == 2
    assert "<p>2</p>" in str(app.main.children[0].proto)
