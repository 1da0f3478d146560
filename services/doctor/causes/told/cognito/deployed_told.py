"""What Cognito tells a deployment: settings of pools, clients and domains that it does not take."""

from services.authorizer.evidence import one_report, several_reports
from services.doctor.cause import Cause, Strength
from services.doctor.causes.told.told import told

LIKELY = Strength.LIKELY
DEPLOYED_TOLD: tuple[Cause, ...] = (
    told(
        "pool-setting-fixed",
        "A setting of the user pool that cannot be changed after the pool was made",
        "The schema, the names users sign in with and their case are fixed at the creation; "
        "custom attributes can only be added.",
        "Leave the schema in the template as the pool has it, or make a new pool and move the "
        "users; add a custom attribute with AddCustomAttributes.",
        several_reports(
            "report: schema cannot change", "report: schema items of Pulumi", "cognito: attributes"
        ),
        texts=(
            "existing schema attributes cannot be",
            "cannot modify or remove schema items",
            "invalid attributedatatype input",
            "updates are not allowed for property",
        ),
        strength=LIKELY,
    ),
    told(
        "pool-domain-unusable",
        "The user pool's domain is taken, or its name is not usable",
        "A prefix has only lower-case letters, numbers and hyphens, is unique in the Region and "
        "holds none of the words aws, amazon and cognito; a whole domain name needs a certificate "
        "in us-east-1 and a DNS record (A) at its parent domain.",
        "Choose another prefix, or give the certificate and the parent's record; a pool's old "
        "domain has to be deleted first.",
        several_reports("report: domain of a pool", "cognito: troubleshooting"),
        texts=(
            "domain already",
            "domain name contains an invalid character",
            "custom domain is not a valid subdomain",
            "domain cannot contain",
            "domain is not available",
            "cognito user pool domain",
            "custom domain associated",
            "aws::cognito::userpooldomain",
        ),
        strength=LIKELY,
    ),
    told(
        "wrong-cognito-address",
        "This address of Cognito does not know what it was asked for",
        "cognito-idp.REGION.amazonaws.com is the API: it takes POST with X-Amz-Target, and serves "
        "the keys and the OpenID configuration. authorize, token, login, userInfo and logout live "
        "at the pool's domain (PREFIX.auth.REGION.amazoncognito.com or its own).",
        "Take the endpoints from the pool's openid-configuration; a pool without domain has none.",
        one_report("report: OAuth at the API's address", "cognito: authorize endpoint"),
        texts=("the server did not understand the operation that was requested",),
        strength=LIKELY,
    ),
)
