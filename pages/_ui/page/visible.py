"""Characters that cannot be seen, or that turn the reading order round, made visible; pure.

A name such as "nimda" behind U+202E reads "admin": every text that comes from users, tokens or the
cloud passes here before it is shown. `md` and the templates see to it; for plain text, such as a
table's cells and code, it is called by name.
"""

import re

# Controls but tab and line breaks; formats (bidi, zero width, soft hyphen, tags); line and
# paragraph separators; lone surrogates; letters that are drawn as nothing.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Pictures that Unicode makes of several, joined by U+200D, as its list of them has them; nowhere
# else may the joiner be unseen. https://unicode.org/Public/emoji/latest/emoji-zwj-sequences.txt
_SKIN = "[\U0001f3fb-\U0001f3ff]?"
_PERSON = f"[👨👩🧑]{_SKIN}"
_ACTIVE = (
    "⛹🏃🏄🏊🏋🏌👮👯👰👱👳👷💁💂💆💇🕵🙅🙆🙇🙋🙍🙎🚣🚴🚵🚶"
    "🤦🤵🤷🤸🤹🤼🤽🤾🦸🦹🧍🧎🧏🧔🧖🧗🧘🧙🧚🧛🧜🧝🧞🧟"
)
_JOINED = "|".join(
    sequence.replace("+", "\u200d")  # no sign of repetition here
    for sequence in (
        "(?:👨(?:+[👨👩])?|👩(?:+👩)?)+(?:(?:👧+)?[👦👧]|👦+👦)",
        f"{_PERSON}+❤\ufe0f?+(?:💋+)?{_PERSON}",
        f"{_PERSON}+🤝+{_PERSON}",
        f"{_PERSON}+(?:[⚕⚖✈]\ufe0f?|[🌾🍳🍼🎄🎓🎤🎨🏫🏭💻💼🔧🔬🚀🚒🦯🦰🦱🦲🦳🦼🦽])",
        f"[{_ACTIVE}](?:{_SKIN}|\ufe0f)+[♀♂]\ufe0f?",
        "🏳\ufe0f?+(?:🌈|⚧\ufe0f?)|🏴+☠\ufe0f?|❤\ufe0f?+[🔥🩹]",
        "🐕+🦺|🐈+⬛|🐻+❄\ufe0f?|😮+💨|😵+💫",
    )
)
_READ = re.compile(f"({_JOINED})|{_UNSEEN.pattern}")
_SHOWN = "‹U+{:04X}›"  # signs that neither HTML nor Markdown reads


def visible(text: str) -> str:
    """Return `text`; each such character becomes its code point in angle quotation marks.

    The joiner inside an emoji such as a family stays: there it is seen, as one picture.
    """
    return _READ.sub(lambda found: found[1] or _SHOWN.format(ord(found[0])), text)


def shortened(text: str, letters: int) -> str:
    """Return as much as a cell has room for; a cut is seen as one."""
    return text if len(text) <= letters else f"{text[: letters - 1]}…"
