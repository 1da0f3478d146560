"""What Cognito tells of a sign-up or sign-in that the pool's own settings do not allow."""

from services.authorizer.evidence import documented, one_report, several_reports
from services.doctor.cause import Cause, Strength
from services.doctor.causes.told.told import told

LIKELY = Strength.LIKELY
_POOL = "aws cognito-idp describe-user-pool --user-pool-id $USER_POOL_ID"
_CLOSED = ("signup is not permitted", "sign up is not permitted", "sign up not permitted")
_NO_TRIGGER = "custom auth lambda trigger is not configured"
_FORMS = (
    "username should be an email",
    "username should be a phone",
    "username should be either an email",
    "username cannot be of email",
    "username cannot be of phone",
)
USER_TOLD: tuple[Cause, ...] = (
    told(
        "sign-up-closed",
        "The pool lets only administrators create users",
        "Self-registration is off (AdminCreateUserConfig.AllowAdminCreateUserOnly).",
        "Allow self-registration in the pool's settings, or create the user as an administrator.",
        several_reports("report: sign-up closed", "cognito: AdminCreateUser"),
        names=("NotAuthorizedException",),
        texts=_CLOSED,
        sentences=_CLOSED,
        command=f"{_POOL} --query UserPool.AdminCreateUserConfig",
    ),
    told(
        "custom-auth-not-set-up",
        "The sign-in asks for custom authentication, and the pool has no triggers for it",
        "CUSTOM_AUTH needs the triggers Define, Create and Verify Auth Challenge. Some libraries "
        "choose it by themselves, for one when the password is empty.",
        "Send the password, or another flow; for custom authentication set the three triggers.",
        several_reports(
            "report: custom flow without triggers", "report: custom flow of an empty password"
        ),
        names=("InvalidParameterException",),
        texts=(_NO_TRIGGER,),
        sentences=(_NO_TRIGGER,),
        command=f"{_POOL} --query UserPool.LambdaConfig",
    ),
    told(
        "message-text-unusable",
        "The text of the e-mail or SMS is not usable: its placeholder is missing, or it is empty",
        "The pool's template, or what a Custom message trigger returned, has to hold {####} for "
        "the code ({username} in an invitation), as plain characters.",
        "Put event.request.codeParameter, not the code or a decorated {####}, into the text that "
        "the trigger returns; remove characters that the pattern does not take.",
        several_reports("report: message without its placeholder", "cognito: messages"),
        texts=("####", "the message is empty", "at 'emailbody'", "at 'smsmessage'"),
        only_if=lambda case: case.says("failed to satisfy", "message is empty", "must contain"),
        command=f"{_POOL} --query UserPool.[LambdaConfig,VerificationMessageTemplate]",
    ),
    told(
        "username-form",
        "The username has another form than this pool takes",
        "A pool takes either free names, or e-mail addresses and phone numbers; with an alias the "
        "name itself must not look like one. That is fixed when the pool is made.",
        "Send the form that the sentence names, or make a pool with the other sign-in options.",
        several_reports("report: username in another form", "cognito: attributes"),
        names=("InvalidParameterException",),
        texts=_FORMS,
        sentences=_FORMS,
    ),
    told(
        "threat-protection",
        "The pool's threat protection refused it",
        "With threat protection in full function a sign-in of high risk is blocked, and a password "
        "that is known from a leak is not taken.",
        "Look at the user's sign-in events and risk; change the password, or the pool's response.",
        documented("cognito: threat protection"),
        texts=("security reasons", "password has been compromised", "compromised credentials"),
        strength=LIKELY,
        command="aws cognito-idp admin-list-user-auth-events --user-pool-id $USER_POOL_ID "
        "--username NAME",
    ),
    told(
        "federated-user-linked",
        "A federated user's first sign-in met an entry that is there already",
        "Cognito says so when a Pre sign-up trigger linked the provider's user during this very "
        "sign-in: the link is made, and the sign-in fails once.",
        "Start the sign-in again: it then finds the linked user. To spare users that, recognise "
        "the error in the redirect and repeat it.",
        one_report("report: first sign-in after a link", "cognito: linking users"),
        texts=("already found an entry for username",),
        strength=LIKELY,
    ),
)
