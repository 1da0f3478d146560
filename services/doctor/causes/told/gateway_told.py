"""What API Gateway tells in its answers and execution logs: authorizers, bodies, sizes, time."""

from services.authorizer.answers import AUTHORIZER_MISCONFIGURED
from services.authorizer.evidence import documented, several_reports
from services.doctor.case import Case
from services.doctor.cause import Cause, Strength
from services.doctor.causes.told.told import told
from services.doctor.complaint import Complaint

LIKELY, POSSIBLE = Strength.LIKELY, Strength.POSSIBLE
_FORBIDDEN, _UNSUPPORTED, _INTERNAL, _TIMED_OUT = 403, 415, 500, 504
_TOO_LARGE = 413
_OF_AUTHORIZER = ("due to configuration error: authorizer error",)
_KEPT = ("cached policy", "policy is cached", "caches the policy")
_LOG = "aws logs tail /aws/lambda/$MY_API_FUNCTION_ID --since 15m"


def _has_no_message(case: Case) -> bool:
    """Tell whether the message is null, or the error type stands alone and no body was shown."""
    document = case.observed.document or {}
    is_type_alone = case.observed.error_type == AUTHORIZER_MISCONFIGURED.error_type
    is_null = document.get("message", "") is None and (
        is_type_alone or not case.observed.error_type
    )
    return is_null or (is_type_alone and not case.symptom.body)


def _is_retold_of_an_authorizer(case: Case) -> bool:
    return case.symptom.is_hearsay and case.says("authorizer", "custom auth")


def _is_options(case: Case) -> bool:
    return case.symptom.http_method == "OPTIONS" and case.message in ("", "internal server error")


def _is_unsigned(case: Case) -> bool:
    is_signature = case.shows_aws_keys
    return case.speaks_of_the_header and not case.is_route_known and not is_signature


def is_behind_the_gateway(case: Case) -> bool:
    """Tell whether a log of what stands behind the API can explain the answer, if there is one."""
    has_error = "errorMessage" in (case.observed.document or {})
    is_invocations = case.is_success and (has_error or not case.symptom.headers)
    return case.status is None or is_invocations or case.status >= _INTERNAL


def _is_malformed(case: Case) -> bool:
    """Leave out the error that a failed function returns in place of an answer."""
    return is_behind_the_gateway(case) and not case.says('"errortype"', '"errormessage"')


