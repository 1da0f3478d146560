"""What is said of a token wherever it is shown: name, use, end, and whether it is genuine."""

from pages._ui.page.context import lab
from pages._ui.page.feedback import md
from services.errors import LabError
from services.tokens.claims import claim_text
from services.tokens.decode import DecodedToken, TokenUse
from services.tokens.glossary import ClaimKind, explain_claim
from services.tokens.verify import Verification

_USE, _SHOWN_USE, _SHOWN_ISSUER = "token_use", 60, 120
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


def foreign_words(token: DecodedToken, checked: Verification | None) -> str:
    """Return what is known of a token that is not of this lab's pool, as Markdown."""
    issuer = md(claim_text(token.payload, "iss")[:_SHOWN_ISSUER])
    if checked is None:
        return f"Its issuer is {issuer}, not this lab's pool: without its keys nothing is proved."
    if checked.check("key").passed is False:
        return f"These keys do not hold the one that the token names; its issuer is {issuer}."
    fits = checked.check("signature").passed is True
    genuine = "Its signature fits, so it was not changed. " if fits else ""
    return (
        f"{genuine}Checked with the keys that you gave: whether they are those of {issuer} is for "
        "you to know. No method of this lab takes the token."
    )


def foreign_verdict(checked: Verification | None) -> bool | None:
    """Return whether the keys given prove the token, None where they cannot tell."""
    if checked is None or checked.check("key").passed is False:
        return None
    return checked.is_valid


def is_foreign(checked: Verification | LabError) -> bool:
    """Tell whether the token is not of this lab's pool, or there is no such pool."""
    return isinstance(checked, LabError) or checked.check("issuer").passed is False


def verification(token: DecodedToken) -> Verification | LabError:
    """Return the checks of the token, or the error that kept them from being made."""
    try:
        return lab().verifier.verify(token.text)
    except LabError as error:
        return error
