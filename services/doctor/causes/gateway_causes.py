"""Causes in front of and behind the authorizer: routes, CORS, deployments, limits, functions."""

from services.authorizer.answers import AUTHORIZER_MISCONFIGURED
from services.authorizer.commands import SHOW_AUTHORIZERS, SHOW_METHODS
from services.authorizer.evidence import (
    documented,
    inferred,
    not_verified,
    one_report,
    several_reports,
)
from services.authorizer.rest_api import Function
from services.doctor.case import Case
from services.doctor.cause import Cause, Match, certain, likely

_FORBIDDEN, _BAD_REQUEST, _TOO_MANY, _TOO_LARGE = 403, 400, 429, 431
_INTERNAL, _BAD_GATEWAY = 500, 502


def _throttled(case: Case) -> Match | None:
    if case.status != _TOO_MANY or case.envelope:
        return None
    is_quota = "limit exceeded" in case.message
    what = "the usage plan's quota is used up" if is_quota else "calls came faster than allowed"
    return certain(f"The answer is {case.said}: {what}.")


def _invalid(case: Case) -> Match | None:
    texts = ("missing required request parameters", "invalid request body")
    if case.status != _BAD_REQUEST or not case.message.startswith(texts):
        return None
    return certain(f"The answer is {case.said}.")


def _too_large(case: Case) -> Match | None:
    if case.status != _TOO_LARGE and "header is larger" not in case.message:
        return None
    sure = certain if case.says("header is larger") else likely
    return sure(f"The answer is {case.said}: all headers together have too many bytes.")


def _no_permission(case: Case) -> Match | None:
    if case.status != _INTERNAL or "internal server error" not in case.message:
        return None
    if case.symptom.http_method == "OPTIONS" and case.method is None:
        return None  # a preflight's usual integration is MOCK, which calls no function
    if case.observed.error_type == AUTHORIZER_MISCONFIGURED.error_type:
        return None
    if _is_function_gone(case):
        return None
    method = case.method
    if method is not None and method.function is Function.NO_PERMISSION:
        return certain(
            f"The policy of {method.function_name} has no statement for API Gateway and "
            f"{method.http_method} {method.path}."
        )
    return likely(
        f"The answer is {case.said}: API Gateway could not call the function. Its permission is "
        "missing, or the function is gone or throttled."
    )


def _no_function(case: Case) -> Match | None:
    if case.status != _INTERNAL or not _is_function_gone(case):
        return None
    method = case.method
    if method is None:  # the call's own decision knows it; the API may be gone since
        return certain("At the time of the call there was no such function.")
    return certain(
        f"{method.http_method} {method.path} calls the function {method.function_name}, and there "
        "is no such function."
    )


def _is_function_gone(case: Case) -> bool:
    """Tell whether the settings, or the decision made with those of the call's time, say so."""
    if case.method is not None:
        return case.method.function is Function.MISSING
    decision = case.symptom.decision
    return decision is not None and decision.check("permission").seen.endswith(Function.MISSING)


def _other_authorization(case: Case) -> Match | None:
    method = case.method
    if method is None or method.is_protected or method.is_open or case.is_success:
        return None
    return certain(
        f"{method.http_method} {method.path} has the authorization type {method.authorization}: no "
        "Cognito authorizer reads the token."
    )


def _policy(case: Case) -> Match | None:
    """Recognise the API's resource policy by IAM's sentence, which every service uses."""
    denial = case.denial
    if (
        case.status not in (_FORBIDDEN, None)
        or denial is None
        or denial.action != "execute-api:Invoke"
    ):
        return None
    is_unsigned = denial.principal == "anonymous"
    return likely(
        denial.sentence,
        "The call was not signed with AWS keys, so the API's resource policy does not allow its "
        "caller. A method with the authorization type AWS_IAM answers like this, too."
        if is_unsigned
        else "The call was signed with AWS keys: the caller's policies and the API's resource "
        "policy have to allow it.",
        "A Cognito authorizer is asked first; then the resource policy must allow the call.",
    )


def _authorizer_unusable(case: Case) -> Match | None:
    if case.observed.error_type != AUTHORIZER_MISCONFIGURED.error_type:
        return None
    return likely(
        f"The answer is {case.said}: the method's authorizer, or its user pool, is gone. A Lambda "
        "authorizer that fails gives the same answer."
    )


