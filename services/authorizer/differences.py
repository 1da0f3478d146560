"""Where the local engine is known to differ from AWS, and what nobody has verified on AWS.

One list serves the runner (it excuses a difference), the pages (they show it) and the documents.
"""

import re
from dataclasses import dataclass

from services.authorizer import answers
from services.authorizer.answers import ObservedAnswer
from services.authorizer.decision import Decision
from services.authorizer.evidence import (
    Evidence,
    documented,
    not_verified,
    one_report,
    several_reports,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDifference:
    """One topic on which the local engine answers otherwise than AWS.

    `excuses` is the id of the check that the local engine does not make as AWS does, empty for a
    topic that no single call shows. `only_for` are the scenarios it may excuse, empty for all.
    `only_seen` is a pattern that the check's `seen` has to match. `seen_locally` are the possible
    local answers; None stands for an answer of the function. `seen_in_table` are those that a
    scenario of the table may get, since its token and route are known; empty for the same ones.
    """

    id: str
    topic: str
    locally: str
    on_aws: str
    evidence: Evidence
    excuses: str = ""
    only_for: tuple[str, ...] = ()
    only_seen: str = ""
    seen_locally: tuple[answers.GatewayAnswer | None, ...] = ()
    seen_in_table: tuple[answers.GatewayAnswer | None, ...] = ()

    @property
    def sentence(self) -> str:
        """Return what the local engine does, as one sentence."""
        return f"{self.topic}: {self.locally}."

    def excuses_call(
        self, decision: Decision, observed: ObservedAnswer, scenario_id: str = ""
    ) -> bool:
        """Tell whether it explains that `observed` is not what the decision says."""
        stopped = decision.stopped_by
        if stopped is None or stopped.id != self.excuses:
            return False
        if self.only_for and scenario_id not in self.only_for:
            return False
        if not re.match(self.only_seen, stopped.seen):
            return False
        is_of_table = bool(scenario_id and self.seen_in_table)
        return any(
            observed.is_from_function if answer is None else answer.is_said_by(observed)
            for answer in (self.seen_in_table if is_of_table else self.seen_locally)
        )


# What a call may meet when the local engine does not make the check that AWS stops it by.
_WHATEVER_COMES_NEXT = (
    None,
    answers.UNAUTHORIZED,
    answers.TOKEN_EXPIRED,
    answers.NOT_ROUTED,
    answers.NO_SUCH_STAGE,
    answers.AUTHORIZER_MISCONFIGURED,
)
LOCAL_DIFFERENCES: tuple[KnownDifference, ...] = (
    KnownDifference(
        id="route-with-header",
        topic="Unknown path with an Authorization header",
        locally="403 Missing Authentication Token, as without the header",
        on_aws="403 with a text about a signature: a missing equal-sign after Bearer, a missing "
        "Credential parameter for a bare token; IncompleteSignatureException",
        evidence=several_reports(
            "report: error types of an API",
            "report: both signature texts",
            "report: Credential parameter, route missing",
        ),
        excuses="route",
        seen_locally=(answers.NOT_ROUTED,),
    ),
    KnownDifference(
        id="live-before-deployment",
        topic="Redeploying",
        locally="A changed method or setting is live at once; only gateway responses wait for a "
        "deployment",
        on_aws="Nothing is live before it is deployed",
        evidence=documented(
            "api gateway: cognito authorizer", "re:Post: 401 of a cognito authorizer"
        ),
        excuses="route",
        only_for=("method-not-deployed",),
        seen_locally=(None,),
    ),
    KnownDifference(
        id="header-size",
        topic="Headers over 10,240 bytes",
        locally="Pass, and the token decides; the HTTP server itself refuses far larger ones",
        on_aws="Refused before the method is found",
        evidence=one_report("report: headers too large", "api gateway: quotas"),
        excuses="header_size",
        seen_locally=_WHATEVER_COMES_NEXT,
        seen_in_table=(None,),
    ),
    KnownDifference(
        id="doubled-slashes",
        topic="Two slashes in a row in the path",
        locally="Count as one, so the method is found",
        on_aws="Not verified: expected to be answered as an unknown path",
        evidence=not_verified("api gateway: gateway responses"),
        excuses="route",
        only_seen=r"\w+ [^?]*//",
        seen_locally=_WHATEVER_COMES_NEXT,
    ),
    KnownDifference(
        id="client-secrets",
        topic="Rotating an app client's secret",
        locally="Is not possible: an app client has the secret it was made with",
        on_aws="AddUserPoolClientSecret makes a second secret, DeleteUserPoolClientSecret ends one",
        evidence=documented("cognito: AddUserPoolClientSecret"),
    ),
    KnownDifference(
        id="unused-bits",
        topic="The last character of a token",
        locally="Is not looked at closely: another text with the same octets is accepted",
        on_aws="Not verified: expected to be refused, as it is not strict base64url",
        evidence=not_verified("re:Post: 401 of a cognito authorizer"),
        excuses="parts",
        only_seen=r"3 parts, one with a careless last character$",
        seen_locally=_WHATEVER_COMES_NEXT,
    ),
    KnownDifference(
        id="lockout",
        topic="Wrong passwords",
        locally="Never lock a user",
        on_aws="Five wrong ones lock for a second, then twice as long each time",
        evidence=documented("cognito: lockout", "report: password attempts exceeded"),
    ),
    KnownDifference(
        id="rate-quotas",
        topic="Rate quotas of Cognito and of API Gateway's control plane",
        locally="None",
        on_aws="Apply per account and Region",
        evidence=documented("cognito: quotas", "api gateway: quotas"),
    ),
    KnownDifference(
        id="username-case",
        topic="The case of a username",
        locally="Counts: MAYA is not maya, although the user pool says otherwise",
        on_aws="Does not count in a user pool with CaseSensitive false, as this lab's",
        evidence=documented("cognito: username case"),
    ),
    KnownDifference(
        id="temporary-passwords",
        topic="Temporary passwords",
        locally="Never expire",
        on_aws="Expire after 7 days by default",
        evidence=documented("cognito: password policy"),
    ),
    KnownDifference(
        id="mfa-without-factor",
        topic="MFA required, nothing enrolled",
        locally="Tokens are issued",
        on_aws="The challenge MFA_SETUP",
        evidence=documented("cognito: AdminInitiateAuth"),
    ),
    KnownDifference(
        id="totp-reuse",
        topic="A TOTP code used twice",
        locally="Is good for one sign-in in 90 seconds",
        on_aws="Is good once, then ExpiredCodeException; for how long is not documented",
        evidence=not_verified("cognito: AdminInitiateAuth"),
    ),
    KnownDifference(
        id="codes-by-mail",
        topic="Codes by e-mail",
        locally="Never expire, and may be tried as often as one likes",
        on_aws="Expire after hours, and tries are limited",
        evidence=documented("cognito: quotas"),
    ),
    KnownDifference(
        id="code-for-confirmed",
        topic="A new code for a confirmed user",
        locally="Is sent",
        on_aws="Not verified: one report says refused, a newer one says not",
        evidence=not_verified("report: new code is refused", "report: new code is not refused"),
    ),
    KnownDifference(
        id="challenge-sessions",
        topic="Challenge sessions",
        locally="Are forgotten when the engine restarts",
        on_aws="Live for 3 minutes",
        evidence=documented("cognito: quotas"),
    ),
    KnownDifference(
        id="concurrency",
        topic="Concurrent calls of functions",
        locally="Eight at a time, the rest wait",
        on_aws="Up to the account's concurrency",
        evidence=documented("lambda: concurrency"),
    ),
    KnownDifference(
        id="refresh-token-form",
        topic="The refresh token",
        locally="Is a signed JWT with three parts",
        on_aws="Is encrypted and has five parts; the authorizer refuses both",
        evidence=documented("cognito: kinds of tokens"),
    ),
    KnownDifference(
        id="short-lifetimes",
        topic="Token lifetimes",
        locally="Seconds are possible, which is how the lab makes an expired token",
        on_aws="At least 5 minutes, so the lab keeps a token until it has expired",
        evidence=documented("cognito: quotas"),
    ),
    KnownDifference(
        id="event-form",
        topic="The event a function receives",
        locally="Has no domainName and few identity fields, and a version key that AWS never sends",
        on_aws="Has domainName, domainPrefix and twelve identity fields",
        evidence=several_reports("report: claims of 2023", "report: claims are text"),
    ),
)

OPEN_QUESTIONS: tuple[str, ...] = (
    'Which x-amzn-ErrorType comes with "The incoming token has expired".',
    "The exact body for a tampered token, alg none, HS256, an unknown kid or two parts.",
    "Whether authorizerResultTtlInSeconds has any effect on a Cognito authorizer.",
    "How much clock skew is tolerated, and how an iat in the future is answered.",
    "Whether a lower-case authorization header is read over HTTP/1.1 on a Regional API.",
    "Status and error type for more than 10,240 bytes of headers sent straight to the API.",
    "Whether a missing scope can also be answered with 403 ACCESS_DENIED.",
    "Whether a disabled user is refused before or after the password is checked.",
    "How an authorizer with a pattern treats an access token that has an aud claim.",
    "Whether the pattern has to match the whole aud claim or a part of it.",
    "Whether bearer in lower case is taken for Bearer.",
    "Whether API Gateway looks at the API key after the authorizer.",
    "Which gateway response the texts about a signature belong to.",
    "Which answer a method gives when its authorizer or user pool no longer exists.",
    "Whether SECRET_HASH is checked before the user's existence.",
    "What happens to a token family when a rotated refresh token is used again.",
    "Whether a signed token without exp, or with claims of types RFC 7519 forbids, is refused.",
    "Whether a signed token with crit or b64 in its header, or with a byte order mark, is refused.",
    "Whether an exp beyond the year 9999 is let through, and how the function receives it.",
    "Whether a scp claim counts as scopes; it is expected not to.",
)


def known_difference(
    decision: Decision, observed: ObservedAnswer, *, is_local: bool, scenario_id: str = ""
) -> KnownDifference | None:
    """Return the difference that explains the observed answer; AWS itself has none."""
    if not is_local:
        return None
    return next(
        (
            each
            for each in LOCAL_DIFFERENCES
            if each.excuses and each.excuses_call(decision, observed, scenario_id)
        ),
        None,
    )
