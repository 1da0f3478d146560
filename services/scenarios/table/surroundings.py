"""Scenarios behind and around the authorizer: the function, its permission, and the browser."""

from services.authorizer.evidence import (
    documented,
    inferred,
    not_verified,
)
from services.scenarios.scenario import (
    Credential,
    Expected,
    Group,
    Place,
    Scenario,
    Sending,
)
from services.scenarios.table.expectations import (
    ERROR_500,
    ERROR_502,
    NO_ROUTE,
    U401,
)

_NOTHING = Sending(value=None)
_ID = Sending(credential=Credential.ID)

FUNCTIONS: tuple[Scenario, ...] = (
    Scenario(
        id="function-raises",
        title="The function fails",
        story="A bug in the function: 502, and nothing of the exception may reach the caller.",
        group=Group.FUNCTION,
        path="/raises",
        place=Place.WORKBENCH,
        sending=_ID,
        expected=ERROR_502,
        evidence=documented("lambda: errors behind api gateway", "snapshots: recorded on AWS"),
        fact="function fails",
    ),
    Scenario(
        id="function-answers-text",
        title="The function answers with bare text",
        story="The function forgot statusCode and body: API Gateway cannot read its answer.",
        group=Group.FUNCTION,
        path="/bare-text",
        place=Place.WORKBENCH,
        sending=_ID,
        expected=ERROR_502,
        evidence=documented("lambda: errors behind api gateway", "snapshots: recorded on AWS"),
        fact="function answers in another form",
    ),
    Scenario(
        id="no-permission",
        title="Lambda permission missing",
        story="The token is good, the function is there: API Gateway was never allowed to call it.",
        group=Group.FUNCTION,
        http_method="PUT",
        path="/no-permission",
        place=Place.WORKBENCH,
        sending=_ID,
        expected=ERROR_500,
        evidence=documented(
            "lambda: errors behind api gateway",
            "re:Post: 500 of an API",
            "report: missing permission",
        ),
        fact="no permission",
    ),
    Scenario(
        id="function-deleted",
        title="Function deleted",
        story="The method still points to a function that is gone.",
        group=Group.FUNCTION,
        path="/no-function",
        place=Place.WORKBENCH,
        sending=_ID,
        expected=ERROR_500,
        evidence=inferred("lambda: errors behind api gateway"),
        fact="function gone",
    ),
    Scenario(
        id="authorizer-before-function",
        title="Function fails, but no token",
        story="Without a token nobody learns that the function is broken: 401 comes first.",
        group=Group.FUNCTION,
        path="/raises",
        place=Place.WORKBENCH,
        sending=_NOTHING,
        expected=U401,
        evidence=inferred("api gateway: cognito authorizer"),
        fact="no token",
    ),
    Scenario(
        id="authorizer-deleted",
        title="Authorizer deleted",
        story="The authorizer is gone: AWS was seen to refuse a deployment in that state.",
        group=Group.FUNCTION,
        path="/lost-authorizer",
        place=Place.WORKBENCH,
        sending=_ID,
        expected=Expected(status=500, message="Internal server error"),
        evidence=not_verified(
            "api gateway: gateway responses", "report: authorizer gone at deployment"
        ),
        fact="authorizer gone",
        clouds=("local",),
    ),
)
_CORS_401 = Expected(
    status=401, message="Unauthorized", error_type="UnauthorizedException", has_cors=True
)
_BARE_401 = Expected(
    status=401, message="Unauthorized", error_type="UnauthorizedException", has_cors=False
)
BROWSER: tuple[Scenario, ...] = (
    Scenario(
        id="preflight",
        title="Preflight of a protected method",
        story="Browsers ask before they send Authorization; the preflight itself never carries it.",
        group=Group.BROWSER,
        http_method="OPTIONS",
        sending=Sending(value=None, preflight=True),
        expected=Expected(status=204, has_cors=True),
        evidence=documented("api gateway: CORS"),
        fact="preflight with OPTIONS",
    ),
    Scenario(
        id="preflight-without-options",
        title="Preflight without an OPTIONS method",
        story="The REST API has no OPTIONS here, so the browser never sends the real call.",
        group=Group.BROWSER,
        http_method="OPTIONS",
        path="/read-only",
        place=Place.WORKBENCH,
        sending=Sending(value=None, preflight=True),
        expected=NO_ROUTE,
        evidence=documented(
            "api gateway: CORS",
            "api gateway: gateway responses",
            "snapshots: recorded on AWS",
        ),
        fact="preflight without OPTIONS",
    ),
    Scenario(
        id="refusal-with-cors",
        title="401 with CORS headers",
        story="The lab gives its refusals CORS headers, so a page can read why it was refused.",
        group=Group.BROWSER,
        sending=_NOTHING,
        expected=_CORS_401,
        evidence=documented("api gateway: gateway responses"),
        fact="CORS headers of refusals",
    ),
    Scenario(
        id="refusal-without-cors",
        title="401 without CORS headers",
        story="The default: the browser reports a CORS error and hides the 401 from the page.",
        group=Group.BROWSER,
        path="/read-only",
        place=Place.WORKBENCH,
        sending=_NOTHING,
        expected=_BARE_401,
        evidence=documented("api gateway: gateway responses"),
        fact="CORS headers of refusals",
    ),
)
