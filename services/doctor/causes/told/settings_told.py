"""What Cognito tells of settings: MFA, devices, passkeys, messages, tiers, quotas, operations."""

from services.authorizer.evidence import documented, several_reports
from services.doctor.cause import Cause, Strength
from services.doctor.causes.told.told import told

LIKELY = Strength.LIKELY
_POOL = "aws cognito-idp describe-user-pool --user-pool-id $USER_POOL_ID"
_AUTH = documented("cognito: RespondToAuthChallenge")
_UNDELIVERED = (
    "the following identities failed the check",
    "unable to send the email",
    "unable to send the message",
    "does not have sms configuration",
    "error from amazon ses",
)
SETTINGS_TOLD: tuple[Cause, ...] = (
    told(
        "mfa-not-set-up",
        "The user has no such second factor",
        "The request asks for a factor that this user has not registered, or that the "
        "pool has off.",
        "Register the factor first, or answer the challenge that Cognito asks for.",
        _AUTH,
        names=("SoftwareTokenMFANotFoundException", "MFAMethodNotFoundException"),
        sentences=(
            "does not have delivery config set",
            "software token mfa does not exist",
            "not set up software token",
            "not verified software token",
            "phone_number set to turn on",
            "email set to turn on",
        ),
        command=f"{_POOL} --query UserPool.MfaConfiguration",
    ),
    told(
        "mail-not-sent",
        "The message with the code could not be sent",
        "Cognito made the code and could not hand the message over: an unverified sender, a "
        "sandbox of Amazon SES or SNS, or a spending limit.",
        "Check the pool's e-mail and SMS settings, the sandbox and the address.",
        several_reports(
            "report: sender not verified", "report: pool without SMS settings", "cognito: messages"
        ),
        names=("CodeDeliveryFailureException",),
        sentences=_UNDELIVERED,
        command=f"{_POOL} --query 'UserPool.[EmailConfiguration,SmsConfiguration]'",
    ),
    told(
        "code-does-not-arrive",
        "A code was sent, says Cognito, and does not arrive",
        "CodeDeliveryDetails says where Cognito sends to, and not whether that came.",
        "Look in the spam folder, and compare the destination in CodeDeliveryDetails with the "
        "user's address. Then look at the sender: Cognito's own stops at 50 mails a day, SES and "
        "SNS in their sandbox reach verified addresses only, SNS stops at its spending limit, and "
        "a phone number needs its +country.",
        several_reports(
            "cognito: e-mail settings",
            "cognito: SMS settings",
            "re:Post: code not sent",
            "report: SMS spending limit",
            "report: phone number without country",
            "report: mails dropped without an error",
        ),
        hints=("codedeliverydetails",),
        strength=Strength.POSSIBLE,
        command=f"{_POOL} --query 'UserPool.[EmailConfiguration,SmsConfiguration]'",
    ),
    told(
        "message-role-unusable",
        "Cognito may not use the role or identity that sends its messages",
        "The role for SMS must trust cognito-idp.amazonaws.com with the right external id, and "
        "allow sns:Publish; the e-mail identity's policy must allow Cognito.",
        "Correct the role's trust and permissions, or the identity's sending policy.",
        documented("cognito: messages"),
        names=(
            "InvalidSmsRoleAccessPolicyException",
            "InvalidSmsRoleTrustRelationshipException",
            "InvalidEmailRoleAccessPolicyException",
        ),
        command=f"{_POOL} --query 'UserPool.[EmailConfiguration,SmsConfiguration]'",
    ),
    told(
        "pool-settings-unusable",
        "A setting of the user pool is not usable for this operation",
        "Cognito says that the pool's own configuration stands in the way, not the request.",
        "Read the sentence and correct the setting that it names.",
        documented("cognito: AdminInitiateAuth"),
        names=("InvalidUserPoolConfigurationException", "PreconditionNotMetException"),
        sentences=(
            "sms configuration and auto verification",
            "required custom attributes are not supported",
            "cannot be turned off",
            "required idp details",
            "cannot be of type",
        ),
        command=_POOL,
    ),
    told(
        "tier-or-operation-off",
        "The pool's feature plan or this Region does not offer the operation",
        "Features belong to a plan (Lite, Essentials, Plus), and some operations are off in the "
        "secondary Region of a replicated pool.",
        "Choose the plan that has the feature, or call the primary Region.",
        documented("cognito: feature plans"),
        names=(
            "FeatureUnavailableInTierException",
            "OperationNotEnabledException",
            "UserPoolAddOnNotEnabledException",
            "TierChangeNotAllowedException",
        ),
        command=f"{_POOL} --query UserPool.UserPoolTier",
    ),
    told(
        "passkey-refused",
        "The passkey does not fit what the pool expects",
        "A passkey is bound to the relying party, the origin, the client and the challenge; the "
        "exception's name says which of them differs.",
        "Compare the page's origin with the pool's relying party id, and start the registration "
        "again.",
        documented("cognito: passkeys"),
        names=(
            "WebAuthnChallengeNotFoundException",
            "WebAuthnClientMismatchException",
            "WebAuthnConfigurationMissingException",
            "WebAuthnCredentialNotSupportedException",
            "WebAuthnNotEnabledException",
            "WebAuthnOriginNotAllowedException",
            "WebAuthnRelyingPartyMismatchException",
        ),
        sentences=("relying party id", "registrable domain suffix", "rp id is not", "rpid"),
        command="aws cognito-idp get-user-pool-mfa-config --user-pool-id $USER_POOL_ID",
    ),
    told(
        "attempts-used-up",
        "Too many wrong codes: Cognito takes no more for a while",
        "The limit counts the attempts of this user at this operation.",
        "Wait, then ask for one new code.",
        documented("cognito: quotas"),
        names=("TooManyFailedAttemptsException",),
    ),
    told(
        "token-not-revocable",
        "This token or client cannot be revoked",
        "Only refresh tokens can be revoked, only with token revocation on at the app client, and "
        "only by the client that got them.",
        "Send the refresh token, from the same client, with its secret where it has one.",
        documented("cognito: token revocation"),
        names=(
            "UnsupportedTokenTypeException",
            "UnsupportedOperationException",
            "UnauthorizedException",
        ),
        only_if=lambda case: case.operation == "RevokeToken" or case.says("revo", "token type"),
    ),
    told(
        "refresh-token-reused",
        "The refresh token was used before: rotation refuses it",
        "With refresh token rotation each use gives a new refresh token, and the old one works "
        "only for a grace period.",
        "Keep the refresh token of each answer, and let one place in the app refresh at a time.",
        documented("cognito: refresh tokens"),
        names=("RefreshTokenReuseException",),
        command="aws cognito-idp describe-user-pool-client --user-pool-id $USER_POOL_ID "
        "--client-id $APP_CLIENT_ID --query UserPoolClient.RefreshTokenRotation",
    ),
    told(
        "device-unknown",
        "The device is not the one that Cognito remembers, or is not confirmed",
        "With device tracking a refresh and the device's challenges name the device key that the "
        "sign-in gave, and ConfirmDevice must have been called.",
        "Confirm the device after the sign-in, and send its DEVICE_KEY with every refresh.",
        documented("cognito: device tracking"),
        names=(
            "DeviceKeyExistsException",
            "InvalidParameterException",
            "NotAuthorizedException",
            "ResourceNotFoundException",
        ),
        texts=("device does not exist", "invalid device key", "device key", "device is not"),
        sentences=("device does not exist.",),
    ),
    told(
        "client-settings-refused",
        "The app client's OAuth settings do not fit together",
        "Cognito refuses the settings themselves: a flow without a callback URL, a scope that the "
        "flow cannot give or that no resource server has, or a provider that the pool lacks.",
        "Correct the setting that the sentence names, and make or update the client again.",
        several_reports("report: scope of client_credentials", "report: flow without callback"),
        names=(
            "InvalidOAuthFlowException",
            "ScopeDoesNotExistException",
            "UnsupportedIdentityProviderException",
        ),
        sentences=(
            "does not exist for user pool",
            "allowedoauthflows",
            "client_credentials flow can not be selected",
            "invalid scope requested",
            "write attributes specified",
            "read attributes specified",
            "range for token validity",
        ),
    ),
    told(
        "changed-at-the-same-time",
        "Somebody changed the same resource at the same time",
        "The service took one of two changes and asks to repeat the other.",
        "Repeat the call.",
        documented("cognito: common errors"),
        names=("ConcurrentModificationException", "UserImportInProgressException"),
        sentences=("only one request to update this userpool",),
    ),
    told(
        "cognito-failed",
        "The AWS service itself failed",
        "It says that the fault is on its side; the request may be right.",
        "Repeat the call with growing pauses, and look at the AWS Health Dashboard.",
        documented("cognito: common errors"),
        names=("InternalErrorException", "InternalServerException", "ServiceUnavailableException"),
    ),
    told(
        "pool-behind-waf",
        "AWS WAF in front of the user pool refused the request",
        "A web ACL of the pool matched this request: its rate, address, headers or a managed rule.",
        "Look into the web ACL's sampled requests for the rule that matched.",
        documented("cognito: WAF"),
        names=("ForbiddenException",),
        texts=("waf block", "not allowed due to waf"),
        command="aws wafv2 get-web-acl-for-resource --resource-arn USER_POOL_ARN",
    ),
    told(
        "resource-exists",
        "There is one with this name already",
        "Names of groups, providers and the like are unique in a pool.",
        "Use the existing one, or choose another name.",
        documented("cognito: common errors"),
        names=(
            "GroupExistsException",
            "DuplicateProviderException",
            "ManagedLoginBrandingExistsException",
            "TermsExistsException",
        ),
    ),
)
