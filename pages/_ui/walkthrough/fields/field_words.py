"""What the fields of an AWS call mean, in one sentence each: the most important ones first.

A field is told wherever a step's recorded calls have it; its value is never written here.
"""

from typing import NamedTuple


class FieldWords(NamedTuple):
    title: str
    meaning: str


# (operation, path of the parameter as `field_value` reads it) -> its words. The first three that a
# step has are shown on stage.
FIELDS: dict[tuple[str, str], FieldWords] = {
    ("create_user_pool", "Policies.PasswordPolicy"): FieldWords(
        "Password policy", "Cognito refuses a new password that does not fit."
    ),
    ("set_user_pool_mfa_config", "MfaConfiguration"): FieldWords(
        "Second factor (MFA)",
        "OPTIONAL: each user may add an authenticator app. ON would demand it of everybody.",
    ),
    ("create_user_pool", "UsernameConfiguration.CaseSensitive"): FieldWords(
        "Case of a username counts",
        "Users sign in by username. false: Walker and walker are the same.",
    ),
    ("create_user_pool", "AdminCreateUserConfig.AllowAdminCreateUserOnly"): FieldWords(
        "Only admins make users", "false: strangers may sign up by themselves."
    ),
    ("create_user_pool", "AutoVerifiedAttributes"): FieldWords(
        "Verified by a code", "Who signs up proves this attribute with a code that Cognito sends."
    ),
    ("create_user_pool", "AccountRecoverySetting.RecoveryMechanisms.Name"): FieldWords(
        "After a forgotten password", "Where the code goes with which a new one is set."
    ),
    ("create_user_pool_client", "ExplicitAuthFlows"): FieldWords(
        "How users may sign in",
        "A server sends username and password with its AWS credentials; a refresh token brings "
        "new tokens. Every other way is refused.",
    ),
    ("create_user_pool_client", "GenerateSecret"): FieldWords(
        "A client secret", "true: a caller proves that it is this app, with a hash of the secret."
    ),
    ("create_user_pool_client", "IdTokenValidity + TokenValidityUnits.IdToken"): FieldWords(
        "ID token is valid for", "After that the authorizer refuses it."
    ),
    ("create_user_pool_client", "AccessTokenValidity + TokenValidityUnits.AccessToken"): FieldWords(
        "Access token is valid for", "The same for the token that holds scopes."
    ),
    (
        "create_user_pool_client",
        "RefreshTokenValidity + TokenValidityUnits.RefreshToken",
    ): FieldWords("Refresh token is valid for", "After that the user enters the password again."),
    ("create_user_pool_client", "PreventUserExistenceErrors"): FieldWords(
        "Hide who exists",
        "ENABLED: a sign-in with an unknown user is refused like a wrong password.",
    ),
    ("create_authorizer", "type"): FieldWords(
        "Type", "API Gateway itself checks tokens of a user pool; no function of ours is asked."
    ),
    ("create_authorizer", "identitySource"): FieldWords(
        "Token source", "The request header in which the token is looked for."
    ),
    ("create_authorizer", "providerARNs"): FieldWords(
        "User pool", "A token of any other pool is refused."
    ),
    ("create_authorizer", "authorizerResultTtlInSeconds"): FieldWords(
        "Seconds that a decision is kept", "0: each request is checked anew."
    ),
    ("put_method", "authorizationType"): FieldWords(
        "Authorization type",
        "NONE: anybody may call. COGNITO_USER_POOLS: the authorizer wants a token of the pool.",
    ),
    ("create_resource", "pathPart"): FieldWords(
        "Path", "The part that this resource adds to the address of the one above it."
    ),
    ("put_gateway_response", "responseType"): FieldWords(
        "Answers that get CORS headers",
        "The refusals that API Gateway answers by itself: those with 4xx, and those with 5xx.",
    ),
    ("update_stage", "patchOperations./deploymentId"): FieldWords(
        "Deployment of the stage", "From now on callers of the stage meet the API as it is now."
    ),
    ("put_method", "authorizationScopes"): FieldWords(
        "Scopes", "With none listed the authorizer takes ID tokens, else access tokens."
    ),
    ("put_integration", "type"): FieldWords(
        "Integration",
        "MOCK: API Gateway answers by itself. AWS_PROXY: a function gets the whole request.",
    ),
    (
        "put_integration_response",
        "responseParameters.method.response.header.Access-Control-Allow-Origin",
    ): FieldWords("Origins that may call", "Pages of every origin may read the answer."),
    ("put_integration_response", "responseTemplates.application/json"): FieldWords(
        "The answer", "What every caller gets."
    ),
    ("put_role_policy", "PolicyDocument.Statement.Action"): FieldWords(
        "What the function may do", "Everything else in the account is denied."
    ),
    ("put_role_policy", "PolicyDocument.Statement.Resource"): FieldWords(
        "On what", "On nothing else than these resources, each named by its ARN."
    ),
    ("create_function", "Environment.Variables.CLIENT_ID"): FieldWords(
        "App client that the function uses", "Its id only: the secret is read from Cognito."
    ),
    ("add_permission", "Principal"): FieldWords(
        "Who may call the function", "API Gateway, and nobody without a permission of their own."
    ),
    ("add_permission", "SourceArn"): FieldWords(
        "From where", "Only this method of this API on this stage."
    ),
    ("update_stage", "patchOperations./*/*/throttling/rateLimit"): FieldWords(
        "Requests per second", "For each method of the stage, all callers together."
    ),
    ("admin_create_user", "MessageAction"): FieldWords(
        "Invitation", "SUPPRESS: Cognito sends no mail with a temporary password."
    ),
    ("admin_set_user_password", "Permanent"): FieldWords(
        "Permanent password", "true: the first sign-in does not ask for a new one."
    ),
}
