"""Reports of people whom Cognito, an identity pool or a library of theirs refused."""

from services.authorizer.sources.source import Source, below

COGNITO_REPORTS: dict[str, Source] = {
    **below(
        "https://github.com/",
        {
            "report: library without a pool": (
                "aws-amplify/amplify-js/issues/12627",
                "Amplify was not configured when it was used",
            ),
            "report: pool not configured in Next.js": (
                "aws-amplify/amplify-js/issues/13053",
                "Amplify configured on one side only",
            ),
            "report: network error of a form": (
                "amazon-archives/amazon-cognito-auth-js/issues/143",
                "A sign-in whose page reloads",
            ),
            "report: Region in another spelling": (
                "aws-amplify/amplify-js/issues/3417",
                "An address with the Region us_east_1",
            ),
            "report: already signed in": (
                "aws-amplify/amplify-js/issues/13813",
                "A second sign-in that the library refuses",
            ),
            "report: already signed in on Android": (
                "aws-amplify/amplify-android/issues/2897",
                "A sign-in while the app is signed in",
            ),
            "report: native module not linked": (
                "aws-amplify/amplify-js/issues/171",
                "computeModPow of undefined",
            ),
            "report: role of an identity pool forbidden": (
                "aws/aws-sdk-js/issues/908",
                "A role's name in the place of its ARN",
            ),
            "report: passkey not given": (
                "breez/glow-web/issues/189",
                "NotAllowedError of every kind",
            ),
            "report: state lost": (
                "nextauthjs/next-auth/issues/4570",
                "A callback without the state that was kept",
            ),
            "report: sign-up closed": (
                "awslabs/media-analysis-solution/issues/8",
                "A pool in which only administrators make users",
            ),
            "report: custom flow without triggers": (
                "aws-amplify/amplify-js/issues/6327",
                "CUSTOM_AUTH at a pool without triggers",
            ),
            "report: custom flow of an empty password": (
                "aws-amplify/amplify-js/issues/5623",
                "An empty password makes the library ask for CUSTOM_AUTH",
            ),
            "report: message without its placeholder": (
                "amazon-archives/amazon-cognito-identity-js/issues/99",
                "A custom message without {####}",
            ),
            "report: username in another form": (
                "aws-amplify/amplify-js/issues/533",
                "A pool that takes only e-mail addresses and phone numbers as names",
            ),
            "report: first sign-in after a link": (
                "aws-amplify/amplify-js/issues/9976",
                "A federated sign-in that works the second time",
            ),
            "report: provider without tokens": (
                "TimothyJones/github-cognito-openid-wrapper/issues/3",
                "A provider's token endpoint that refuses Cognito",
            ),
            "report: role of an identity pool": (
                "amazon-archives/amazon-cognito-auth-js/issues/196",
                "A role that does not trust the identity pool",
            ),
            "report: role's condition mistyped": (
                "adrianhall/restaurant-reviews/issues/3",
                "A condition of the role's trust that names another service",
            ),
            "report: identity pool without guests": (
                "aws-amplify/amplify-js/issues/1089",
                "Credentials asked for without a login",
            ),
            "report: identity pool and access token": (
                "amazon-archives/amazon-cognito-identity-js/issues/7",
                "An access token given to an identity pool",
            ),
            "report: identity deleted": (
                "aws-amplify/amplify-js/issues/2301",
                "An identity that the app remembers and the pool lost",
            ),
            "report: schema cannot change": (
                "aws-amplify/amplify-js/issues/6459",
                "A deployment that changes the schema",
            ),
            "report: schema items of Pulumi": (
                "pulumi/pulumi/issues/8937",
                "An update that removes schema items",
            ),
            "report: domain of a pool": (
                "mineiros-io/terraform-aws-cognito-user-pool/issues/69",
                "A domain with dots, and one that is taken",
            ),
            "report: OAuth at the API's address": (
                "bukalapak/snowboard/issues/145",
                "authorize asked for at cognito-idp",
            ),
            "report: sender not verified": (
                "aws/aws-cdk/issues/18964",
                "A pool whose sender Amazon SES does not accept",
            ),
            "report: pool without SMS settings": (
                "aws-amplify/amplify-js/issues/166",
                "A text message at a pool without SMS settings",
            ),
            "report: SMS spending limit": (
                "aws-amplify/amplify-js/issues/6344",
                "Text messages that came again with a higher spending limit",
            ),
            "report: phone number without country": (
                "amazon-archives/aws-mobile-react-sample/issues/26",
                "Text messages to a number that was not in the form +country",
            ),
            "report: mails dropped without an error": (
                "londonaicentre/FLIP/issues/592",
                "ForgotPassword succeeds, and the mail is dropped at the daily limit",
            ),
        },
    ),
    **below(
        "https://docs.aws.amazon.com/cognito/latest/developerguide/",
        {
            "cognito: troubleshooting": (
                "troubleshooting.html",
                "Troubleshoot Amazon Cognito",
            ),
            "cognito: threat protection": (
                "cognito-user-pool-settings-threat-protection.html",
                "Advanced security with threat protection",
            ),
            "cognito: identity roles": (
                "role-based-access-control.html",
                "Using role-based access control",
            ),
            "cognito: roles of identity pools": (
                "role-trust-and-permissions.html",
                "Role trust and permissions",
            ),
            "cognito: linking users": (
                "cognito-user-pools-identity-federation-consolidate-users.html",
                "Linking federated users to an existing user profile",
            ),
            "cognito: attributes": (
                "user-pool-settings-attributes.html",
                "Working with user attributes",
            ),
            "cognito: e-mail settings": (
                "user-pool-email.html",
                "Email settings for user pools",
            ),
            "cognito: SMS settings": (
                "user-pool-sms-settings.html",
                "SMS message settings for user pools",
            ),
        },
    ),
}
