"""What the check-up makes of settings that the local engine cannot have, or does not tell."""

from dataclasses import replace

import pytest

from services.authorizer.rest_api import Api, Authorizer, Function, Method
from services.checkup.checkup import check_up
from services.checkup.finding import Severity
from services.live.stack_snapshot import (
    ALLOW_PASSWORD,
    ALLOW_REFRESH,
    AppClientSettings,
    DeployedState,
    FunctionState,
    LiveStack,
    Statement,
    UserPoolSettings,
)

ISSUER = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Lab"
OTHER_ISSUER = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Other"
PROTECTED = Method(
    http_method="GET", path="/a", authorization="COGNITO_USER_POOLS", authorizer_id="a1"
)
OPTIONS = Method(http_method="OPTIONS", path="/a")
API = Api(
    id="api1",
    base_url="https://api1.execute-api.us-east-1.amazonaws.com/demo",
    stage="demo",
    methods=(PROTECTED, OPTIONS),
    authorizers=(Authorizer(id="a1", name="lab", issuers=(ISSUER,)),),
)
SCOPED = replace(API, methods=(replace(PROTECTED, scopes=("lab/read",)), OPTIONS))
CLIENT = AppClientSettings(
    id="client1",
    name="lab",
    issuer=ISSUER,
    flows=frozenset({ALLOW_PASSWORD, ALLOW_REFRESH}),
    id_minutes=60,
    access_minutes=60,
    refresh_minutes=43200,
    hides_unknown_users=True,
)
SERVED = {("GET", "/a"): "COGNITO_USER_POOLS", ("OPTIONS", "/a"): "NONE"}
SOUND = LiveStack(
    stack="lab",
    stage="demo",
    is_local=False,
    issuer=ISSUER,
    api=API,
    api_arn="arn:aws:execute-api:us-east-1:111122223333:api1",
    open_routes=frozenset(),
    sign_in_issuer=ISSUER,
    sign_in_client="client1",
    clients=(CLIENT,),
    functions=(FunctionState(name="f"),),
    cors_responses={"DEFAULT_4XX": True, "DEFAULT_5XX": True},
    stages=("demo",),
    deployed=DeployedState(deployment_id="d1", newest_deployment_id="d1", methods=SERVED),
)


def serving(methods: dict[tuple[str, str], str]) -> DeployedState:
    return DeployedState(deployment_id="d1", newest_deployment_id="d1", methods=methods)


def allowing(**values: object) -> tuple[FunctionState, ...]:
    statement = Statement(id="s", **values)  # type: ignore[arg-type]
    return (FunctionState(name="f", statements=(statement,)),)


def test_a_sound_stack_has_no_finding() -> None:
    assert check_up(SOUND).findings == ()


