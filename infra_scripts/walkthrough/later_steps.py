"""The steps from the sign-in function on: how a user gets tokens, and what each of them opens."""

from infra_scripts.walkthrough.own_account_steps import OWN_ACCOUNT_STEPS
from infra_scripts.walkthrough.walk_step import Quiz, Sends, StepKind, WalkStep

_SIGN_IN, _TOKENS, _LIMITS = "Sign-in", "With a token", "What it does not do"

LATER_STEPS: tuple[WalkStep, ...] = (
    WalkStep(
        id="sign-in-function",
        chapter=_SIGN_IN,
        title="A function that signs users in",
        why="The app client's secret stays on a server: a function asks Cognito for tokens in the "
        "name of the user.",
        expect="A log group, a role and the function. The role may sign users in to this one user "
        "pool, read its app clients, and write to its own log: nothing else.",
        kind=StepKind.BUILD,
        cause="role-lacks-action",
    ),
    WalkStep(
        id="sign-in-route",
        chapter=_SIGN_IN,
        title="The function as a route",
        why="Who has no token yet must be able to ask for one, so this route is open.",
        expect="POST /user-sign-in without authorizer, and a new deployment.",
        kind=StepKind.BUILD,
        cause="no-lambda-permission",
    ),
    WalkStep(
        id="test-user",
        chapter=_SIGN_IN,
        title="A test user",
        why="Somebody has to sign in.",
        expect="A user walker in the pool, with a generated password that the user need not "
        "change.",
        kind=StepKind.USER,
        cause="new-password-required",
    ),
    WalkStep(
        id="sign-in",
        chapter=_SIGN_IN,
        title="Sign in",
        why="Username and password go in, tokens come out.",
        expect="200 from POST /user-sign-in with three tokens: an ID token, an access token and a "
        "refresh token.",
        kind=StepKind.SIGN_IN,
        status=200,
        cause="wrong-password",
    ),
    WalkStep(
        id="tokens",
        chapter=_SIGN_IN,
        title="Read the three tokens",
        why="ID and access token are signed texts that anybody can read: a header, claims and a "
        "signature.",
        expect="The ID token says who the user is. The access token says what the user may do. The "
        "refresh token gets new ones and is for Cognito alone.",
        kind=StepKind.READ,
        status=200,
        cause="not-a-token",
        quiz=Quiz(
            question="Which of the three does the API want to see?",
            answer="The ID token: the method lists no scopes. With scopes on the method it would "
            "be the access token.",
        ),
    ),
    WalkStep(
        id="call-without",
        chapter=_TOKENS,
        title="Without the header",
        why="Having tokens is not enough: each call has to carry one.",
        expect="401, as before the sign-in.",
        kind=StepKind.CALL,
        route="my_api",
        status=401,
        cause="no-token",
    ),
    WalkStep(
        id="call-id-token",
        chapter=_TOKENS,
        title="With the ID token",
        why="The authorizer checks signature, issuer, expiry and the kind of the token, and hands "
        "the claims to the function.",
        expect="200, and the function greets walker by the claims of the token.",
        kind=StepKind.CALL,
        route="my_api",
        sends=Sends.ID,
        status=200,
        cause="expired",
    ),
    WalkStep(
        id="call-access-token",
        chapter=_TOKENS,
        title="With the access token",
        why="It is a genuine token of the same sign-in, and still the wrong one here.",
        expect="401: without scopes on the method the authorizer expects an ID token.",
        kind=StepKind.CALL,
        route="my_api",
        sends=Sends.ACCESS,
        status=401,
        cause="access-token-without-scopes",
        quiz=Quiz(
            question="What has to change so that the access token is accepted?",
            answer="The method lists at least one scope that the token holds, and is deployed. "
            "Then the ID token is refused, because it has no scopes.",
        ),
    ),
    WalkStep(
        id="browsers",
        chapter=_TOKENS,
        title="Browsers may call it, too",
        why="Before a page of another origin sends a token, its browser asks with OPTIONS, and "
        "without the token. It hides every answer that does not allow the page to read it.",
        expect="For each path an OPTIONS method without authorizer that a MOCK integration "
        "answers, the gateway responses DEFAULT_4XX and DEFAULT_5XX with CORS headers, and a new "
        "deployment.",
        kind=StepKind.BUILD,
        cause="cors-hides-the-answer",
    ),
    *OWN_ACCOUNT_STEPS,
    WalkStep(
        id="admins-route",
        chapter=_LIMITS,
        title="A route for admins only",
        why="The authorizer says who is calling. Whether this user may do this is the "
        "application's question.",
        expect="GET /my-api/admins behind the same authorizer, and a new deployment. The group is "
        "checked by the function.",
        kind=StepKind.BUILD,
        cause="groups-are-the-apps-job",
    ),
    WalkStep(
        id="call-admins",
        chapter=_LIMITS,
        title="Refused by the function",
        why="walker is not in the group admins.",
        expect="403 from the function. The authorizer let the call through: 401 is its no, 403 is "
        "the function's.",
        kind=StepKind.CALL,
        route="admins",
        sends=Sends.ID,
        status=403,
        cause="groups-are-the-apps-job",
        quiz=Quiz(
            question="walker is now added to admins. Does the same token work at once?",
            answer="No. Groups are written into a token when it is issued: walker signs in again.",
        ),
    ),
    WalkStep(
        id="revocation",
        chapter=_LIMITS,
        title="A token outlives the sign-out",
        why="The authorizer checks tokens offline: it never asks Cognito about a user.",
        expect="walker signs in, AdminUserGlobalSignOut signs walker out everywhere, and then the "
        "ID token from before is sent: still 200, until it expires.",
        kind=StepKind.CALL,
        route="my_api",
        sends=Sends.ID,
        signs_out=True,
        status=200,
        cause="token-outlives-the-sign-out",
    ),
    WalkStep(
        id="limits",
        chapter=_LIMITS,
        title="It does not limit how much",
        why="A caller with a good token may call as often as the stage allows, which all callers "
        "share.",
        expect="A usage plan with an API key limits rate and quota per key, and "
        "answers 429. An API key says which app calls; it is no proof of who the user is.",
        kind=StepKind.EXPLAIN,
        cause="over-the-limit",
    ),
    WalkStep(
        id="take-home",
        chapter=_LIMITS,
        title="What to take home",
        why="Five things to check in an API of your own.",
        expect="Every method names the authorizer, and that is deployed. The authorizer names the "
        "right pool. Callers send the ID token, or the access token where scopes are listed. The "
        "secret stays on the server. Groups and rights are checked by the function.",
        kind=StepKind.EXPLAIN,
        cause="not-deployed",
    ),
)
