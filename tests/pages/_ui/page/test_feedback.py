"""Feedback: untrusted text stays text, and a message survives a rerun."""

import pytest
from streamlit.testing.v1 import AppTest

from pages._ui.page.feedback import md, md_sentence


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        pytest.param("plain words", "plain words", id="plain words stay"),
        pytest.param("![x](//e)", "\\!\\[x\\]\\(\\/\\/e\\)", id="an image is text"),
        pytest.param(
            "**a** `b` $c$", "\\*\\*a\\*\\* \\`b\\` \\$c\\$", id="emphasis, code, formula"
        ),
        pytest.param(
            ":red[x] :material/home:", "\\:red\\[x\\] \\:material\\/home\\:", id="colours"
        ),
        pytest.param("<b>&amp;</b>", "\\<b\\>\\&amp\\;\\<\\/b\\>", id="HTML is text"),
        pytest.param("  a\n\n# b  ", "a \\# b", id="line breaks and headings become one line"),
        pytest.param("zażółć", "zażółć", id="other alphabets stay"),
        pytest.param("\u202enimda", "‹U\\+202E›nimda", id="a change of direction is shown"),
        pytest.param("a\x1cb\u2028c", "a‹U\\+001C›b‹U\\+2028›c", id="so are odd line breaks"),
    ],
)
def test_markdown_in_untrusted_text_is_escaped(text: str, escaped: str) -> None:
    assert md(text) == escaped


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        pytest.param("see http://e", r"see http{\:}\/\/e", id="a bare address"),
        pytest.param("HTTPS://e", r"HTTPS{\:}\/\/e", id="an address in capitals"),
        pytest.param("www.e.com", r"www{\.}e\.com", id="an address without a scheme"),
        pytest.param("[x](http://e)", r"\[x\]\(http{\:}\/\/e\)", id="a link"),
        pytest.param("ann.b@e.com", r"ann\.b{\@}e\.com", id="an e-mail address"),
        pytest.param(":streamlit:", r"{\:}streamlit\:", id="the logo"),
    ],
)
def test_what_would_become_a_link_is_parted_by_a_span_that_cannot_be_seen(
    text: str, parted: str
) -> None:
    span = parted.replace("{", ":color[").replace("}", ']{foreground="inherit"}')
    assert md(text) == span


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        pytest.param("Run `a -b *c*` now.", "Run `a -b *c*` now\\.", id="a command is code"),
        pytest.param("`a` and `b`", "`a` and `b`", id="two commands"),
        pytest.param("*a* ` b", "\\*a\\* \\` b", id="a lone backtick is a character"),
        pytest.param("`a\u200b`", "`a‹U+200B›`", id="in code, too, nothing is unseen"),
        pytest.param("x `a`![i](u)", "x `a`\\!\\[i\\]\\(u\\)", id="what follows is text"),
    ],
)
def test_only_what_stands_between_backticks_is_code(text: str, escaped: str) -> None:
    assert md_sentence(text) == escaped


def _flashing_script() -> None:
    import streamlit as st

    from pages._ui.page.feedback import flash, show_flashes

    if st.button("act", key="act"):
        flash("It is *done*")
        st.rerun()
    show_flashes()


def test_a_flash_is_shown_once_after_the_rerun() -> None:
    app = AppTest.from_function(_flashing_script).run()
    assert not app.toast
    app.button(key="act").click().run()
    assert [toast.value for toast in app.toast] == ["It is \\*done\\*"]
    app.run()
    assert not app.toast