@pytest.mark.parametrize(
    ("changes", "finding", "severity", "why"),
    [
        pytest.param(
            {"deployed": serving({**SERVED, ("GET", "/a"): "NONE"})},
            "not-deployed",
            Severity.PROBLEM,
            "The stage still serves it with NONE; the settings say COGNITO_USER_POOLS.",
            id="an authorizer that is not deployed",
        ),
        pytest.param(
            {"deployed": serving({**SERVED, ("GET", "/gone"): "NONE"})},
            "not-deployed",
            Severity.PROBLEM,
            "The method was deleted, and the stage's deployment still has it.",
            id="a deleted method that is still served",
        ),
        pytest.param(
            {"api": replace(API, stage="")},
            "stage-missing",
            Severity.PROBLEM,
            "Without its stage no route of the API can be called: every call is a 403.",
            id="no stage",
        ),
        pytest.param(
            {"api": replace(SCOPED, authorizers=(Authorizer(id="a1", name="lab", issuers=()),))},
            "authorizer-without-pool",
            Severity.PROBLEM,
            "It has nothing to check a token against, so nobody gets in. Which answer that gives "
            "was not verified on AWS; the local engine answers 500.",
            id="an authorizer that names no pool",
        ),
        pytest.param(
            {"api": replace(API, authorizers=())},
            "authorizer-missing",
            Severity.PROBLEM,
            "There is no authorizer a1. AWS was seen to refuse a deployment in that state; what "
            "calls get was not verified.",
            id="an authorizer that is gone",
        ),
        pytest.param(
            {
                "api": replace(
                    API,
                    methods=(
                        replace(PROTECTED, function_name="f", function=Function.MISSING),
                        OPTIONS,
                    ),
                )
            },
            "function-missing",
            Severity.PROBLEM,
            "f does not exist, so every call that gets as far as the function ends in a 500.",
            id="a function that is gone",
        ),
        pytest.param(
            {"functions": allowing(principal="*", source_arn="", has_other_condition=True)},
            "permission-too-wide",
            Severity.WARNING,
            "Its principal is * and it has no SourceArn: any AWS account may call the function "
            "past this API's authorizer.",
            id="everybody, but with another condition",
        ),
        pytest.param(
            {"clients": (replace(CLIENT, refresh_minutes=10 * 365 * 1440.0),)},
            "token-lifetime",
            Severity.WARNING,
            "3650 days for a refresh token: AWS's default is 30 days.",
            id="a refresh token of ten years",
        ),
        pytest.param(
            {"gone_issuers": frozenset({ISSUER})},
            "user-pool-missing",
            Severity.PROBLEM,
            f"{ISSUER} is gone, and its users and app clients with it. How tokens that it issued "
            "before are answered was not verified on AWS.",
            id="a user pool that is gone",
        ),
        pytest.param(
            {"closed_throttles": ("a/GET",)},
            "throttle-of-zero",
            Severity.PROBLEM,
            "Its rate or its burst is 0, so every call that it counts for is answered 429.",
            id="one method that is throttled to nothing",
        ),
        pytest.param(
            {"pools": (UserPoolSettings(issuer=ISSUER, has_updated_issuer=True),)},
            "updated-issuer",
            Severity.PROBLEM,
            f"The tokens of {ISSUER} name an issuer that begins with https://issuer-cognito-idp. "
            "AWS says that the Cognito authorizer of a REST API does not take these at present, so "
            "every call is answered 401.",
            id="a user pool with the updated issuer",
        ),
        pytest.param(
            {
                "clients": (
                    replace(CLIENT, flows=frozenset({ALLOW_PASSWORD}), rotates_refresh_tokens=True),
                )
            },
            "refresh-token-rotation",
            Severity.PROBLEM,
            "With rotation, ALLOW_REFRESH_TOKEN_AUTH must be off and GetTokensFromRefreshToken "
            "refreshes the tokens. The sign-in API uses the flow that is off, so its refresh "
            "fails.",
            id="rotation is on, and nobody is told to add the flow that it forbids",
        ),
        pytest.param(
            {"clients": (replace(CLIENT, flows=frozenset({ALLOW_PASSWORD})),)},
            "flow-not-enabled",
            Severity.PROBLEM,
            "Refreshing tokens through the sign-in API fails: Cognito refuses the flow.",
            id="no rotation, and the flow is missing",
        ),
        pytest.param(
            {"api": SCOPED},
            "scope-that-no-flow-grants",
            Severity.PROBLEM,
            "No flow of any app client puts lab/read into a token, so nobody gets in.",
            id="a scope that nobody grants",
        ),
        pytest.param(
            {
                "api": SCOPED,
                "pools": (UserPoolSettings(issuer=ISSUER, changes_access_tokens=True),),
            },
            "scope-that-no-flow-grants",
            Severity.WARNING,
            "No flow of any app client puts lab/read into a token; the pool's pre token "
            "generation trigger may add it, which no setting shows.",
            id="a scope that a trigger may add",
        ),
    ],
)
def test_a_finding(changes: dict[str, object], finding: str, severity: Severity, why: str) -> None:
    found = check_up(replace(SOUND, **changes)).findings  # type: ignore[arg-type]
    assert [(each.id, each.severity, each.why) for each in found] == [(finding, severity, why)]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param(
            {"pools": (UserPoolSettings(issuer=OTHER_ISSUER, has_updated_issuer=True),)},
            id="an updated issuer of a pool that no authorizer names",
        ),
        pytest.param(
            {"pools": (UserPoolSettings(issuer=ISSUER, changes_access_tokens=True),)},
            id="a trigger where every scope is granted",
        ),
        pytest.param({"pools": None}, id="user pools that may not be read"),
    ],
)
def test_a_setting_that_does_no_harm_is_no_finding(changes: dict[str, object]) -> None:
    assert check_up(replace(SOUND, **changes)).findings == ()  # type: ignore[arg-type]


def test_whose_client_a_route_is_for_is_not_guessed() -> None:
    """Without the sign-in function nobody knows which app client is the right one."""
    one_client = replace(API.authorizers[0], audience_pattern="^client1$")
    stack = replace(
        SOUND,
        api=replace(API, authorizers=(one_client,)),
        one_client_routes=frozenset({("GET", "/a")}),
        sign_in_client="",
        sign_in_issuer="",
    )
    assert check_up(stack).findings == ()


def test_what_could_not_be_read_is_named_and_not_judged() -> None:
    unread = replace(
        SOUND,
        clients=None,
        functions=None,
        cors_responses=None,
        stages=None,
        deployed=None,
        closed_throttles=None,
        unread=("App clients",),
    )
    checked = check_up(unread)
    assert checked.findings == ()
    assert checked.unknown[0] == "App clients: the credentials in use may not read it."
    assert not any("app clients" in sentence for sentence in checked.looked_at)
