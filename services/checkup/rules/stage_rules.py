"""What can be wrong with the stages of the REST API: which there are, limits, deployments."""

import shlex
from collections.abc import Iterator

from services.authorizer.commands import DEPLOY, REPAIR
from services.authorizer.evidence import documented, one_report
from services.authorizer.rest_api import Method
from services.checkup.finding import Finding, Rule, Severity
from services.live.stack_snapshot import LiveStack


def _stages(stack: LiveStack) -> Iterator[Finding]:
    if not stack.api.stage:
        yield Finding(
            id="stage-missing",
            severity=Severity.PROBLEM,
            resource=f"stage {stack.stage}",
            title="The stage does not exist",
            why="Without its stage no route of the API can be called: every call is a 403.",
            fix="Create the stage with a deployment.",
            command=REPAIR,
            evidence=one_report("report: unknown stage"),
        )
    for name in stack.stages or ():
        if name == stack.stage:
            continue
        yield Finding(
            id="foreign-stage",
            severity=Severity.WARNING,
            resource=f"stage {name}",
            title="A stage that this stack did not make",
            why=(
                "It serves its own deployment, perhaps one from before the authorizer, and has "
                "its own throttle."
            ),
            fix="Delete the stage, or find out who needs it.",
            command=(
                "aws apigateway delete-stage --rest-api-id $REST_API_ID --stage-name "
                + shlex.quote(name)
            ),
            evidence=documented("api gateway: cognito authorizer"),
        )


def _not_deployed(stack: LiveStack) -> Iterator[Finding]:
    if stack.deployed is None:
        return
    served = stack.deployed.methods
    live = {(each.http_method, each.path): each for each in stack.api.methods}
    for http_method, path in sorted(served.keys() | live.keys()):
        told = served.get((http_method, path))
        method = live.get((http_method, path))
        is_other = bool(told) and method is not None and told != method.authorization
        if told is not None and method is not None and not is_other:
            continue
        yield _undeployed(stack, f"{http_method} {path}", _what_differs(told, method))
    if stack.deployed.deployment_id != stack.deployed.newest_deployment_id:
        yield _older_deployment(stack, stack.deployed.newest_deployment_id)


def _older_deployment(stack: LiveStack, newest: str) -> Finding:
    """Report a newer deployment. It does no harm: Repair keeps the stage on the lab's own one."""
    return Finding(
        id="not-deployed",
        severity=Severity.WARNING,
        resource=f"stage {stack.stage}",
        title="A newer deployment that is not served",
        why=(
            "The stage serves a deployment that is not the newest of the API. Somebody deployed "
            "by hand, or a new deployment was not put on the stage."
        ),
        fix="Deploy the API to its stage; or, if nobody needs the newer deployment, delete it.",
        command=(
            "aws apigateway delete-deployment --rest-api-id $REST_API_ID --deployment-id "
            + shlex.quote(newest)
        ),
        evidence=documented("api gateway: cognito authorizer", "report: change without deployment"),
    )


def _what_differs(told: str | None, method: Method | None) -> str:
    if told is None:
        return "The stage's deployment is from before this method was made."
    if method is None:
        return "The method was deleted, and the stage's deployment still has it."
    return f"The stage still serves it with {told}; the settings say {method.authorization}."


def _undeployed(stack: LiveStack, resource: str, why: str) -> Finding:
    local = " The local engine serves methods at once; AWS does not." if stack.is_local else ""
    return Finding(
        id="not-deployed",
        severity=Severity.WARNING if stack.is_local else Severity.PROBLEM,
        resource=resource,
        title="A change that is not deployed",
        why=why + local,
        fix="Deploy the API to its stage.",
        command=DEPLOY,
        evidence=documented("api gateway: cognito authorizer", "report: change without deployment"),
    )


def _throttle(stack: LiveStack) -> Iterator[Finding]:
    for methods in stack.closed_throttles or ():
        yield Finding(
            id="throttle-of-zero",
            severity=Severity.PROBLEM,
            resource=f"stage {stack.stage}, methods {methods}",
            title="A throttle that lets no call through",
            why="Its rate or its burst is 0, so every call that it counts for is answered 429.",
            fix="Set the stage's rate and burst back.",
            command=REPAIR,
            evidence=documented("api gateway: throttling", "re:Post: 429 of an API"),
        )


STAGE_RULES: tuple[Rule, ...] = (_stages, _throttle, _not_deployed)
