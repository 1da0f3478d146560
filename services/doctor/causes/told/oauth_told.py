"""What the OAuth endpoints tell: the token endpoint's errors, and those in a redirect's address."""

import re
from collections.abc import Callable

from services.authorizer.evidence import documented, one_report, several_reports
from services.doctor.case import Case
from services.doctor.cause import Cause, Match, Strength, certain, likely
from services.doctor.causes.told.told import told

LIKELY = Strength.LIKELY
_CLIENT = (
    "aws cognito-idp describe-user-pool-client --user-pool-id $USER_POOL_ID "
    "--client-id $APP_CLIENT_ID --query "
    "'UserPoolClient.[AllowedOAuthFlowsUserPoolClient,AllowedOAuthFlows,CallbackURLs]'"
)
_PROVIDER = (
    "aws cognito-idp describe-identity-provider --user-pool-id $USER_POOL_ID "
    "--provider-name PROVIDER"
)
_TO_THE_LETTER = (
    "The address must be the same to the letter: scheme, port, path and the slash at its end."
)
_ERROR_PAGE = "error was encountered with the requested page"
# Not as a parameter of an address: each of them has one.
_REDIRECT_NAMED = re.compile(r"redirect(?:[ _]uri(?!\w*=)| mismatch)")


def _is_error(*codes: str) -> Callable[[Case], bool]:
    def is_it(case: Case) -> bool:
        return (case.observed.document or {}).get("error") in codes or case.says(*codes)

    return is_it


def _is_of_another_part(case: Case) -> bool:
    """Tell whether the error names what it refuses, and that is not the code or its verifier."""
    return _is_error("invalid_client", "invalid_scope", "redirect_mismatch")(case)


def _redirect(case: Case) -> Match | None:
    if case.says("redirect_mismatch"):
        return certain("The text says redirect_mismatch.", _TO_THE_LETTER)
    if case.says(_ERROR_PAGE):
        return likely(
            "That is the error page of Cognito's login pages: it is shown before any sign-in, as a "
            "rule because the redirect address is not one of the app client's. Its address ends "
            "in the error's name.",
            _TO_THE_LETTER,
        )
    is_of_others = case.says("missing", "required", "invalid_client", "invalid_scope")
    if _REDIRECT_NAMED.search(case.words) and not is_of_others:
        return likely("The text speaks of the redirect address.", _TO_THE_LETTER)
    sent = case.symptom.request_body
    is_of_a_code = "grant_type=authorization_code" in sent and "redirect_uri=" in sent
    if is_of_a_code and _is_error("unauthorized_client")(case):
        return likely(
            "The token endpoint says unauthorized_client to a code that this client was given. It "
            "says so of a redirect_uri that differs from the one of the sign-in, too.",
            _TO_THE_LETTER,
        )
    return None


def _is_providers(case: Case) -> bool:
    is_told = _is_error("access_denied", "login_required", "server_error")(case)
    return is_told and not case.says("attribute", "saml")


def _is_grant_refused(case: Case) -> bool:
    return _is_error("invalid_grant")(case) or case.says("invalid_grant")


