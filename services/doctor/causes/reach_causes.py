"""Causes that keep a call from reaching a method: its address, its stage, what stands in front."""

from services.authorizer.commands import SHOW_METHODS
from services.authorizer.evidence import not_verified, several_reports
from services.doctor.answerer import is_services_address
from services.doctor.case import Case
from services.doctor.cause import Cause, Match, certain, likely
from services.doctor.complaint import Complaint
from services.doctor.readers.library_errors import BROWSER_SAW_NOTHING

_FORBIDDEN = 403
_NO_NAME = (
    "could not resolve",
    "unable to resolve host",
    "enotfound",
    "not known",
    "nodename",
    "unknownhost",
    "no such host",
)
# Words by which a sentence shows that it is about an API of API Gateway.
_OF_GATEWAY = (
    "execute-api",
    "api gateway",
    "apigateway",
    "api gw",
    "lambda",
    "api key",
    "api-key",
    "custom domain",
    "usage plan",
    "waf",
    "cloudfront",
)
_NAME_UNKNOWN = (
    "The name was not found: the API or its Region is another one, it was deleted, it is private, "
    "or the custom domain has no record."
)


def _not_routed(case: Case) -> Match | None:
    if not case.is_not_routed or case.symptom.http_method == "OPTIONS" or case.method is not None:
        return None
    if case.speaks_of_the_header and not case.is_route_known:
        return None  # read-as-aws-signature tells it, with the other reason for this text
    if case.shows_aws_keys or is_services_address(case.symptom.host):
        return None
    asked = f"{case.symptom.http_method} {case.symptom.path}".strip() or "what was asked for"
    header = (
        "The text is about the Authorization header, because AWS treats a call that no method "
        "serves as signed with AWS keys. The token is not the problem. A method with the "
        "authorization type AWS_IAM gives the same text."
        if case.speaks_of_the_header
        else "The text is about authentication, but it means that no method is here. A method with "
        "the authorization type AWS_IAM gives the same text to a call that AWS keys did not sign."
    )
    if case.is_route_known:
        return certain(f"The API has no method for {asked}.", header)
    return likely(f"The answer is {case.said}.", header)


def _unreachable(case: Case) -> Match | None:
    if case.status is not None or case.is_about(Complaint.NO_BROWSER_ANSWER):
        return None
    if case.symptom.is_answer_unknown or BROWSER_SAW_NOTHING in case.symptom.says:
        return None
    name = next((word for word in _NO_NAME if case.says(word)), "")
    more = (_NAME_UNKNOWN,) if name else ()
    return likely("No answer came, so the API did not see this call.", *more)


def _key_or_stage(case: Case) -> Match | None:
    if case.status != _FORBIDDEN or case.message not in ("forbidden", ""):
        return None
    is_retold = case.symptom.is_hearsay and case.says("forbidden") and case.says(*_OF_GATEWAY)
    if not case.message and (
        case.observed.error_type not in ("", "ForbiddenException") or (case.words and not is_retold)
    ):
        return None
    if case.method is not None and case.method.api_key_required:
        return certain(f"{case.method.path} asks for an x-api-key, and the answer is {case.said}.")
    return likely(
        f"The answer is {case.said}. A missing or unknown x-api-key and an unknown stage "
        "give these words, and so do AWS WAF, a switched-off default endpoint, a private API "
        "called from outside, a custom domain without mapping and a wrong Host header."
    )


REACH_CAUSES: tuple[Cause, ...] = (
    Cause(
        id="not-routed",
        title="There is no such path, or not with this HTTP method",
        look=_not_routed,
        fix=(
            "Compare path, method and stage with the deployed API, to the letter; then look at "
            "the method's authorization type."
        ),
        command=SHOW_METHODS,
        page="call_api",
        evidence=several_reports(
            "report: error types of an API",
            "report: both signature texts",
            "report: Credential parameter, route missing",
            "snapshots: recorded on AWS",
        ),
        checks=("route",),
    ),
    Cause(
        id="key-or-stage",
        title="The API key, the stage, or something in front of the API refuses the call",
        look=_key_or_stage,
        fix=(
            "Check the stage in the address, then the key and its usage plan, then what stands in "
            "front of the API."
        ),
        command="aws apigateway get-stages --rest-api-id $REST_API_ID",
        evidence=several_reports(
            "re:Post: 403 of an API",
            "report: error types of an API",
            "report: unknown stage",
            "report: custom domain without mapping",
        ),
        checks=("api_key", "stage"),
    ),
    Cause(
        id="unreachable",
        title="Nothing answered",
        look=_unreachable,
        fix="Check the address and whether the stack is there.",
        command="python -m infra_scripts status",
        page="admin_stack",
        evidence=not_verified(),
    ),
)
