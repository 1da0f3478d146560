from pages._ui.page.facts_table import Fact, Mark, facts_html


def test_every_text_of_a_fact_is_escaped() -> None:
    evil = "<img src=x onerror=alert(1)>"
    html = facts_html([Fact(title=evil, name=evil, value=evil, note=evil)])
    assert "<img" not in html
    assert html.count("&lt;img src=x onerror=alert(1)&gt;") == 4


def test_marks_say_their_meaning_to_a_screen_reader() -> None:
    html = facts_html(
        [
            Fact(title="Signature", value="fits", mark=Mark.PASSED),
            Fact(title="Expiry", value="over", mark=Mark.FAILED),
            Fact(title="Audience", value="?", mark=Mark.NOT_REACHED),
        ]
    )
    for words in ("passed", "failed", "not reached"):
        assert f'aria-label="{words}"' in html


def test_a_title_is_the_header_of_its_row() -> None:
    assert '<th scope="row">Issuer</th><td>pool</td>' in facts_html(
        [Fact(title="Issuer", value="pool")]
    )


def test_a_long_name_breaks_between_its_words_and_its_tag_stands_below() -> None:
    html = facts_html([Fact(title="Groups", name="cognito:user_name", tag="only here", value="a")])
    assert '<code>cognito:<wbr>user_<wbr>name</code><span class="tag">only here</span>' in html