OAUTH_TOLD: tuple[Cause, ...] = (
    told(
        "pkce-mismatch",
        "The code verifier does not fit the code challenge (PKCE)",
        "The token request must carry the code_verifier whose SHA-256 was sent as code_challenge.",
        "Keep the verifier from the redirect to the token request; a new tab makes a new one.",
        documented("cognito: token endpoint"),
        texts=("code_verifier", "code verifier", "code_challenge", "pkce"),
        only_if=lambda case: not _is_of_another_part(case),
        strength=LIKELY,
    ),
    Cause(
        id="redirect-mismatch",
        title="The redirect address is not one of the app client's callback URLs",
        look=_redirect,
        fix="Add the exact address to the client's callback URLs, or send the one that is there.",
        command=_CLIENT,
        evidence=several_reports(
            "report: redirect mismatch",
            "report: redirect without its slash",
            "cognito: authorize endpoint",
        ),
    ),
    told(
        "oauth-grant-refused",
        "The token endpoint refuses the grant: a code or refresh token that is no longer good, or "
        "a flow that the app client may not use",
        "Cognito gives this one word for a code that was used or is older than five minutes, for a "
        "refresh token that was revoked, has expired or belongs to another client or device, and "
        "for an app client whose OAuth flows are not switched on.",
        "Use each code once and at once; check that AllowedOAuthFlowsUserPoolClient is true and "
        "the flow is listed.",
        several_reports(
            "report: invalid_grant at a refresh",
            "report: invalid_grant of a client",
            "cognito: token endpoint",
        ),
        only_if=_is_grant_refused,
        strength=LIKELY,
        command=_CLIENT,
    ),
    told(
        "oauth-client-refused",
        "The token endpoint does not know the client, or its secret is wrong",
        "The Authorization header must be Basic Base64(client id:client secret) for a client with "
        "a secret, and absent for one without; the client must be of this domain's pool.",
        "Compare client id, secret and domain; send the secret in one place only.",
        several_reports("report: invalid_client", "cognito: token endpoint"),
        only_if=_is_error("invalid_client", "client does not exist."),
        strength=LIKELY,
        command=_CLIENT,
    ),
    told(
        "oauth-flow-not-allowed",
        "The app client may not use this OAuth flow",
        "The client's AllowedOAuthFlows do not hold the flow, or OAuth is off for it; the token "
        "endpoint says the same of a redirect_uri that differs from the sign-in's.",
        "Allow the flow (code, implicit or client_credentials) and switch OAuth on.",
        several_reports("report: redirect without its slash", "cognito: token endpoint"),
        strength=LIKELY,
        only_if=_is_error(
            "unauthorized_client", "unsupported_grant_type", "unsupported_response_type"
        ),
        command=_CLIENT,
    ),
    told(
        "oauth-scope-refused",
        "A scope that was asked for is not allowed for the app client",
        "The scope is unknown, or not in the client's AllowedOAuthScopes.",
        "Ask only for scopes that the client lists; a custom one is resource-server/name.",
        several_reports("cognito: resource servers", "cognito: token endpoint"),
        only_if=_is_error("invalid_scope"),
        command=_CLIENT,
    ),
    told(
        "provider-answer-refused",
        "Cognito does not take the identity provider's answer",
        "The user came back from the provider, and Cognito could not use what the provider sent: "
        "its signature, its certificate, or an attribute that the pool's mapping wants.",
        "Compare the provider's metadata and attribute mapping in the pool with what it sends; "
        "each mapped attribute has to be in the pool's schema and writable by the app client.",
        several_reports("report: signature of SAML", "report: attribute of SAML"),
        texts=(
            "invalid saml response",
            "error in saml response",
            "invalid samlresponse",
            "saml assertion",
            "attribute mapping required",
            "invalid samlresponse or relaystate",
            "bad id_token",
            "invalid providername/username combination",
        ),
        only_if=lambda case: not case.says("invalid user attributes", "exist in the schema"),
        strength=LIKELY,
        command=f"{_PROVIDER} --query IdentityProvider.AttributeMapping",
    ),
    told(
        "provider-exchange-failed",
        "Cognito got no tokens, or no attributes, from the identity provider",
        "The user came back with a code, and the provider's token or userInfo endpoint refused it "
        "to Cognito: another client secret, a redirect address that the provider does not know, "
        "or a wrong endpoint.",
        "Compare client id, secret and endpoints of the provider in the pool with the provider's "
        "own; its redirect address is https://POOL_DOMAIN/oauth2/idpresponse.",
        one_report("report: provider without tokens"),
        texts=(
            "exception processing authorization code",
            "bad token response",
            "error getting token",
            "error in token response",
            "error retrieving the user info",
            "userinfo response",
        ),
        strength=LIKELY,
        command=_PROVIDER,
    ),
    told(
        "oauth-request-invalid",
        "The OAuth request lacks a parameter, or has one twice or malformed",
        "The endpoint reads a form (application/x-www-form-urlencoded), not JSON; the description, "
        "where there is one, names the parameter.",
        "Send grant_type, client_id and the rest as a form, each once. /logout takes client_id and "
        "logout_uri in its address, not id_token_hint and post_logout_redirect_uri.",
        documented("cognito: token endpoint", "cognito: authorize endpoint"),
        only_if=_is_error(
            "invalid_request",
            "required parameters missing",
            "required string parameter",
            "in request url",
        ),
        strength=LIKELY,
    ),
    told(
        "login-pages-unavailable",
        "The app client has no style for the managed login pages",
        "A domain with the newer managed login shows its pages only for app clients to which a "
        "branding style is assigned.",
        "Assign a style to the app client, or let the domain use the classic hosted UI.",
        one_report("report: login pages without a style"),
        texts=("login pages unavailable",),
        strength=LIKELY,
        command="aws cognito-idp create-managed-login-branding --user-pool-id $USER_POOL_ID "
        "--client-id $APP_CLIENT_ID --use-cognito-provided-values",
    ),
    told(
        "user-cancelled-or-denied",
        "The user or the identity provider refused the sign-in",
        "The provider sent the browser back with an error; its description is the provider's.",
        "Read the description; look into the provider's own log.",
        documented("cognito: authorize endpoint"),
        only_if=_is_providers,
        strength=LIKELY,
    ),
)
