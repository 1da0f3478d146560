"""AWS's words, each with one sentence that appears on hover, focus and touch; calls nothing.

docs/words.md has the same list.
"""

import re

from markupsafe import Markup

from pages._ui.page.templates import render

TERMS = {
    "access token": "A JWT that says what its user may do. A method with scopes expects it.",
    "AdminUserGlobalSignOut": "Cognito's operation that signs a user out everywhere: it takes none "
    "of the user's tokens any more. API Gateway does not ask it.",
    "ALLOW_ADMIN_USER_PASSWORD_AUTH": "The app client's permission for a server with AWS "
    "credentials to sign users in with username and password.",
    "app client": "An application's entry in the user pool. It says how users may sign in there "
    "and how long tokens are valid.",
    "authorizer": "The part of API Gateway that looks at a request's token before the function is "
    "called.",
    "challenge": "Cognito's request for one more answer, such as a code, before it issues tokens.",
    "claim": "One statement in a token, such as who issued it or when it expires.",
    "Cognito": "AWS's service that keeps users, checks their passwords and issues tokens.",
    "DEFAULT_4XX": "What API Gateway answers by itself to a refused request, unless a gateway "
    "response of its own is set for the case; DEFAULT_5XX does so for errors.",
    "ID token": "A JWT that says who its user is. A method without scopes expects it.",
    "iss claim": "The issuer: the address of the user pool that signed the token. The authorizer "
    "compares it with its own pool.",
    "JWT": "JSON Web Token: header, payload and signature, joined by dots. Everybody can read it; "
    "only the user pool can sign it.",
    "MOCK": "An integration that API Gateway answers by itself: no function is called.",
    "refresh token": "Brings new ID and access tokens without a password. No API accepts it.",
    "scopes": "What an access token permits. A method can ask for one of several.",
    "SECRET_HASH": "Proof that a caller knows the app client's secret, made from the secret, the "
    "username and the app client's id.",
    "sign-in API": "The stack's route POST /user-sign-in, with a function behind it that asks "
    "Cognito.",
    "UNCONFIRMED": "The state of a user who signed up and has not proven the e-mail address by its "
    "code. Such a user cannot sign in.",
    "user pool": "Cognito's directory of users. It issues their tokens and signs them.",
    "what AWS answers": "What AWS is expected to answer with these settings, by its documents and "
    "by reports: each check names its source. The lab was never run on AWS.",
}


def with_terms(text: str, *terms: str) -> Markup:
    """Return the text as HTML, with the first place of each of these terms explained."""
    html = Markup()
    for part in _parts(text, terms):
        meaning = TERMS.get(part, "")
        html += render("page/words/term.html.j2", word=part, meaning=meaning) if meaning else part
    return html


def _parts(text: str, terms: tuple[str, ...]) -> list[str]:
    """Return the text cut before and after the first place of each term."""
    parts = [text]
    for term in terms:
        place = next(i for i, part in enumerate(parts) if term in part and part not in terms)
        before, after = re.split(re.escape(term), parts[place], maxsplit=1)
        parts[place : place + 1] = [before, term, after]
    return parts
