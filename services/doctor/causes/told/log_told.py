"""What API Gateway's execution log tells of keys, limits, mappings and what stands behind it."""

from services.authorizer.evidence import documented, several_reports
from services.doctor.cause import Cause
from services.doctor.causes.told.gateway_told import is_behind_the_gateway
from services.doctor.causes.told.told import told

_LOG = documented("api gateway: logging")
_METHODS = "aws apigateway get-resources --rest-api-id $REST_API_ID --embed methods"
LOG_TOLD: tuple[Cause, ...] = (
    told(
        "api-key-by-log",
        "The API key is missing, unknown, or in no usage plan of this stage",
        "The execution log says that the method asks for a key and what was wrong with it.",
        "Send the key in x-api-key, and put it into a usage plan with this API's stage.",
        _LOG,
        texts=(
            "requires api key and api key is not associated",
            "is not authorized because method",
            "api key not found",
            "invalid api key",
            "api key is not authorized",
        ),
        command="aws apigateway get-usage-plans",
        checks=("api_key",),
    ),
    told(
        "limit-by-log",
        "A throttle or quota of the usage plan refused the call",
        "The execution log names the limit of the usage plan or the key.",
        "Wait and repeat with growing pauses, or raise the plan's limit.",
        documented("api gateway: throttling", "api gateway: logging"),
        texts=("throttle limit exceeded", "quota limit exceeded", "usage plan quota"),
        command="aws apigateway get-usage-plans",
    ),
    told(
        "function-throttled",
        "The function was throttled: too many of it run at the same time",
        "Lambda refused to start one more: its reserved concurrency, or the account's, is used up.",
        "Raise the function's concurrency, or call it less often at once.",
        documented("lambda: concurrency"),
        texts=(
            "lambda invocation failed with status: 429",
            "concurrentinvocationlimitexceeded",
            "rate exceeded for lambda",
        ),
    ),
    told(
        "integration-mapping",
        "The integration's mapping or its responses do not fit the answer",
        "API Gateway got an answer and could not make one of its own of it.",
        "Give the method a response and the integration a mapping for this status and type, and "
        "deploy.",
        _LOG,
        texts=(
            "unable to transform",
            "output mapping refers to an invalid",
            "no match for output mapping",
        ),
        only_if=is_behind_the_gateway,
        command=_METHODS,
    ),
    told(
        "integration-method-not-post",
        "Lambda was asked by another HTTP method than POST, or at another path than its API has",
        "The sentence is Lambda's own: it knows no operation for this method and path. A function "
        "is invoked by POST, whatever the HTTP method of the API's method is.",
        "Set the integration's own HTTP method (httpMethod, IntegrationHttpMethod) to POST and its "
        "address to the function's, then deploy.",
        documented("re:Post: integration method", "report: integration method"),
        texts=("unable to determine service/operation name to be authorized",),
        command=_METHODS,
    ),
    told(
        "mock-template-unusable",
        "The mock integration's request template gives no statusCode",
        "A MOCK integration answers only when its request template makes JSON with a number named "
        "statusCode; a content type without a template gives none.",
        'Give the integration a request template {"statusCode": 200} for the content type that is '
        "sent, and deploy.",
        several_reports("report: mock without statusCode", "report: mock of a preflight"),
        texts=("unable to parse statuscode", "statuscode should be an integer"),
        only_if=is_behind_the_gateway,
        command=_METHODS,
    ),
    told(
        "integration-role",
        "API Gateway may not assume the integration's role",
        "The role does not trust apigateway.amazonaws.com, or its ARN is wrong.",
        "Correct the role's trust policy or the integration's credentials, and deploy.",
        _LOG,
        texts=("does not have permission to assume the provided role",),
        command=_METHODS,
    ),
)
