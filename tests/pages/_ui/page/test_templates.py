"""The Jinja environment: what is text, what is HTML, and what cannot be seen is shown."""

import pytest
from jinja2 import UndefinedError

from pages._ui.page.templates import breakable, render


def test_text_is_escaped_and_made_visible_and_html_of_a_template_is_not_escaped_again() -> None:
    link = render("evidence/evidence.html.j2", words="<b>\u202e", address="https://e/?a=1&b=2")
    assert link == (
        '<a href="https://e/?a=1&amp;b=2" target="_blank" rel="noreferrer noopener">'
        "&lt;b&gt;‹U+202E›</a>"
    )
    assert render("evidence/evidence.html.j2", words=link, address="") == link


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("a_b", "a_<wbr>b", id="a place to break"),
        pytest.param("<i>_b", "&lt;i&gt;_<wbr>b", id="HTML is text"),
        pytest.param("a\u200b_b", "a‹U+200B›_<wbr>b", id="what cannot be seen is shown"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_name_breaks_where_it_may(text: str, html: str) -> None:
    assert breakable(text, "(?<=_)") == html


def test_a_value_that_is_missing_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(UndefinedError):
        render("evidence/evidence.html.j2", words="x")
