"""The switches, in the order in which a request meets what they break."""

from infra_scripts.stack.bundle import LAMBDAS_DIR
from infra_scripts.stack.lab_stack import CLIENT_SETTINGS
from infra_scripts.switches.switch import LAB_POOL_ARN, Asks, Switch
from infra_scripts.switches.unshown import UNSHOWN_SWITCHES
from services.doctor.complaint import Complaint
from services.tokens.glossary import SIGN_IN_SCOPE

_METHOD, _AUTHORIZER, _API = "method_get_my_api", "authorizer", "rest_api"
_ERRORS = "gateway_response_default_4xx"
_FUNCTION = "my_api_function"
_ORIGIN = "Access-Control-Allow-Origin"
_OTHER_ORIGIN = "https://app.example.com"
_SECOND_MS = 1_000

SWITCHES: tuple[Switch, ...] = (
    Switch(
        id="no-authorizer",
        title="No authorizer on the method",
        changes="GET /my-api gets the authorization type NONE and is deployed.",
        sees="A call without any token is answered 200, as on the first day.",
        asks=Asks.NOTHING_SENT,
        status=200,
        cause="open-method",
        complaint=Complaint.LET_IN,
        fields={_METHOD: {"authorizer": ""}},
    ),
    Switch(
        id="other-pool",
        title="The authorizer names another user pool",
        changes="The authorizer is made anew with the lab's own user pool instead of this stack's.",
        sees="A good ID token is refused with 401 Unauthorized, and nothing says why.",
        asks=Asks.ID_TOKEN,
        status=401,
        cause="other-pool",
        fields={_AUTHORIZER: {"pool_arn": LAB_POOL_ARN}},
    ),
    Switch(
        id="scopes-added",
        title="Scopes added to the method",
        changes=f"GET /my-api lists the scope {SIGN_IN_SCOPE} and is deployed.",
        sees="The ID token that worked a moment ago is refused with 401: with scopes the method "
        "expects an access token.",
        asks=Asks.ID_TOKEN,
        status=401,
        cause="id-token-with-scopes",
        fields={_METHOD: {"scopes": (SIGN_IN_SCOPE,)}},
    ),
    Switch(
        id="wrong-audience",
        title="The token validation of the authorizer is wrong",
        changes="The authorizer's token validation asks for an aud claim that no app client has.",
        sees="Every ID token of the right user pool is refused with 401.",
        asks=Asks.ID_TOKEN,
        status=401,
        cause="audience",
        fields={_AUTHORIZER: {"audience": "^another-app-client$"}},
    ),
    Switch(
        id="flow-off",
        title="The password flow is off on the app client",
        changes="ALLOW_ADMIN_USER_PASSWORD_AUTH goes from the app client's ExplicitAuthFlows.",
        sees="The right password signs nobody in: 502, and only the function's log says why.",
        asks=Asks.SIGN_IN,
        status=502,
        cause="flow-not-enabled",
        fields={
            "app_client": {
                "settings": {**CLIENT_SETTINGS, "ExplicitAuthFlows": ["ALLOW_REFRESH_TOKEN_AUTH"]}
            }
        },
    ),
    Switch(
        id="role-without-sign-in",
        title="The sign-in role loses AdminInitiateAuth",
        changes="The policy of the sign-in function's role no longer has "
        "cognito-idp:AdminInitiateAuth.",
        sees="The same 502 as with the flow off: the caller cannot tell the two apart.",
        asks=Asks.SIGN_IN,
        status=502,
        cause="role-lacks-action",
        fields={"sign_in_role": {"may_start": False}},
    ),
    Switch(
        id="no-permission",
        title="The Lambda permission is gone",
        changes="The statement that lets API Gateway invoke the function for GET /my-api goes from "
        "the function's policy.",
        sees="The token is good, the authorizer lets it in, and the answer is 500.",
        asks=Asks.ID_TOKEN,
        status=500,
        cause="no-lambda-permission",
        fields={"permission_get_my_api": None},
    ),
    Switch(
        id="resource-policy",
        title="A resource policy denies",
        changes="The API gets a resource policy that denies GET /my-api to everybody.",
        sees="A good ID token gets 403 with a sentence about a User: anonymous.",
        asks=Asks.ID_TOKEN,
        status=403,
        cause="resource-policy",
        fields={_API: {"closed": ("GET/my-api",)}},
    ),
    Switch(
        id="binary-media-types",
        title="Binary media types break OPTIONS",
        changes="The API takes */* as binary, and its OPTIONS methods stay as they are.",
        sees="The preflight request is answered 500, so a browser calls nothing. Calls without a "
        "browser work as before.",
        asks=Asks.PREFLIGHT,
        status=500,
        cause="options-mock-fails",
        complaint=Complaint.NO_BROWSER_ANSWER,
        fields={_API: {"binary_media_types": ("*/*",)}},
    ),
    Switch(
        id="no-cors-response",
        title="The CORS gateway response is gone",
        changes="The gateway response DEFAULT_4XX goes back to AWS's default and is deployed.",
        sees="The refusal has no Access-Control-Allow-Origin: a browser shows a CORS error "
        "instead of the 401.",
        asks=Asks.NOTHING_SENT,
        status=401,
        cause="cors-hides-the-answer",
        complaint=Complaint.NO_BROWSER_ANSWER,
        watch=_ORIGIN,
        fields={_ERRORS: None},
    ),
    Switch(
        id="not-deployed",
        title="A gateway response is changed and not deployed",
        changes=f"The gateway response DEFAULT_4XX allows {_OTHER_ORIGIN} only. Nobody deploys it.",
        sees="The settings name one origin, and the answer still says * as before.",
        asks=Asks.NOTHING_SENT,
        status=401,
        cause="not-deployed",
        complaint=Complaint.NO_EFFECT,
        watch=_ORIGIN,
        fields={_ERRORS: {"origin": _OTHER_ORIGIN}},
        is_deployed=False,
    ),
    *UNSHOWN_SWITCHES,
    Switch(
        id="function-raises",
        title="The function raises",
        changes="The function gets code that reads a query string that nobody sent.",
        sees="502 Internal server error, and nothing of the exception.",
        asks=Asks.ID_TOKEN,
        status=502,
        cause="function-failed",
        fields={_FUNCTION: {"directory": LAMBDAS_DIR / "walkthrough_raises"}},
    ),
    Switch(
        id="function-slow",
        title="The function is too slow",
        changes="The function takes three seconds, and API Gateway waits for it one second "
        "instead of 29.",
        sees="After one second 504 Endpoint request timed out. The function runs on, unheard.",
        asks=Asks.ID_TOKEN,
        status=504,
        cause="function-timed-out",
        fields={
            _FUNCTION: {"directory": LAMBDAS_DIR / "walkthrough_slow"},
            _METHOD: {"timeout_ms": _SECOND_MS},
        },
    ),
)


def switch(switch_id: str) -> Switch:
    """Return the switch with this id; an unknown id is a KeyError."""
    return {each.id: each for each in SWITCHES}[switch_id]
