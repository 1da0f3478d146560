"""Causes of an authorizer's 401 where a token was sent that nobody can read here."""

from services.authorizer.evidence import documented, inferred
from services.doctor.case import Case
from services.doctor.cause import Cause, Match, certain, likely
from services.doctor.sent_token import is_one_value

STARTED = "starting authorizer"  # a line of the execution log


def _cut_off(case: Case) -> Match | None:
    if not case.is_refused_by_authorizer or not case.is_cut_off or case.claims:
        return None
    return likely(
        "A part of the token that was pasted is missing. If it was sent like that, the "
        "authorizer cannot read it; if only the paste was shortened, the whole token tells more."
    )


def _looked_at(case: Case) -> Match | None:
    if not case.is_refused_by_authorizer or case.claims:
        return None
    if case.is_token_hidden:
        return likely(
            "Something was sent where the token belongs, and the text hides what: a mark, a word "
            "or a variable stands there. The authorizer does not say why it refused it."
        )
    if not case.says(STARTED):
        return None
    return likely(
        "The execution log shows that the authorizer was started, so a token reached it, and that "
        "the request was unauthorized. It does not say why."
    )


def _not_a_token(case: Case) -> Match | None:
    if not case.is_refused_by_authorizer or not case.token_fault or case.is_cut_off:
        return None
    fault = f"What was sent cannot be read as a signed token. {case.token_fault}"
    return certain(fault) if is_one_value(case.symptom.token) else likely(fault)


UNREAD_TOKEN_CAUSES: tuple[Cause, ...] = (
    Cause(
        id="not-a-token",
        title="What was sent is not a signed token",
        look=_not_a_token,
        fix="Send the whole ID or access token, on one line. A refresh token goes to Cognito only.",
        page="sign_in",
        evidence=inferred("re:Post: 401 of a cognito authorizer", "cognito: kinds of tokens"),
        checks=("parts",),
    ),
    Cause(
        id="token-cut-off",
        title="The token is cut off: a part of it is missing",
        look=_cut_off,
        fix="Paste the whole token, header.payload.signature, and look at what the code sends.",
        page="sign_in",
        evidence=inferred("re:Post: 401 of a cognito authorizer"),
    ),
    Cause(
        id="token-refused-by-log",
        title="The authorizer looked at a token and refused it",
        look=_looked_at,
        fix="Paste the token that was sent: its claims usually show what does not fit.",
        page="sign_in",
        evidence=documented("api gateway: logging", "re:Post: 401 of a cognito authorizer"),
    ),
)
