"""What is said of a token wherever it is shown: name, use, end, and whether it is genuine."""

from pages._ui.page.context import lab
from pages._ui.page.feedback import md
from services.errors import LabError
from services.tokens.claims import claim_text
from services.tokens.decode import DecodedToken, TokenUse
from services.tokens.glossary import ClaimKind, explain_claim
from services.tokens.verify import Verification

_USE, _SHOWN_USE = "token_use", 60
PURPOSES = {
    TokenUse.ID: "Says who the user is. A method without scopes expects this one.",
    TokenUse.ACCESS: "Says what the user may do. A method with scopes expects this one.",
    TokenUse.REFRESH: "Gets new ID and access tokens from Cognito. No API accepts it.",
}
TITLES = {
    TokenUse.ID: "ID token",
    TokenUse.ACCESS: "Access token",
    TokenUse.REFRESH: "Refresh token",
    TokenUse.UNKNOWN: "Token",
}
# None: its signature could not be checked, or nobody but Cognito can
VERDICTS = {True: "Genuine and valid", False: "Not acceptable", None: "Not checked"}


def purpose(token: DecodedToken) -> str:
    """Return what the token says it is for, as Markdown."""
    if token.token_use in PURPOSES:
        return PURPOSES[token.token_use]
    if _USE not in token.payload:
        return "Does not say what it is for: it has no claim token_use."
    use = claim_text(token.payload, _USE)[:_SHOWN_USE]
    return f"Its token_use claim is {md(use) or 'empty'}: no use that Cognito knows."


def expiry(token: DecodedToken) -> int | float | None:
    """Return when the token ends, None when it names no moment of the calendar."""
    end = token.payload.get("exp")
    is_moment = explain_claim("exp", end).kind is ClaimKind.TIME
    return end if is_moment and isinstance(end, int | float) else None


def verification(token: DecodedToken) -> Verification | LabError:
    """Return the checks of the token, or the error that kept them from being made."""
    try:
        return lab().verifier.verify(token.text)
    except LabError as error:
        return error
