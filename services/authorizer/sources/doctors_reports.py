"""Reports of people who asked why they were refused: what the doctor's newer causes come from."""

from services.authorizer.sources.source import Source, below

DOCTORS_REPORTS: dict[str, Source] = {
    **below(
        "https://github.com/",
        {
            "report: AppSync without a header": (
                "aws-amplify/amplify-js/issues/4373",
                "AppSync misses the header",
            ),
            "report: AppSync and a JWT": (
                "aws-amplify/amplify-js/issues/2645",
                "AppSync cannot read the token",
            ),
            "report: key with a space": (
                "RhinoSecurityLabs/IPRotate_Burp_Extension/issues/25",
                "A space before the access key",
            ),
            "report: header's name twice": (
                "amzn/selling-partner-api-docs/issues/836",
                "The name Authorization inside its own value",
            ),
            "report: signed for another service": (
                "r7kamura/aws-signer-v4/pull/1",
                "A signature for another service at an API",
            ),
            "report: signed for another Region": (
                "Kong/insomnia/issues/830",
                "A signature for another Region at a custom domain",
            ),
            "report: integration method": (
                "aws/serverless-application-model/issues/430",
                "An integration that calls a function with GET",
            ),
            "report: function URL forbidden": (
                "brikis98/devops-book/pull/12",
                "A function URL that lacks the second permission",
            ),
            "report: mock without statusCode": (
                "joostfarla/serverless-cors-plugin/issues/7",
                "A mock without a template",
            ),
            "report: mock of a preflight": (
                "alma-cdk/openapix/issues/37",
                "A preflight's mock whose template has no statusCode",
            ),
            "report: scope of client_credentials": (
                "hashicorp/terraform-provider-aws/issues/4984",
                "openid asked for with client_credentials",
            ),
            "report: flow without callback": (
                "cisagov/crossfeed/pull/440",
                "A flow without callback URLs",
            ),
            "report: signature of SAML": (
                "aws/aws-sdk-js-v3/issues/6201",
                "A provider's answer whose signature does not fit",
            ),
            "report: attribute of SAML": (
                "aws-samples/aws-genai-llm-chatbot/issues/636",
                "A provider's attribute that the schema lacks",
            ),
            "report: login pages without a style": (
                "minorun365/html-share/issues/3",
                "Login pages without a branding style",
            ),
            "report: client of another Region": (
                "anomalyco/guide/issues/82",
                "A client that is in another Region",
            ),
            "report: client of another account": (
                "aws/aws-sdk-php/issues/2183",
                "A client that other credentials do not find",
            ),
            "report: user of another pool": (
                "aws/aws-sdk-java/issues/2005",
                "An admin's call for a user who is not there",
            ),
            "report: code of another session": (
                "aws-amplify/amplify-js/issues/11069",
                "A code of the first of two sign-ins",
            ),
            "report: required attribute missing": (
                "furaiev/amazon-cognito-identity-dart-2/issues/89",
                "An attribute that the pool requires",
            ),
            "report: import of users": (
                "aws-solutions/cognito-user-profiles-export-reference-architecture/issues/58",
                "A row that sets nothing to verified",
            ),
            "report: keys of the server refused": (
                "ArranJacques/laravel-aws-cognito-auth/issues/25",
                "A server whose AWS keys are refused",
            ),
            "report: token without the user's scope": (
                "aws-amplify/amplify-js/issues/1906",
                "GetUser with a token of the hosted UI",
            ),
            "report: userInfo without openid": (
                "simov/grant/issues/189",
                "userInfo refuses a token without openid",
            ),
            "report: provider of an identity pool": (
                "amazon-archives/amazon-cognito-identity-js/issues/153",
                "An identity pool that does not know the user pool",
            ),
            "report: method without authorizer id": (
                "aws/aws-cdk/issues/5618",
                "A method that names no authorizer",
            ),
            "report: trigger without permission": (
                "awslabs/service-workbench-on-aws/issues/1136",
                "A trigger that Cognito may not invoke",
            ),
            "report: trigger's role without permission": (
                "aws-amplify/amplify-cli/issues/7576",
                "A trigger whose role lacks an action",
            ),
            "report: redirect mismatch": (
                "aws/aws-aspnet-cognito-identity-provider/issues/167",
                "A redirect address that does not match",
            ),
            "report: invalid_client": (
                "pilcrowonpaper/arctic/issues/175",
                "invalid_client for a secret sent in two forms",
            ),
            "report: custom domain without mapping": (
                "Miserlou/Zappa/issues/1248",
                "Forbidden for a domain without mapping",
            ),
            "report: trigger's answer unreadable": (
                "aws/aws-sdk-js/issues/2692",
                "A trigger whose answer is no JSON",
            ),
            "report: invalid_grant at a refresh": (
                "aws/aws-sdk-js/issues/3836",
                "invalid_grant at a refresh",
            ),
            "report: invalid_grant of a client": (
                "boto/boto3/issues/3916",
                "invalid_grant for a client without OAuth",
            ),
            "report: refresh without device key": (
                "aws/aws-sdk-java-v2/issues/3418",
                "A refresh without the device key",
            ),
            "report: body that is no text": (
                "vincentsarago/lambda-proxy/issues/59",
                "A function whose body is an object",
            ),
            "report: function in a VPC": (
                "amazon-archives/amazon-cognito-identity-js/issues/247",
                "A function without a way to Cognito",
            ),
            "report: claims of undefined": (
                "aws-amplify/amplify-android/issues/905",
                "The console's Test gives no claims",
            ),
            "report: authorizer of undefined": (
                "aws-samples/simple-nft-marketplace/issues/26",
                "A function called without authorizer",
            ),
            "report: cached policy": (
                "serverless/serverless/issues/6176",
                "A cached policy for one method",
            ),
            "report: method with AWS_IAM": (
                "aws-amplify/amplify-cli/issues/5716",
                "A token sent to a method with AWS_IAM",
            ),
            "report: OPTIONS answers 500": (
                "aws/aws-sam-cli/issues/2483",
                "A preflight request answered 500",
            ),
            "report: binary media types": (
                "aws/chalice/issues/1310",
                "Binary media types and OPTIONS",
            ),
            "report: serverless-offline": (
                "SeptiyanAndika/serverless-custom-authorizer/issues/1",
                "The form of serverless-offline's refusal",
            ),
            "report: emulator's own error": (
                "localstack/localstack/issues/3911",
                "An emulator's own error",
            ),
            "report: HTTP API, invalid issuer": (
                "aws-samples/ask-around-me/issues/3",
                "An HTTP API's reason in WWW-Authenticate",
            ),
            "report: HTTP API, not found": (
                "anomalyco/guide/issues/344",
                "404 of an HTTP API",
            ),
        },
    ),
    **below(
        "https://chromium.googlesource.com/devtools/devtools-frontend/+/",
        {
            "chromium: HAR files without a token": (
                "acd96a60464188fbf7c4476ec883ec65bba3dfdf",
                "HAR files are exported without Authorization and cookies unless told otherwise",
            ),
        },
    ),
    **below(
        "",
        {
            "report: message null": (
                "https://loige.co/debugging-custom-apigateway-authorizers",
                "500 with an empty message for a failing Lambda authorizer",
            ),
            "re:Post: integration method": (
                "https://repost.aws/knowledge-center/api-gateway-lambda-template-invoke-error",
                "500 of a Lambda integration whose method is not POST",
            ),
            "re:Post: code not sent": (
                "https://repost.aws/knowledge-center/cognito-forgot-password",
                "Why no code comes after ForgotPassword",
            ),
            "lambda: function URLs": (
                "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
                "Control access to Lambda function URLs",
            ),
            "report: redirect without its slash": (
                "https://stackoverflow.com/questions/50264679",
                "unauthorized_client for a redirect address without its slash",
            ),
            "mozilla: CORS errors": (
                "https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors",
                "A browser's CORS messages and their reasons",
            ),
        },
    ),
}