GATEWAY_TOLD: tuple[Cause, ...] = (
    told(
        "lambda-permission-by-log",
        "API Gateway may not invoke the function: its permission is missing",
        "The execution log names the reason: the function's policy does not let this API call it.",
        "Add the permission; its source ARN must name this API, stage, method and path.",
        documented("lambda: errors behind api gateway", "report: missing permission"),
        texts=(
            "invalid permissions on lambda function",
            "doesn't have permissions to call the integration",
        ),
        only_if=lambda case: is_behind_the_gateway(case) and not case.says(*_OF_AUTHORIZER),
        command=(
            "aws lambda add-permission --function-name $MY_API_FUNCTION_ID --statement-id my-api "
            "--action lambda:InvokeFunction --principal apigateway.amazonaws.com --source-arn "
            '"arn:aws:execute-api:$REGION:$ACCOUNT_ID:$REST_API_ID/*/GET/my-api"'
        ),
        page="admin_stack",
    ),
    told(
        "function-timed-out",
        "The function did not answer in time",
        "It ran until its own timeout or the integration's (29 seconds by default). A function in "
        "a VPC without a way out waits like this for Cognito or any other service.",
        "Read the function's log up to its last line; give the VPC a NAT gateway or an endpoint, "
        "or the function more time.",
        documented(
            "lambda: errors behind api gateway",
            "report: integration timeout",
            "report: function in a VPC",
        ),
        texts=(
            "endpoint request timed out",
            "task timed out after",
            "status: timeout",
            "network error communicating with endpoint",
            "due to a timeout error",
        ),
        hints=("29 second", "29s timeout", "29-second"),
        only_if=is_behind_the_gateway,
        likely_if=lambda case: case.status == _TIMED_OUT and not case.message,
        command=_LOG,
        checks=("function",),
    ),
    told(
        "function-crashed",
        "The function failed before it answered",
        "The log names the error: a missing module, a wrong handler name, no memory or an "
        "exception that nobody caught.",
        "Correct what the log names.",
        documented("lambda: errors behind api gateway"),
        texts=(
            "runtime.importmoduleerror",
            "runtime.handlernotfound",
            "unable to import module",
            "process exited before",
            "runtime.exiterror",
            "runtime.unhandledpromiserejection",
            "lambda.unknown",
            "customer function error",
        ),
        hints=(
            "an error occurred during json parsing",
            "lambda function returned the following error",
        ),
        only_if=is_behind_the_gateway,
        command=_LOG,
    ),
    told(
        "proxy-answer-malformed",
        "The function's answer has another form than API Gateway reads",
        "A proxy integration wants statusCode as a number, headers as texts and a body that is "
        "text: an object has to be made JSON first.",
        "Return {statusCode, headers, body} with the body as text, and nothing else.",
        documented("api gateway: proxy answer", "report: body that is no text"),
        texts=(
            "malformed lambda proxy response",
            "response from the lambda function doesn't match the format",
        ),
        only_if=_is_malformed,
        command=_LOG,
    ),
    told(
        "no-claims-in-event",
        "The function got no claims: it was called without an authorizer",
        "The console's Test of a method and a method without authorizer call the function with no "
        "authorizer in requestContext. An HTTP API has the claims at authorizer.jwt.claims.",
        "Call the deployed stage with a token; check that the method has the authorizer, and read "
        "the claims where this kind of API puts them.",
        several_reports("report: claims of undefined", "report: authorizer of undefined"),
        texts=(
            "'claims' of undefined",
            "reading 'claims'",
            "'authorizer' of undefined",
            "reading 'authorizer'",
            "keyerror: 'authorizer'",
            "keyerror: 'claims'",
            "property 'claims'",
            'property "claims"',
            "reading 'jwt'",
            "'jwt' of undefined",
            "undefined index: claims",
        ),
        strength=LIKELY,
        command="aws apigateway get-resources --rest-api-id $REST_API_ID --embed methods",
    ),
    told(
        "lambda-authorizer-failed",
        "A Lambda authorizer failed, may not be invoked, or returned no valid policy",
        "API Gateway writes no message when the authorizer itself gives no usable result.",
        "Read the authorizer function's log; check its permission and that it returns principalId "
        "and a policy.",
        several_reports("report: message null", "api gateway: lambda authorizer"),
        statuses=(_INTERNAL,),
        only_if=lambda case: _has_no_message(case) or _is_retold_of_an_authorizer(case),
        strength=LIKELY,
    ),
    told(
        "lambda-authorizer-failed-by-log",
        "A Lambda authorizer failed, may not be invoked, or returned no valid policy",
        "The execution log says that the authorizer gave no usable result.",
        "Read the authorizer function's log; check its permission and its policy document.",
        documented("api gateway: lambda authorizer"),
        texts=(
            *_OF_AUTHORIZER,
            "could not parse policy",
            "authorizer configuration error",
            "due to an authorizer error",
            "invalid policy document",
            "unknown error when authorizing",
            "the authorizer is misconfigured",
            "response from the lambda authorizer",
            "invalid json in authorizer response",
        ),
    ),
    told(
        "lambda-authorizer-denied",
        "A Lambda authorizer denied: its policy, perhaps a cached one, does not allow this method",
        "A policy that names one method only is kept for the token and then denies every other "
        "method of the API.",
        "Let the authorizer return a policy for all methods of the caller, or set its TTL to 0.",
        several_reports("report: cached policy", "api gateway: lambda authorizer"),
        texts=("not authorized to access this resource", "the client is not authorized to perform"),
        hints=("arn:aws:execute-api:", "methodarn", *_KEPT),
        statuses=(_FORBIDDEN, None),
        only_if=lambda case: (
            case.denial is None and (case.status == _FORBIDDEN or case.says(*_KEPT))
        ),
        strength=LIKELY,
        command=(
            "aws apigateway get-authorizers --rest-api-id $REST_API_ID "
            "--query 'items[].[name,type,authorizerResultTtlInSeconds]'"
        ),
    ),
    told(
        "read-as-aws-signature",
        "The token was read as an AWS signature: there is no such method, or it has AWS_IAM",
        "Without a method, and on a method with the authorization type AWS_IAM, AWS reads the "
        "Authorization header as its own signature. The token itself was not looked at.",
        "Compare path, method and stage with the deployed API; then the method's authorization "
        "type.",
        several_reports(
            "report: both signature texts",
            "report: Credential parameter, ID token",
            "report: method with AWS_IAM",
        ),
        statuses=(_FORBIDDEN, None),
        only_if=_is_unsigned,
        strength=LIKELY,
        command="aws apigateway get-resources --rest-api-id $REST_API_ID --embed methods",
    ),
    told(
        "options-mock-fails",
        "The OPTIONS method's mock integration fails: its content type or binary media types",
        "A MOCK integration has a template for application/json only, and with the binary media "
        "type */* API Gateway takes every body as binary, so that even this one fails.",
        "Remove */* from the API's binary media types, or set the integration's contentHandling to "
        "CONVERT_TO_TEXT; then deploy.",
        several_reports("report: OPTIONS answers 500", "report: binary media types"),
        statuses=(_INTERNAL,),
        only_if=_is_options,
        strength=LIKELY,
        command="aws apigateway get-rest-api --rest-api-id $REST_API_ID --query binaryMediaTypes",
        checks=("mock",),
        about=(Complaint.NO_BROWSER_ANSWER,),
    ),
    told(
        "body-not-json",
        "The request's body is not the JSON that the method's mapping reads",
        "API Gateway could not read the body, so nothing behind it was called.",
        "Send valid JSON with Content-Type: application/json; in a shell mind the quotes.",
        documented("api gateway: gateway responses"),
        texts=("could not parse request body",),
    ),
    told(
        "media-type-unknown",
        "The method takes no body of this content type",
        "The integration has no mapping for the Content-Type that was sent, and passes none "
        "through.",
        "Send Content-Type: application/json, or add a mapping template for the type.",
        documented("api gateway: gateway responses"),
        hints=("unsupported media type",),
        statuses=(_UNSUPPORTED, None),
        likely_if=lambda case: case.status == _UNSUPPORTED and not case.message,
    ),
    told(
        "body-too-large",
        "The request is larger than API Gateway takes",
        "The limit is 10 MB for API Gateway, and 6 MB for a function behind it.",
        "Send less, or upload to Amazon S3 with a presigned address.",
        documented("api gateway: quotas"),
        texts=("request too long",),
        hints=("request entity too large", "payload too large", "content length exceeded"),
        likely_if=lambda case: case.status == _TOO_LARGE and not case.message,
    ),
)
