"""What IAM tells: who lacks which permission, and signatures made with AWS keys that do not fit."""

from services.authorizer.evidence import documented, several_reports
from services.doctor.answerer import is_services_address
from services.doctor.case import Case
from services.doctor.cause import Cause, Match, certain, likely
from services.doctor.causes.told.told import told

_COMMON = documented("cognito: common errors")
_WHO = "aws sts get-caller-identity"
_NOT_SIGNED = "MissingAuthenticationTokenException"
# The sign-in's role and the API's resource policy have causes of their own.
_TOLD_ELSEWHERE = ("cognito-idp:", "execute-api:")


def _lacks_action(case: Case) -> Match | None:
    denial = case.denial
    is_triggers = case.error_name == "UserLambdaValidationException"
    if denial is None or is_triggers or denial.action.startswith(_TOLD_ELSEWHERE):
        return None
    service = denial.action.partition(":")[0]
    return certain(
        denial.sentence, f"The refusal is of {service}; neither API Gateway nor Cognito refused."
    )


def _malformed(case: Case) -> Match | None:
    if not case.speaks_of_the_header or not case.shows_aws_keys:
        return None
    return likely(
        "AWS could not read the Authorization header that it quotes, and the header begins as a "
        "signature made with AWS keys: a space or a line's end in the key, the header's name "
        "written twice, or a part that is missing."
    )


def _unsigned(case: Case) -> Match | None:
    is_unsigned = case.says("missing authentication token") or case.error_name == _NOT_SIGNED
    if not is_services_address(case.symptom.host) or not is_unsigned:
        return None
    return likely(
        f"The address {case.symptom.host} is an AWS service's own, which takes only calls signed "
        "with AWS keys; the path is not an API of API Gateway."
    )


IAM_TOLD: tuple[Cause, ...] = (
    Cause(
        id="caller-lacks-action",
        title="The caller lacks a permission at another AWS service",
        look=_lacks_action,
        fix="Allow the action on the resource to the role or user that the sentence names.",
        command=_WHO,
        evidence=_COMMON,
    ),
    Cause(
        id="aws-signature-malformed",
        title="The signature made with AWS keys cannot be read",
        look=_malformed,
        fix="Set the keys again without spaces, and let an SDK write the header.",
        command=_WHO,
        evidence=several_reports("report: key with a space", "report: header's name twice"),
    ),
    Cause(
        id="aws-call-not-signed",
        title="The call went to an AWS service itself, and was not signed with AWS keys",
        look=_unsigned,
        fix="Call the API's own address, or let the AWS CLI or an SDK make this call.",
        command=_WHO,
        evidence=_COMMON,
    ),
    told(
        "aws-signature-scope-wrong",
        "The call was signed for another service or Region than the API's",
        "The scope of a signature names a Region and a service. An API of API Gateway takes "
        "execute-api and its own Region; behind a custom domain a client cannot guess either.",
        "Sign with the service and the Region that the sentence names.",
        several_reports("report: signed for another service", "report: signed for another Region"),
        texts=("credential should be scoped to",),
    ),
    told(
        "aws-throttles",
        "An AWS service throttles calls of this kind",
        "The account makes this operation more often than the service allows.",
        "Repeat with growing pauses, and ask less often.",
        _COMMON,
        names=(
            "TooManyRequestsException",
            "ThrottlingException",
            "Throttling",
            "ThrottledException",
            "RequestLimitExceeded",
        ),
        only_if=lambda case: case.is_of_another_service,
    ),
)
