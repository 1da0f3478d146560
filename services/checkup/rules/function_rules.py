"""What can be wrong with the functions: who may invoke them, and secrets in their environment."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from services.authorizer.commands import REPAIR
from services.authorizer.evidence import documented, inferred, one_report
from services.authorizer.rest_api import Function
from services.checkup.finding import Finding, Rule, Severity
from services.live.stack_snapshot import FunctionState, LiveStack, Statement

_GATEWAY = "apigateway.amazonaws.com"
_SIGN_IN = "/user-sign-in"


def _no_permission(stack: LiveStack) -> Iterator[Finding]:
    """Find each function that API Gateway cannot call, with the methods that this stops."""
    stopped: dict[tuple[str, Function], list[str]] = {}
    for method in stack.api.methods:
        if method.function in (Function.NO_PERMISSION, Function.MISSING):
            methods = stopped.setdefault((method.function_name, method.function), [])
            methods.append(f"{method.http_method} {method.path}")
    for (name, state), methods in stopped.items():
        yield _not_called(name, state, tuple(methods))


def _not_called(name: str, state: Function, methods: tuple[str, ...]) -> Finding:
    is_missing = state is Function.MISSING
    return Finding(
        id="function-missing" if is_missing else "permission-missing",
        severity=Severity.PROBLEM,
        resource=f"function {name}",
        title="The function does not exist" if is_missing else "No permission to invoke",
        why=f"{name} {state.value}, so every call that gets as far as the function ends in a 500.",
        consequences=methods,
        fix="Create the function again."
        if is_missing
        else "Add a statement for each of these methods to the function's policy.",
        command=REPAIR,
        evidence=inferred("lambda: errors behind api gateway")
        if is_missing
        else documented("lambda: errors behind api gateway", "re:Post: 500 of an API"),
    )


def _sign_in_settings(stack: LiveStack) -> Iterator[Finding]:
    """Find a sign-in function that does not know its pool or client, if that could be read."""
    route = stack.api.method("POST", _SIGN_IN)
    is_read = all(each.secret_variables is not None for each in stack.functions or ())
    is_there = route is not None and route.function is not Function.MISSING
    told = {"USER_POOL_ID": stack.sign_in_issuer, "CLIENT_ID": stack.sign_in_client}
    missing = [name for name, value in told.items() if not value]
    if not missing or not stack.functions or not is_read or not is_there:
        return
    yield Finding(
        id="sign-in-not-set-up",
        severity=Severity.PROBLEM,
        resource="the sign-in function",
        title="The sign-in function does not know where to sign in",
        why=(
            f"Its environment has no {' and no '.join(missing)}, so every sign-in fails, and the "
            "API hides the reason behind a 502."
        ),
        fix="Set the variables of the function again.",
        command=REPAIR,
        evidence=documented("cognito: AdminInitiateAuth"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judgement:
    """What is wrong with one statement of a function's policy."""

    title: str
    why: str
    severity: Severity = Severity.WARNING


def _wide(stack: LiveStack) -> Iterator[Finding]:
    for function in stack.functions or ():
        for statement in function.statements:
            verdict = _unlimited(statement) or _wider_than_a_method(statement, stack.api_arn)
            if verdict:
                yield _finding(function, statement, verdict)


def _unlimited(statement: Statement) -> _Judgement | None:
    """Judge a statement without SourceArn; another condition may still limit it to an account."""
    if statement.source_arn or statement.principal not in ("*", _GATEWAY):
        return None
    is_everybody = statement.principal == "*"
    who = "any AWS account" if is_everybody else "an API of any account, without an authorizer,"
    return _Judgement(
        title="Everybody may invoke the function"
        if is_everybody
        else "Every API may invoke the function",
        why=f"Its principal is {statement.principal} and it has no SourceArn: {who} may call the "
        "function past this API's authorizer.",
        severity=Severity.WARNING if statement.has_other_condition else Severity.PROBLEM,
    )


def _wider_than_a_method(statement: Statement, api_arn: str) -> _Judgement | None:
    if statement.principal != _GATEWAY or not _is_of(statement.source_arn, api_arn):
        where = statement.source_arn or "anywhere"
        return _Judgement(
            title="A permission that is not this stack's",
            why=f"It lets {statement.principal} invoke the function from {where}.",
        )
    if "*" in statement.source_arn:
        return _Judgement(
            title="A permission wider than one method",
            why=f"Its SourceArn is {statement.source_arn}: methods and stages that are added later "
            "may call the function too, also without an authorizer.",
        )
    return None


def _is_of(source_arn: str, api_arn: str) -> bool:
    """Tell whether a SourceArn is of this REST API; with a * for the API it is of others too."""
    return source_arn.partition("/")[0] == api_arn


def _finding(function: FunctionState, statement: Statement, verdict: _Judgement) -> Finding:
    return Finding(
        id="permission-too-wide",
        severity=verdict.severity,
        resource=f"function {function.name}, statement {statement.id}",
        title=verdict.title,
        why=verdict.why,
        fix="Remove the statement; each method has one of its own with its exact SourceArn.",
        command=(
            f"aws lambda remove-permission --function-name {shlex.quote(function.name)} "
            f"--statement-id {shlex.quote(statement.id)}"
        ),
        evidence=documented("re:Post: 500 of an API"),
    )


def _secrets(stack: LiveStack) -> Iterator[Finding]:
    for function in stack.functions or ():
        for name, reason in (function.secret_variables or {}).items():
            yield Finding(
                id="secret-in-the-environment",
                severity=Severity.PROBLEM,
                resource=f"function {function.name}, variable {name}",
                title="A secret in a function's environment",
                why=(
                    f"{reason[:1].upper()}{reason[1:]}. Everybody who may read the function's "
                    "configuration can read it, and every copy of the template has it."
                ),
                fix=(
                    "Remove the variable and let the function ask for the secret when it needs "
                    "it. Then change the secret, because it could be read."
                ),
                command=REPAIR,
                evidence=one_report("prowler: checks of functions"),
            )


FUNCTION_RULES: tuple[Rule, ...] = (_no_permission, _sign_in_settings, _wide, _secrets)
