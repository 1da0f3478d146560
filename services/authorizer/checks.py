"""Every check a call of a REST API goes through, in AWS's order, and what a failed one means.

Data only. The token's form is checked before the audience pattern, because the aud claim cannot be
read earlier: docs/decisions/2026-11-24-the-decision-knows-tokens-and-traffic.md.
"""

from services.authorizer import answers
from services.authorizer.check_text import CheckText, Part
from services.authorizer.evidence import (
    documented,
    inferred,
    not_verified,
    one_report,
    several_reports,
)

CHECKS: tuple[CheckText, ...] = (
    CheckText(
        id="header_size",
        part=Part.ROUTING,
        title="Headers are not too large",
        explanation=(
            "All header names and values together may have 10,240 bytes; a huge token is too much."
        ),
        answer=answers.HEADERS_TOO_LARGE,
        evidence=one_report("report: headers too large", "api gateway: quotas"),
    ),
    CheckText(
        id="stage",
        part=Part.ROUTING,
        title="The stage exists",
        explanation="The first part of the path names the stage, a published version of the API.",
        answer=answers.NO_SUCH_STAGE,
        evidence=one_report("report: unknown stage"),
    ),
    CheckText(
        id="route",
        part=Part.ROUTING,
        title="Path and HTTP method exist",
        explanation=(
            "The deployed API must have this path with this method; otherwise AWS treats the call "
            "as signed with AWS keys, so an Authorization header changes the text."
        ),
        answer=answers.NOT_ROUTED,
        evidence=several_reports(
            "report: error types of an API",
            "report: both signature texts",
            "report: Credential parameter, route missing",
            "snapshots: recorded on AWS",
        ),
    ),
    CheckText(
        id="authorizer",
        part=Part.AUTHORIZER,
        title="The method's authorizer is usable",
        explanation=(
            "The method's authorizer has to exist, name at least one user pool and have an "
            "audience pattern, if any, that is a regular expression."
        ),
        answer=answers.AUTHORIZER_MISCONFIGURED,
        evidence=not_verified(
            "api gateway: gateway responses", "report: authorizer gone at deployment"
        ),
    ),
    CheckText(
        id="header",
        part=Part.AUTHORIZER,
        title="The token's header is sent",
        explanation=(
            "The authorizer looks for the token in one header only; it refuses one that is empty."
        ),
        answer=answers.UNAUTHORIZED,
        evidence=several_reports(
            "api gateway: gateway responses", "report: raw 401", "report: error types of an API"
        ),
    ),
    CheckText(
        id="parts",
        part=Part.AUTHORIZER,
        title="Three parts, readable",
        explanation=(
            'A signed token is header.payload.signature in base64url, with or without "Bearer "'
            " before it; a refresh token has five parts on AWS."
        ),
        answer=answers.UNAUTHORIZED,
        evidence=inferred("re:Post: 401 of a cognito authorizer", "cognito: kinds of tokens"),
    ),
    CheckText(
        id="audience",
        part=Part.AUTHORIZER,
        title="Audience fits the pattern",
        explanation=(
            "An authorizer with token validation compares the aud claim with its pattern, which an "
            "access token does not fit: as a rule it has no aud claim."
        ),
        answer=answers.UNAUTHORIZED,
        evidence=documented("api gateway: cognito authorizer", "api gateway: CreateAuthorizer"),
    ),
    CheckText(
        id="issuer",
        part=Part.AUTHORIZER,
        title="Issuer is one of the authorizer's user pools",
        explanation="The iss claim names the user pool that issued the token.",
        answer=answers.UNAUTHORIZED,
        evidence=documented("re:Post: 401 of a cognito authorizer"),
    ),
    CheckText(
        id="key",
        part=Part.AUTHORIZER,
        title="Key is one of that pool's",
        explanation=(
            "The header's kid names the signing key; the pool publishes its keys in its JWKS."
        ),
        answer=answers.UNAUTHORIZED,
        evidence=inferred("api gateway: cognito overview"),
    ),
    CheckText(
        id="signature",
        part=Part.AUTHORIZER,
        title="RS256 signature fits",
        explanation=(
            "Only the user pool holds the private key, so a changed token or another algorithm "
            "fails."
        ),
        answer=answers.UNAUTHORIZED,
        evidence=inferred("api gateway: cognito overview", "re:Post: 401 of a cognito authorizer"),
    ),
    CheckText(
        id="claims",
        part=Part.AUTHORIZER,
        title="Standard claims have their types",
        explanation=(
            "The JWT standard gives exp, iat, nbf, sub, aud and jti their types, and Cognito uses "
            "these types, so nobody has seen how API Gateway answers a signed token with others."
        ),
        answer=answers.UNAUTHORIZED,
        evidence=not_verified("rfc: JSON Web Token"),
    ),
    CheckText(
        id="expiry",
        part=Part.AUTHORIZER,
        title="Not expired",
        explanation=(
            "From the second in the exp claim on, the token is refused: the only refusal that says "
            "its reason."
        ),
        answer=answers.TOKEN_EXPIRED,
        evidence=several_reports("report: expired token", "re:Post: 401 of a cognito authorizer"),
    ),
    CheckText(
        id="issued",
        part=Part.AUTHORIZER,
        title="Already valid",
        explanation=(
            "A token issued in the future means that a clock is wrong; how much AWS tolerates "
            "is not documented."
        ),
        answer=answers.UNAUTHORIZED,
        evidence=not_verified(),
    ),
    CheckText(
        id="token_use",
        part=Part.AUTHORIZER,
        title="The kind of token the method expects",
        explanation="Without scopes the authorizer reads an ID token, with scopes an access token.",
        answer=answers.UNAUTHORIZED,
        evidence=documented(
            "api gateway: cognito authorizer",
            "api gateway: PutMethod",
            "report: ID token accepted, access token refused",
            "report: access token refused",
        ),
    ),
    CheckText(
        id="scope",
        part=Part.AUTHORIZER,
        title="One of the method's scopes is granted",
        explanation=(
            "The access token's scope claim must hold at least one of the method's scopes; the "
            "guide says 401, while AWS's list of gateway responses would allow a 403."
        ),
        answer=answers.UNAUTHORIZED,
        evidence=documented(
            "api gateway: cognito authorizer",
            "api gateway: PutMethod",
            "api gateway: gateway responses",
        ),
    ),
    CheckText(
        id="resource_policy",
        part=Part.LIMITS,
        title="The API's resource policy allows the caller",
        explanation=(
            "A resource policy is asked after the authorizer and has to allow the call; only the "
            "answer shows that it did not."
        ),
        answer=answers.POLICY_DENIES,
        evidence=documented("api gateway: authorization flow", "re:Post: 403 of an API"),
    ),
    CheckText(
        id="api_key",
        part=Part.LIMITS,
        title="The API key is known",
        explanation=(
            "A method may ask for an x-api-key of a usage plan of this stage; that the key is "
            "checked after the token was not verified on AWS."
        ),
        answer=answers.FORBIDDEN,
        evidence=several_reports("re:Post: 403 of an API", "report: error types of an API"),
    ),
    CheckText(
        id="throttle",
        part=Part.LIMITS,
        title="Not too fast",
        explanation=(
            "Usage plan, method, stage and account each limit how many calls come per second."
        ),
        answer=answers.TOO_MANY_REQUESTS,
        evidence=several_reports(
            "re:Post: 429 of an API", "api gateway: throttling", "report: throttled"
        ),
    ),
    CheckText(
        id="quota",
        part=Part.LIMITS,
        title="The key's quota is not used up",
        explanation="A usage plan may allow only so many calls per day, week or month.",
        answer=answers.LIMIT_EXCEEDED,
        evidence=several_reports("re:Post: 429 of an API", "report: quota used up"),
    ),
    CheckText(
        id="parameters",
        part=Part.LIMITS,
        title="Required parameters are sent",
        explanation=(
            "A request validator refuses a call that lacks a required query string or header."
        ),
        answer=answers.MISSING_PARAMETERS,
        evidence=several_reports("api gateway: gateway responses", "snapshots: recorded on AWS"),
    ),
    CheckText(
        id="body",
        part=Part.LIMITS,
        title="The body fits the model",
        explanation="A request validator compares the body with the method's JSON Schema.",
        answer=answers.INVALID_BODY,
        evidence=several_reports("api gateway: gateway responses", "snapshots: recorded on AWS"),
    ),
    CheckText(
        id="mock",
        part=Part.INTEGRATION,
        title="A MOCK integration can read the request",
        explanation=(
            "A MOCK integration, as behind OPTIONS, fails where the API takes every media type as "
            "binary; only the answer shows it."
        ),
        answer=answers.API_MISCONFIGURED,
        evidence=several_reports(
            "report: binary media types", "report: a mock and binary media types"
        ),
    ),
    CheckText(
        id="permission",
        part=Part.INTEGRATION,
        title="API Gateway may invoke the function",
        explanation=(
            "The function must exist, and its resource policy must name this method of this API."
        ),
        answer=answers.API_MISCONFIGURED,
        evidence=documented(
            "lambda: errors behind api gateway",
            "re:Post: 500 of an API",
            "report: missing permission",
        ),
    ),
    CheckText(
        id="function",
        part=Part.INTEGRATION,
        title="The function answers in time and in the right form",
        explanation=(
            "A function that fails, or whose answer is no proxy response, becomes a 502, one that "
            "takes too long a 504."
        ),
        answer=answers.FUNCTION_FAILED,
        evidence=documented("lambda: errors behind api gateway", "snapshots: recorded on AWS"),
    ),
)
