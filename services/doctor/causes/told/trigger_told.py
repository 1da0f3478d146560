"""What Cognito tells of a trigger: it may not call the function, or the function failed."""

from services.authorizer.evidence import documented, several_reports
from services.doctor.case import Case
from services.doctor.cause import Cause
from services.doctor.causes.told.told import told

_TRIGGERS = (
    "presignup",
    "postconfirmation",
    "preauthentication",
    "postauthentication",
    "pretokengeneration",
    "custommessage",
    "defineauthchallenge",
    "createauthchallenge",
    "verifyauthchallengeresponse",
    "usermigration",
)
_FAILED = tuple(f"{name} failed with error" for name in _TRIGGERS)
_DOCUMENTED = documented("cognito: triggers")


def _is_denied(case: Case) -> bool:
    return case.says("accessdenied", "access denied", "not authorized")


def _is_late(case: Case) -> bool:
    """Tell whether it, or a log beside it, says so; an answer that names its error says it all."""
    late = ("timed out", "timeout", "time-out")
    if "failed with error" in case.message:
        return any(word in case.message for word in late)
    return case.says(*late)


def _is_refused(case: Case) -> bool:
    """Recognise it by its exception, and in an address by Cognito's sentence."""
    return case.error_name == "UserLambdaValidationException" or case.says(*_FAILED)


def _is_unreadable(case: Case) -> bool:
    is_named = case.error_name == "InvalidLambdaResponseException"
    return is_named or case.says("unrecognizable lambda output")


TRIGGER_TOLD: tuple[Cause, ...] = (
    told(
        "trigger-not-invokable",
        "Cognito may not invoke the trigger function",
        "The function's policy has no statement for cognito-idp.amazonaws.com and this pool, or "
        "the function is gone.",
        "Add the permission with the pool's ARN as source.",
        several_reports("report: trigger without permission", "cognito: triggers"),
        names=("UnexpectedLambdaException",),
        only_if=_is_denied,
        command="aws lambda add-permission --function-name TRIGGER --statement-id cognito "
        "--action lambda:InvokeFunction --principal cognito-idp.amazonaws.com "
        "--source-arn USER_POOL_ARN",
    ),
    told(
        "trigger-too-slow",
        "The trigger function took too long",
        "Cognito waits five seconds for a trigger, whatever the function's own timeout, and asks "
        "up to three times.",
        "Make the function faster: no cold VPC, no slow call, work of its own elsewhere.",
        _DOCUMENTED,
        names=("UnexpectedLambdaException", "UserLambdaValidationException"),
        only_if=_is_late,
    ),
    told(
        "trigger-role-lacks-action",
        "The trigger function's own role lacks a permission",
        "The function ran; the sentence names its role and the action that it was refused.",
        "Allow the action in that function's role, on this pool.",
        several_reports("report: trigger's role without permission"),
        names=("UserLambdaValidationException",),
        texts=("is not authorized to perform",),
        command="aws iam list-role-policies --role-name TRIGGER_ROLE",
    ),
    told(
        "trigger-bad-answer",
        "The trigger function's answer has another form than Cognito reads",
        "A trigger must return the event it got, with its response filled in, and as JSON.",
        "Return the event object itself, also when there is nothing to change.",
        documented("cognito: triggers", "report: trigger's answer unreadable"),
        only_if=_is_unreadable,
    ),
    told(
        "trigger-refused",
        "A trigger function refused, or failed",
        "The sentence is the function's own error; Cognito only passes it on.",
        "Read the function's log; where it refuses on purpose, the message is its own.",
        _DOCUMENTED,
        only_if=_is_refused,
    ),
    told(
        "trigger-failed",
        "A trigger function could not be run",
        "Cognito called the function and got no usable result.",
        "Read the function's log of this time.",
        _DOCUMENTED,
        names=("UnexpectedLambdaException",),
    ),
)
