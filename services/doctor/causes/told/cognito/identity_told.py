"""What an identity pool tells: its providers, its roles, its guests, and the token it was given."""

from services.authorizer.evidence import documented, several_reports
from services.doctor.cause import Cause, Strength
from services.doctor.causes.told.told import told

LIKELY = Strength.LIKELY
_POOL = "aws cognito-identity describe-identity-pool --identity-pool-id IDENTITY_POOL_ID"
_ROLES = "aws cognito-identity get-identity-pool-roles --identity-pool-id IDENTITY_POOL_ID"
IDENTITY_TOLD: tuple[Cause, ...] = (
    told(
        "identity-token-expired",
        "The token that was given to the identity pool has expired",
        "The identity pool checked the token's exp claim.",
        "Refresh the tokens and ask for the credentials again.",
        documented("cognito: common errors"),
        texts=("invalid login token. token expired",),
    ),
    told(
        "identity-pool-wants-id-token",
        "The identity pool was given another token than an ID token",
        "An identity pool reads the aud claim, and of a user pool's tokens only the ID token has "
        "one.",
        "Put the ID token into Logins, under cognito-idp.REGION.amazonaws.com/POOL_ID.",
        several_reports("report: identity pool and access token", "cognito: kinds of tokens"),
        texts=("missing a required claim",),
    ),
    told(
        "identity-pool-role",
        "The identity pool's role cannot be assumed: its trust does not fit, or there is none",
        "The token was accepted; then the role for authenticated users, or for guests, did not "
        "trust this identity pool, or the pool has no role.",
        "The role's trust must allow sts:AssumeRoleWithWebIdentity to the federated principal "
        "cognito-identity.amazonaws.com with this identity pool's id as aud and authenticated or "
        "unauthenticated as amr; then set the role at the identity pool.",
        several_reports(
            "report: role of an identity pool",
            "report: role's condition mistyped",
            "cognito: roles of identity pools",
        ),
        names=("InvalidIdentityPoolConfigurationException",),
        sentences=(
            "invalid identity pool configuration",
            "invalididentitypoolconfiguration",
            "check assigned iam roles",
            "no assumed role",
            "ambiguous role resolution",
            "sts:assumerolewithwebidentity",
            "check your amazon cognito identity configuration",
            "condition block must be present for the cognito provider",
        ),
        command=_ROLES,
    ),
    told(
        "identity-pool-role-not-given",
        "The identity pool's role could not be handed over",
        "Whoever sets roles at an identity pool must be allowed to pass them, and must name them "
        "by ARN: a role's bare name, or an ARN that is cut or mistyped, is forbidden, too.",
        "Give the role's whole ARN (arn:aws:iam::ACCOUNT:role/NAME), and allow iam:PassRole on it "
        "to the caller.",
        several_reports("report: role of an identity pool forbidden", "cognito: identity roles"),
        texts=("access to role",),
        strength=LIKELY,
        command=_ROLES,
    ),
    told(
        "identity-pool-no-guests",
        "The identity pool was asked without a token that fits, and takes no guests",
        "Without Logins a call is a guest's: guests are off in this identity pool, or the identity "
        "belongs to logins that were not sent.",
        "Send the ID token in Logins with every call (a library does so only when its user is "
        "signed in and it knows the user pool), or allow guest access.",
        several_reports("report: identity pool without guests", "cognito: common errors"),
        texts=(
            "unauthenticated access is not supported",
            "unauthenticated identities",
            "logins don't match",
            "access to identity",
            "guest access is not",
        ),
        command=_POOL,
    ),
    told(
        "identity-unknown",
        "The identity that the app remembers is not there any more",
        "A device keeps its identity's id; this one was deleted, or is of another identity pool.",
        "Forget the kept identity (clear the library's storage) and ask for a new one.",
        several_reports("report: identity deleted", "cognito: common errors"),
        names=("ResourceNotFoundException",),
        texts=("identity '",),
    ),
    told(
        "identity-pool-refuses",
        "The identity pool does not name this user pool and app client",
        "An identity pool takes tokens only of the providers that it lists, by pool and client id.",
        "Add the user pool and the app client of the token to the identity pool's providers.",
        several_reports("report: provider of an identity pool"),
        texts=(
            "not from a supported provider of this identity pool",
            "issuer doesn't match providername",
            "incorrect token audience",
            "token is not from a supported provider",
            "is not valid for account",
            "valid public provider",
            "provider is not supported",
        ),
        hints=("invalid login token",),
        command=_POOL,
    ),
)
