"""The list of known differences: every one is there, and what it says stays text."""

from dataclasses import replace

from pages._ui.scenarios.fidelity_section import differences_html
from services.authorizer.differences import LOCAL_DIFFERENCES


def test_every_known_difference_is_a_row_with_its_source() -> None:
    html = differences_html(LOCAL_DIFFERENCES)
    assert html.count('<th scope="row">') == len(LOCAL_DIFFERENCES) == 19
    assert html.count("<a href=") == 19
    assert '<td data-head="How sure"><a href="https://' in html


def test_a_difference_is_shown_as_text_and_not_as_html() -> None:
    odd = replace(LOCAL_DIFFERENCES[0], topic="<b>x</b>", locally="<i>", on_aws="<u>")
    html = differences_html((odd,))
    assert "&lt;b&gt;x&lt;/b&gt;" in html
    assert not any(tag in html for tag in ("<b>", "<i>", "<u>"))
