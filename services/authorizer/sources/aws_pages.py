"""Pages of AWS itself: developer guides, API references and re:Post's knowledge center."""

from services.authorizer.sources.source import Source, below

_DOCS = "https://docs.aws.amazon.com"
_GATEWAY = f"{_DOCS}/apigateway/latest/developerguide/"
_GATEWAY_API = f"{_DOCS}/apigateway/latest/api/"
_COGNITO = f"{_DOCS}/cognito/latest/developerguide/"
_COGNITO_API = f"{_DOCS}/cognito-user-identity-pools/latest/APIReference/"
_LAMBDA = f"{_DOCS}/lambda/latest/dg/"
_CLOUDFRONT = f"{_DOCS}/AmazonCloudFront/latest/DeveloperGuide/"
_REPOST = "https://repost.aws/knowledge-center/"
AWS_PAGES: dict[str, Source] = {
    **below(
        _GATEWAY,
        {
            "api gateway: cognito authorizer": (
                "apigateway-enable-cognito-user-pool.html",
                "REST API with a Cognito user pool",
            ),
            "api gateway: cognito overview": (
                "apigateway-integrate-with-cognito.html",
                "Cognito user pools as authorizer of a REST API",
            ),
            "api gateway: gateway responses": (
                "supported-gateway-response-types.html",
                "Gateway response types for API Gateway",
            ),
            "api gateway: authorization flow": (
                "apigateway-authorization-flow.html",
                "Resource policies beside authorizers",
            ),
            "api gateway: quotas": ("limits.html", "Amazon API Gateway quotas"),
            "api gateway: routing mode": ("set-routing-mode.html", "Routing mode of a domain"),
            "api gateway: CORS": ("how-to-cors.html", "CORS for REST APIs in API Gateway"),
            "api gateway: throttling": (
                "api-gateway-request-throttling.html",
                "Throttle requests to your REST APIs",
            ),
            "api gateway: known issues": (
                "api-gateway-known-issues.html",
                "Amazon API Gateway important notes",
            ),
            "api gateway: HTTP API JWT": (
                "http-api-jwt-authorizer.html",
                "HTTP API with a JWT authorizer",
            ),
            "api gateway: lambda authorizer": (
                "apigateway-use-lambda-authorizer.html",
                "REST API with a Lambda authorizer",
            ),
            "api gateway: proxy answer": (
                "set-up-lambda-proxy-integrations.html",
                "Lambda proxy integrations and their answer",
            ),
            "api gateway: logging": (
                "set-up-logging.html",
                "Execution and access logs of a REST API",
            ),
        },
    ),
    **below(
        _GATEWAY_API,
        {
            "api gateway: CreateAuthorizer": (
                "API_CreateAuthorizer.html",
                "CreateAuthorizer (API reference)",
            ),
            "api gateway: PutMethod": ("API_PutMethod.html", "PutMethod (API reference)"),
        },
    ),
    **below(
        _REPOST,
        {
            "re:Post: 401 of a cognito authorizer": (
                "api-gateway-cognito-401-unauthorized",
                "Causes of 401 from a REST API with a Cognito authorizer",
            ),
            "re:Post: 403 of an API": (
                "api-gateway-troubleshoot-403-forbidden",
                "Causes of 403 from API Gateway",
            ),
            "re:Post: 429 of an API": ("api-gateway-429-limit", "Causes of 429 from API Gateway"),
            "re:Post: 500 of an API": (
                "api-gateway-internal-server-error",
                "Causes of 500 from API Gateway",
            ),
            "re:Post: secret hash": (
                "cognito-unable-to-verify-secret-hash",
                "Causes of Unable to verify secret hash",
            ),
        },
    ),
    **below(
        _COGNITO,
        {
            "cognito: tokens for api gateway": (
                "user-pool-accessing-resources-api-gateway-and-lambda.html",
                "Accessing resources with API Gateway after sign-in",
            ),
            "cognito: token revocation": (
                "token-revocation.html",
                "Ending user sessions with token revocation",
            ),
            "cognito: managing errors": (
                "cognito-user-pool-managing-errors.html",
                "Managing error responses",
            ),
            "cognito: lockout": (
                "authentication.html#authentication-flow-lockout-behavior",
                "Lockout after failed sign-ins",
            ),
            "cognito: refresh tokens": (
                "amazon-cognito-user-pools-using-the-refresh-token.html",
                "Refresh tokens",
            ),
            "cognito: quotas": ("quotas.html", "Quotas in Amazon Cognito"),
            "cognito: kinds of tokens": (
                "amazon-cognito-user-pools-using-tokens-with-identity-providers.html",
                "Understanding user pool JSON web tokens",
            ),
            "cognito: access tokens": (
                "amazon-cognito-user-pools-using-the-access-token.html",
                "Understanding the access token",
            ),
            "cognito: pre token generation": (
                "user-pool-lambda-pre-token-generation.html",
                "Pre token generation Lambda trigger",
            ),
            "cognito: resource servers": (
                "cognito-user-pools-define-resource-servers.html",
                "Scopes, M2M, and resource servers",
            ),
            "cognito: endpoints and issuers": (
                "federation-endpoints.html",
                "User pool endpoints and their issuers",
            ),
            "cognito: token endpoint": (
                "token-endpoint.html",
                "The token issuer endpoint and its errors",
            ),
            "cognito: authorize endpoint": (
                "authorization-endpoint.html",
                "The redirect and authorization endpoint",
            ),
            "cognito: triggers": (
                "cognito-user-pools-working-with-lambda-triggers.html",
                "Customizing workflows with Lambda triggers",
            ),
            "cognito: device tracking": (
                "amazon-cognito-user-pools-device-tracking.html",
                "Remembering devices",
            ),
            "cognito: user import": (
                "cognito-user-pools-using-import-tool.html",
                "Importing users from a CSV file",
            ),
            "cognito: messages": (
                "cognito-user-pool-settings-message-customizations.html",
                "Messages of a user pool",
            ),
            "cognito: passkeys": (
                "amazon-cognito-user-pools-authentication-flow-methods.html",
                "Sign-in methods, passkeys among them",
            ),
            "cognito: feature plans": (
                "cognito-sign-in-feature-plans.html",
                "User pool feature plans",
            ),
            "cognito: WAF": (
                "user-pool-waf.html",
                "A web ACL in front of a user pool",
            ),
            "cognito: groups": (
                "cognito-user-pools-user-groups.html",
                "Adding groups to a user pool",
            ),
        },
    ),
    **below(
        _COGNITO_API,
        {
            "cognito: AddUserPoolClientSecret": (
                "API_AddUserPoolClientSecret.html",
                "AddUserPoolClientSecret (API reference)",
            ),
            "cognito: AdminInitiateAuth": (
                "API_AdminInitiateAuth.html",
                "AdminInitiateAuth (API reference)",
            ),
            "cognito: AdminUserGlobalSignOut": (
                "API_AdminUserGlobalSignOut.html",
                "AdminUserGlobalSignOut (API reference)",
            ),
            "cognito: AdminDisableUser": (
                "API_AdminDisableUser.html",
                "AdminDisableUser (API reference)",
            ),
            "cognito: AdminConfirmSignUp": (
                "API_AdminConfirmSignUp.html",
                "AdminConfirmSignUp (API reference)",
            ),
            "cognito: AdminCreateUser": (
                "API_AdminCreateUser.html",
                "AdminCreateUser (API reference)",
            ),
            "cognito: AdminResetUserPassword": (
                "API_AdminResetUserPassword.html",
                "AdminResetUserPassword (API reference)",
            ),
            "cognito: AdminUpdateUserAttributes": (
                "API_AdminUpdateUserAttributes.html",
                "AdminUpdateUserAttributes (API reference)",
            ),
            "cognito: AdminEnableUser": (
                "API_AdminEnableUser.html",
                "AdminEnableUser (API reference)",
            ),
            "cognito: AdminSetUserPassword": (
                "API_AdminSetUserPassword.html",
                "AdminSetUserPassword (API reference)",
            ),
            "cognito: AdminDeleteUserAttributes": (
                "API_AdminDeleteUserAttributes.html",
                "AdminDeleteUserAttributes (API reference)",
            ),
            "cognito: AdminSetUserMFAPreference": (
                "API_AdminSetUserMFAPreference.html",
                "AdminSetUserMFAPreference (API reference)",
            ),
            "cognito: AdminListDevices": (
                "API_AdminListDevices.html",
                "AdminListDevices (API reference)",
            ),
            "cognito: AdminListUserAuthEvents": (
                "API_AdminListUserAuthEvents.html",
                "AdminListUserAuthEvents (API reference)",
            ),
            "cognito: CreateGroup": (
                "API_CreateGroup.html",
                "CreateGroup (API reference)",
            ),
            "cognito: UpdateGroup": (
                "API_UpdateGroup.html",
                "UpdateGroup (API reference)",
            ),
            "cognito: DeleteGroup": (
                "API_DeleteGroup.html",
                "DeleteGroup (API reference)",
            ),
            "cognito: ListUsersInGroup": (
                "API_ListUsersInGroup.html",
                "ListUsersInGroup (API reference)",
            ),
            "cognito: status of a user": (
                "API_UserType.html",
                "UserType (API reference)",
            ),
            "cognito: username case": (
                "API_UsernameConfigurationType.html",
                "UsernameConfigurationType (API reference)",
            ),
            "cognito: password policy": (
                "API_PasswordPolicyType.html",
                "PasswordPolicyType (API reference)",
            ),
            "cognito: RespondToAuthChallenge": (
                "API_RespondToAuthChallenge.html",
                "RespondToAuthChallenge (API reference)",
            ),
            "cognito: common errors": (
                "CommonErrors.html",
                "Common errors (API reference)",
            ),
        },
    ),
    **below(
        _LAMBDA,
        {
            "lambda: errors behind api gateway": (
                "services-apigateway-errors.html",
                "Handling Lambda errors with an API Gateway API",
            ),
            "lambda: concurrency": (
                "configuration-concurrency.html",
                "Configuring reserved concurrency for a function",
            ),
        },
    ),
    **below(
        _CLOUDFRONT,
        {
            "cloudfront: 403": (
                "http-403-permission-denied.html",
                "HTTP 403 status code (Permission Denied)",
            ),
        },
    ),
}
