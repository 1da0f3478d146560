"""Characters that cannot be seen are shown, and everything a reader can see stays as it is."""

import pytest

from pages._ui.page.visible import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("anna", "anna", id="letters stay"),
        pytest.param("zażółć 名前 اسم", "zażółć 名前 اسم", id="other alphabets stay"),
        pytest.param("✓ ≠ … ❤️", "✓ ≠ … ❤️", id="signs and pictures stay"),
        pytest.param("a\tb\nc\r\nd", "a\tb\nc\r\nd", id="tabs and line breaks stay"),
        pytest.param("\u202enimda", "‹U+202E›nimda", id="right-to-left override"),
        pytest.param("a\u2066b\u2069", "a‹U+2066›b‹U+2069›", id="isolates"),
        pytest.param("a\u200fb\u061c", "a‹U+200F›b‹U+061C›", id="direction marks"),
        pytest.param("ad\u200bmin", "ad‹U+200B›min", id="zero width space"),
        pytest.param("\ufeffmaya\u2060", "‹U+FEFF›maya‹U+2060›", id="byte order mark, word joiner"),
        pytest.param("ad\xadmin", "ad‹U+00AD›min", id="soft hyphen"),
        pytest.param("a\x00\x1b[31m", "a‹U+0000›‹U+001B›[31m", id="C0 controls"),
        pytest.param("a\x7f\x85\x9f", "a‹U+007F›‹U+0085›‹U+009F›", id="delete and C1 controls"),
        pytest.param("a\u2028b\u2029", "a‹U+2028›b‹U+2029›", id="line and paragraph separator"),
        pytest.param("\u3164", "‹U+3164›", id="a letter drawn as nothing"),
        pytest.param("a\U000e0041", "a‹U+E0041›", id="a tag character"),
        pytest.param(
            "h-👩\u200d👩\u200d👧", "h-👩\u200d👩\u200d👧", id="a family stays one picture"
        ),
        pytest.param("👩🏽\u200d💻", "👩🏽\u200d💻", id="somebody at work"),
        pytest.param("🏳️\u200d🌈 🏃\u200d♀️", "🏳️\u200d🌈 🏃\u200d♀️", id="a flag, a runner"),
        pytest.param("ad\u200dmin", "ad‹U+200D›min", id="a joiner between letters"),
        pytest.param("👩\u200d", "👩‹U+200D›", id="a joiner at the end"),
        pytest.param("🍕\u200d🍕", "🍕‹U+200D›🍕", id="a joiner that makes no picture"),
        pytest.param("👩\u200d\u200d👧", "👩‹U+200D›‹U+200D›👧", id="two joiners"),
        pytest.param(
            "👩\u200d👧\u200d\u202ex", "👩\u200d👧‹U+200D›‹U+202E›x", id="more behind a family"
        ),
        pytest.param("a\ud800", "a‹U+D800›", id="half of a surrogate pair"),
    ],
)
def test_what_cannot_be_seen_is_named(text: str, shown: str) -> None:
    assert visible(text) == shown