def _function_failed(case: Case) -> Match | None:
    document = case.observed.document or {}
    is_behind = case.status is None or case.is_success or case.status >= _INTERNAL
    if is_behind and {"errorMessage", "errorType"} <= document.keys():
        return likely(
            "The text has Lambda's own form of an error, errorMessage with errorType: the function "
            "ran, and nothing caught what it raised."
        )
    if is_behind and case.says('"errormessage":'):
        return likely("The text has errorMessage, a field of Lambda's own form of an error.")
    if is_behind and case.says("/var/task/"):
        return likely("The trace names files below /var/task: the function's own code failed.")
    if case.status != _BAD_GATEWAY or case.envelope:
        return None
    return likely(
        f"The answer is {case.said}: the function ran and failed, or its answer has another form "
        "than API Gateway reads."
    )


_LOGS = "aws logs tail /aws/lambda/$MY_API_FUNCTION_ID --since 15m"
GATEWAY_CAUSES: tuple[Cause, ...] = (
    Cause(
        id="other-authorization",
        title="The method does not ask for a token of a user pool",
        look=_other_authorization,
        fix="Set the authorization type to COGNITO_USER_POOLS, name the authorizer and deploy.",
        command=SHOW_METHODS,
        page="admin_stack",
        evidence=documented("api gateway: PutMethod"),
    ),
    Cause(
        id="function-missing",
        title="The method's function does not exist",
        look=_no_function,
        fix="Create the function again. Here, Repair or Provision on the Stack page does it.",
        command="aws lambda get-function --function-name $MY_API_FUNCTION_ID",
        page="admin_stack",
        evidence=inferred("lambda: errors behind api gateway"),
        checks=("permission",),
    ),
    Cause(
        id="no-lambda-permission",
        title="API Gateway cannot invoke the function: usually a permission is missing",
        look=_no_permission,
        fix="Add the statement to the function's policy. Here, Repair or Provision on the Stack "
        "page does it.",
        command=(
            "aws lambda add-permission --function-name $MY_API_FUNCTION_ID --statement-id my-api "
            "--action lambda:InvokeFunction --principal apigateway.amazonaws.com --source-arn "
            '"arn:aws:execute-api:$REGION:$ACCOUNT_ID:$REST_API_ID/$STAGE/GET/my-api"'
        ),
        page="admin_stack",
        evidence=documented(
            "lambda: errors behind api gateway",
            "re:Post: 500 of an API",
            "report: missing permission",
        ),
        checks=("permission",),
    ),
    Cause(
        id="resource-policy",
        title="The API's resource policy does not allow the caller",
        look=_policy,
        fix="Allow the caller in the API's resource policy, and deploy.",
        command="aws apigateway get-rest-api --rest-api-id $REST_API_ID --query policy",
        evidence=documented("api gateway: authorization flow", "re:Post: 403 of an API"),
        checks=("resource_policy",),
    ),
    Cause(
        id="authorizer-unusable",
        title="The method's authorizer cannot be used: it is gone, or names no user pool",
        look=_authorizer_unusable,
        fix="Create the authorizer again, name it on the method and deploy.",
        command=SHOW_AUTHORIZERS,
        page="admin_stack",
        evidence=not_verified(
            "api gateway: gateway responses", "report: authorizer gone at deployment"
        ),
        checks=("authorizer",),
    ),
    Cause(
        id="function-failed",
        title="The function failed, took too long, or its answer has another form",
        look=_function_failed,
        fix="Read the function's log; answer with statusCode, headers and a body that is text.",
        command=_LOGS,
        evidence=documented(
            "lambda: errors behind api gateway",
            "snapshots: recorded on AWS",
            "report: integration timeout",
        ),
        checks=("function",),
    ),
    Cause(
        id="over-the-limit",
        title="Too many calls: a throttle or a quota",
        look=_throttled,
        fix="Wait and repeat with growing pauses; AWS sends no Retry-After here.",
        command="aws apigateway get-usage-plans",
        evidence=several_reports(
            "re:Post: 429 of an API", "report: throttled", "report: quota used up"
        ),
        checks=("throttle", "quota"),
    ),
    Cause(
        id="invalid-request",
        title="The request validator refused the call",
        look=_invalid,
        fix="Send the parameters and the body that the method's validator asks for.",
        command=SHOW_METHODS,
        evidence=several_reports("api gateway: gateway responses", "snapshots: recorded on AWS"),
        checks=("parameters", "body"),
    ),
    Cause(
        id="headers-too-large",
        title="The headers are larger than 10,240 bytes",
        look=_too_large,
        fix="Send a smaller token: fewer groups and custom claims, no cookies beside it.",
        evidence=one_report("report: headers too large", "api gateway: quotas"),
        checks=("header_size",),
    ),
)
