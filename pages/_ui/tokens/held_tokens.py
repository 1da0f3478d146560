"""The tokens that this browser holds, and whether they are of the stack as it is now."""

from pages._ui.page.context import browser_session, lab
from services.api.sign_in import TokenSet
from services.errors import LabError, NotProvisioned
from services.tokens.claims import app_client
from services.tokens.decode import decode_unverified

FOREIGN = (
    "**The tokens of this browser are of a user pool or app client that is gone**: the stack was "
    "removed or made anew since, and nothing here accepts them."
)


def usable_tokens() -> TokenSet | None:
    """Return the signed-in user's tokens, None while nobody is signed in to this stack."""
    tokens = browser_session().tokens
    return tokens if tokens is not None and _are_of_this_stack(tokens) else None


def has_foreign_tokens() -> bool:
    """Tell whether this browser holds tokens, and those of another stack than this one."""
    return browser_session().tokens is not None and usable_tokens() is None


def why_no_token() -> str:
    """Return why there is no token that could be sent, as Markdown."""
    return FOREIGN if has_foreign_tokens() else "**You are not signed in**, so there is no token."


def _are_of_this_stack(tokens: TokenSet) -> bool:
    """Compare issuer and app client; where the stack's cannot be read, nothing is held against."""
    try:
        outputs = lab().outputs
        claims = decode_unverified(tokens.id_token).payload
    except NotProvisioned:
        return False
    except LabError:
        return True
    return (claims.get("iss"), app_client(claims)) == (outputs.issuer, outputs.app_client_id)
