"""Reports of people who met AWS's answers: issues, questions, articles, recorded answers."""

from services.authorizer.sources.source import Source, below

_GITHUB = "https://github.com/"
_SNAPSHOTS = "localstack/localstack/blob/main/tests/aws/services/apigateway"
REPORTS: dict[str, Source] = {
    **below(
        _GITHUB,
        {
            "snapshots: recorded on AWS": (
                f"{_SNAPSHOTS}/test_apigateway_common.snapshot.json",
                "Snapshots of API Gateway's answers, recorded on AWS",
            ),
            "report: error types of an API": (
                "FinchPowers/AWS-API-Gateway-Errors-Mapping-Guide",
                "A guide to API Gateway's errors and their types",
            ),
            "report: ID token accepted, access token refused": (
                "awslabs/nx-plugin-for-aws/pull/828",
                "A test on a real deployment",
            ),
            "report: access token refused": (
                "aws-amplify/amplify-js/issues/4209",
                "An access token gets 401",
            ),
            "report: new code is refused": (
                "furaiev/amazon-cognito-identity-dart-2/issues/103",
                "A confirmed user asks for a code and is refused",
            ),
            "report: new code is not refused": (
                "aws-amplify/amplify-js/issues/14762",
                "A confirmed user asks for a code and is not refused",
            ),
            "report: reset before the first password": (
                "aws-amplify/amplify-js/issues/1340",
                "A reset in FORCE_CHANGE_PASSWORD is refused",
            ),
            "report: confirmed twice": (
                "furaiev/amazon-cognito-identity-dart-2/issues/80",
                "A confirmed user is confirmed again",
            ),
            "report: invitation sent again": (
                "floci-io/floci/pull/755",
                "An invitation is sent again, in every status",
            ),
            "report: an attribute that is not mutable": (
                "awslabs/aws-api-gateway-developer-portal/issues/558",
                "An attribute that is not mutable cannot be updated",
            ),
            "report: MFA by SMS without a phone": (
                "aws-amplify/amplify-js/issues/618",
                "MFA by SMS is refused without a phone number",
            ),
            "report: MFA without an app": (
                "aws/aws-sdk-js-v3/issues/4645",
                "MFA by an app is refused before one is set up",
            ),
            "report: expired token": (
                "aws-amplify/amplify-js/issues/6060",
                "The text of an expired token",
            ),
            "report: raw 401": (
                "aws-samples/serverless-patterns/issues/2254",
                "A raw 401 with its headers",
            ),
            "report: missing equal-sign": (
                "amazon-archives/aws-cognito-angular-quickstart/issues/50",
                "The text for a token with Bearer",
            ),
            "report: both signature texts": (
                "serverless/serverless/issues/3205",
                "The texts with and without Bearer",
            ),
            "report: Credential parameter, route missing": (
                "aws/chalice/issues/828",
                "The text for a token without Bearer",
            ),
            "report: Credential parameter, ID token": (
                "nordcloud/cognitocurl/issues/15",
                "The text for a token without Bearer",
            ),
            "report: unknown stage": (
                "OWASP/Serverless-Goat/issues/14",
                "403 Forbidden for a wrong stage",
            ),
            "report: authorizer gone at deployment": (
                "aws/chalice/issues/304",
                "A deployment refused for its authorizer",
            ),
            "report: throttled": ("amberelectric/public-api/issues/280", "A 429 with its headers"),
            "report: quota used up": ("massif-press/compcon/issues/2237", "A 429 with its headers"),
            "report: integration timeout": (
                "DataBiosphere/azul/issues/6284",
                "A 504 with its gateway response",
            ),
            "report: a mock and binary media types": (
                "aws/serverless-application-model/issues/553",
                "The log of such a 500",
            ),
            "report: lower-case header": (
                "aws/aws-sdk-js/issues/2719",
                "Which case of a header's name arrives",
            ),
            "report: claims of 2016": (
                "amazon-archives/amazon-cognito-identity-js/issues/92",
                "The claims a function receives",
            ),
            "report: claims are text": (
                "awsdocs/amazon-api-gateway-developer-guide/issues/158",
                "All claims are text",
            ),
            "report: groups with a comma": ("aws/chalice/issues/783", "Groups split at a comma"),
            "report: clock of Cognito": (
                "tokusumi/fastapi-cloudauth/issues/65",
                "iat about a second ahead",
            ),
            "report: access token after global sign-out": (
                "amazon-archives/amazon-cognito-identity-js/issues/21",
                "An access token after a global sign-out",
            ),
            "report: ID token after sign-out": (
                "aws/aws-sdk-js/issues/1687",
                "An ID token after a sign-out",
            ),
            "report: token of a deleted user": (
                "furaiev/amazon-cognito-identity-dart-2/issues/153",
                "Tokens of a disabled or deleted user",
            ),
            "report: groups change at the next token": (
                "aws-amplify/amplify-js/issues/5700",
                "A change of groups shows in the next token",
            ),
            "report: groups after a refresh": (
                "amazon-archives/amazon-cognito-identity-js/issues/531",
                "Groups after a refresh",
            ),
            "report: password attempts exceeded": (
                "amazon-archives/amazon-cognito-identity-js/issues/506",
                "The text of a locked user",
            ),
            "report: attempt limit exceeded": (
                "aws-amplify/aws-sdk-android/issues/627",
                "The text of too many attempts at one operation",
            ),
            "report: unconfirmed user": (
                "aws/aws-sdk-js/issues/4608",
                "An unconfirmed user is refused before the password is checked",
            ),
            "report: disabled user": (
                "amazon-archives/amazon-cognito-auth-js/issues/148",
                "The text of a disabled user",
            ),
            "report: secret hash missing": (
                "furaiev/amazon-cognito-identity-dart-2/issues/249",
                "The text of a missing hash",
            ),
            "report: secret hash wrong": ("boto/boto3/issues/2736", "The text of a wrong hash"),
            "report: hash of the real username": (
                "qwigo/warrant/issues/74",
                "Which name is hashed in a challenge's answer",
            ),
            "report: hash at a refresh": (
                "aws/aws-sdk-net-extensions-cognito/issues/122",
                "The hash of a refresh",
            ),
            "report: flow of another operation": (
                "awsdocs/aws-doc-sdk-examples/issues/5289",
                "A flow sent to the wrong operation",
            ),
            "report: no custom scope at sign-in": (
                "aws-amplify/amplify-js/issues/3732",
                "A sign-in grants no custom scope",
            ),
            "report: refusals without CORS": (
                "serverless/serverless/issues/3191",
                "Refusals have no CORS headers",
            ),
            "report: preflight behind an authorizer": (
                "aws/serverless-application-model/issues/957",
                "The authorizer stops the preflight request",
            ),
            "report: change without deployment": (
                "aws/aws-cdk/issues/16554",
                "A changed method that is not deployed",
            ),
            "report: role without permission": (
                "soto-project/soto-cognito-authentication-kit/issues/5",
                "A role that may not sign users in",
            ),
            "report: new password required": (
                "amazon-archives/amazon-cognito-identity-js/issues/489",
                "A sign-in that asks for a new password",
            ),
            "report: temporary password expired": (
                "aws-amplify/amplify-js/issues/1182",
                "An expired temporary password",
            ),
            "report: no verified address": (
                "amazon-archives/amazon-cognito-identity-js/issues/678",
                "A password reset without a verified address",
            ),
            "report: names can be tried out": (
                "aws-amplify/amplify-js/issues/1183",
                "Answers that tell which users exist",
            ),
            "report: cache of an authorizer": (
                "aws/serverless-application-model/issues/1593",
                "How long an authorizer's result is kept",
            ),
            "report: sam local": (
                "aws/aws-sam-cli/issues/5131",
                "sam local ignores Cognito authorizers",
            ),
            "report: token of another pool": (
                "aws/chalice/issues/539",
                "A token of another user pool",
            ),
            "report: emulator without secret hash": (
                "localstack/localstack/issues/11643",
                "An emulator that ignores the client secret",
            ),
            "prowler: checks of functions": (
                "prowler-cloud/prowler",
                "Prowler, a scanner with a check for secrets in functions",
            ),
        },
    ),
    **below(
        "",
        {
            "report: headers too large": (
                "http://Backbencher.dev/solved-431-status-code-with-request-header-fields-too-large",
                "431 for large headers, seen through another server",
            ),
            "report: missing permission": (
                "https://sal-blog.com/iam-api-gateway-500error",
                "A 500 for a missing permission, with the log's text",
            ),
            "report: claims of 2023": (
                "https://repost.aws/questions/QUFJRBaEJRSmmqarNrvCWoQA/aws-cognito-group",
                "The claims a function receives, with one group",
            ),
            "report: several groups": (
                "https://openillumi.com/en/en-api-gateway-cognito-jwt-claim-conversion-zero-trust",
                "Several groups joined by commas",
            ),
            "report: token after RevokeToken": (
                "https://repost.aws/questions/QUqvdsuV1KQkqCvCw97O_7UQ",
                "Tokens after RevokeToken",
            ),
            "report: hash of an alias": (
                "https://qiita.com/nori3tsu/items/7fa72c297f93efd0b3bb",
                "Which name is hashed (Japanese)",
            ),
        },
    ),
}
