"""The steps of the walkthrough in their order: that of the article, with its calls between."""

from infra_scripts.walkthrough.later_steps import LATER_STEPS
from infra_scripts.walkthrough.walk_step import Quiz, StepKind, WalkStep

_WHY, _WHO, _API = "The problem", "Who may call", "An API"
_AUTHORIZER = "The authorizer"

STEPS: tuple[WalkStep, ...] = (
    WalkStep(
        id="open-api",
        chapter=_WHY,
        title="A first API",
        why="A method of an API Gateway REST API is open until somebody protects it.",
        expect="An API of its own with one method, GET /open, that names no authorizer. API "
        "Gateway answers it by itself: there is no function behind it.",
        kind=StepKind.BUILD,
        cause="open-method",
    ),
    WalkStep(
        id="call-first",
        chapter=_WHY,
        title="It answers anybody",
        why="This call comes from nowhere: without a token, a key or a name.",
        expect="200. Nobody asked who is calling.",
        kind=StepKind.CALL,
        route="open",
        of_first_api=True,
        status=200,
        cause="open-method",
        quiz=Quiz(
            question="The address of an API is long and random. Does that protect it?",
            answer="No. Addresses end up in logs, browsers and bug reports. Only a check of who "
            "is calling protects an API.",
        ),
    ),
    WalkStep(
        id="user-pool",
        chapter=_WHO,
        title="A user pool",
        why="Somebody has to know the users, check their passwords and issue tokens: that is an "
        "Amazon Cognito user pool.",
        expect="A user pool with a password policy. Its id becomes the end of the issuer, the iss "
        "claim of every token.",
        kind=StepKind.BUILD,
        cause="other-pool",
    ),
    WalkStep(
        id="app-client",
        chapter=_WHO,
        title="An app client with a secret",
        why="An app has to be registered before it may sign users in: the app client says how, and "
        "its secret proves that it is this app.",
        expect="An app client that allows sign-in with a password by a server "
        "(ALLOW_ADMIN_USER_PASSWORD_AUTH), with a secret that never leaves the server.",
        kind=StepKind.BUILD,
        cause="secret-hash",
        quiz=Quiz(
            question="Why may the secret not go into a page or a mobile app?",
            answer="Everybody can read what is shipped to a browser or phone. A secret belongs to "
            "a server, here to the sign-in function.",
        ),
    ),
    WalkStep(
        id="rest-api",
        chapter=_API,
        title="A REST API with one method",
        why="There has to be something worth protecting: GET /my-api, answered by a function.",
        expect="A log group, a role and the function; the API, its method without authorizer, the "
        "permission to call the function, a deployment and a stage.",
        kind=StepKind.BUILD,
        cause="no-lambda-permission",
    ),
    WalkStep(
        id="call-open",
        chapter=_API,
        title="It answers everybody",
        why="The method has no authorizer yet, so nobody asks who is calling.",
        expect="200 without any token, and the function learns nothing about the caller.",
        kind=StepKind.CALL,
        route="my_api",
        status=200,
        cause="open-method",
        quiz=Quiz(
            question="What would the function have to do to know who calls?",
            answer="Read and check a token itself, in every function. An authorizer does it once, "
            "before any function runs.",
        ),
    ),
    WalkStep(
        id="authorizer",
        chapter=_AUTHORIZER,
        title="An authorizer",
        why="A COGNITO_USER_POOLS authorizer checks the token of each request before the function "
        "runs.",
        expect="An authorizer of this API that takes the tokens of our user pool from the header "
        "Authorization, its token source. It protects nothing yet: no method names it.",
        kind=StepKind.BUILD,
        cause="other-pool",
    ),
    WalkStep(
        id="attach",
        chapter=_AUTHORIZER,
        title="Attached and deployed",
        why="An authorizer works only where a method names it, and only once that is deployed.",
        expect="The method is deleted and made again, now with the authorizer's name, and the API "
        "is deployed. On AWS nothing is live before the deployment; the local engine applies the "
        "change at once.",
        kind=StepKind.BUILD,
        cause="not-deployed",
    ),
    WalkStep(
        id="call-refused",
        chapter=_AUTHORIZER,
        title="Now it asks for a token",
        why="The same call as before shows the difference that the authorizer makes.",
        expect="401 with the message Unauthorized. The function is not called.",
        kind=StepKind.CALL,
        route="my_api",
        status=401,
        cause="no-token",
        quiz=Quiz(
            question="The function's log has no line for this call. Why?",
            answer="The authorizer answered. A refused request never reaches the function, and "
            "costs no run of it.",
        ),
    ),
    *LATER_STEPS,
)


def step(step_id: str) -> WalkStep:
    """Return the step with this id; an unknown id is a KeyError."""
    return {each.id: each for each in STEPS}[step_id]


def up_to(step_id: str) -> tuple[WalkStep, ...]:
    """Return the steps up to this one, itself included."""
    return STEPS[: STEPS.index(step(step_id)) + 1]
