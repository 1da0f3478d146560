"""The tokens of one sign-in as lines: what each is for, whether it is genuine, how long, Copy."""

from dataclasses import dataclass

from markupsafe import Markup

from pages._ui.page.countdown import countdown_html
from pages._ui.page.templates import render
from pages._ui.page.words.terms import with_terms
from pages._ui.tokens.token_words import PURPOSES, TITLES, VERDICTS, expiry, verification
from services.api.sign_in import TokenSet
from services.errors import LabError
from services.tokens.decode import TokenUse, decode_unverified
from services.traffic.redaction import fingerprint

_TO_EXPLAIN = {TokenUse.ID: ("scopes",)}
_ONLY_COGNITO = "Only Cognito can read it"
_NO_END = "Not written in it: the app client sets it"


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRow:
    """One line; `is_good` is None where nobody here can tell. It holds no token.

    `shown` is the token's fingerprint: what Copy brings has to be the token of this line.
    """

    use: str
    shown: str
    title: str
    purpose: Markup
    verdict: str
    is_good: bool | None
    clock: Markup | None = None
    end: str = _NO_END


def tokens_html(tokens: TokenSet, now: float) -> Markup:
    """Return the table as HTML, without a token in it."""
    rows = [
        _row(TokenUse.ID, tokens.id_token, now),
        _row(TokenUse.ACCESS, tokens.access_token, now),
    ]
    if tokens.refresh_token:
        rows.append(_refresh_row(tokens.refresh_token))
    return render("tokens/token_rows.html.j2", rows=rows)


def _row(place: TokenUse, text: str, now: float) -> TokenRow:
    """Return the line of the token at this place of the answer; its claim may say otherwise."""
    token = decode_unverified(text)
    checked = verification(token)
    is_good = None if isinstance(checked, LabError) else checked.is_valid
    end = expiry(token)
    return TokenRow(
        use=place.value,
        shown=fingerprint(text),
        title=TITLES[place],
        purpose=with_terms(PURPOSES[place], *_TO_EXPLAIN.get(place, ())),
        verdict=VERDICTS[is_good],
        is_good=is_good,
        clock=None if end is None else countdown_html(end, now),
    )


def _refresh_row(text: str) -> TokenRow:
    use = TokenUse.REFRESH
    return TokenRow(
        use=use.value,
        shown=fingerprint(text),
        title=TITLES[use],
        purpose=with_terms(PURPOSES[use]),
        verdict=_ONLY_COGNITO,
        is_good=None,
    )
