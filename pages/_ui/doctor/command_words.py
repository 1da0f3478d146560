"""Where the values of the names in the doctor's commands come from: the lab, or the reader."""

import re
from collections.abc import Iterable

from pages._ui.page.feedback import md

# No command of the lab prints these: a token or a secret, or what only the reader can know.
_READERS_OWN = frozenset(
    {"ACCESS_TOKEN", "ACCOUNT_ID", "CLIENT_ID", "CLIENT_SECRET", "ID_TOKEN", "USERNAME"}
)
_OUTPUTS = "python -m infra_scripts outputs --format env"


def variables_words(commands: Iterable[str], *, is_local: bool) -> str:
    """Return where the values of the names come from, as Markdown; empty without a name."""
    text = "\n".join(commands)
    names = dict.fromkeys(re.findall(r"\$([A-Z_]+)", text))
    printed = [name for name in names if name not in _READERS_OWN]
    own = [name for name in names if name in _READERS_OWN]
    sentences = []
    if printed:
        sentences.append(f"`{_OUTPUTS}` prints the value of {_listed(printed)}.")
    if own:
        sentences.append(f"Put in {_listed(own)} yourself.")
    if is_local and re.search(r"^aws ", text, re.MULTILINE):
        sentences.append(
            "For the local engine, add `--endpoint-url $ENDPOINT_URL` to an `aws` command."
        )
    return " ".join(sentences)


def _listed(names: list[str]) -> str:
    shown = [md(f"${name}") for name in names]
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
