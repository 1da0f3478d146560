"""Where a statement about AWS comes from, and how sure it is; the addresses of every source."""

from dataclasses import dataclass
from enum import StrEnum

_DOCS = "https://docs.aws.amazon.com"
_GATEWAY = f"{_DOCS}/apigateway/latest/developerguide"
_COGNITO = f"{_DOCS}/cognito/latest/developerguide"
_COGNITO_API = f"{_DOCS}/cognito-user-identity-pools/latest/APIReference"
_REPOST = "https://repost.aws"
_GITHUB = "https://github.com"


class Confidence(StrEnum):
    """How well a statement about AWS is supported; the last two are not to be asserted."""

    DOCUMENTED = "documented"
    SEVERAL_REPORTS = "several reports"
    ONE_REPORT = "one report"
    INFERRED = "inferred"
    NOT_VERIFIED = "not verified"


SOURCES: dict[str, str] = {
    "D1": f"{_GATEWAY}/apigateway-enable-cognito-user-pool.html",
    "D2": f"{_GATEWAY}/apigateway-integrate-with-cognito.html",
    "D3": f"{_GATEWAY}/supported-gateway-response-types.html",
    "D4": f"{_REPOST}/knowledge-center/api-gateway-cognito-401-unauthorized",
    "D5": f"{_DOCS}/apigateway/latest/api/API_CreateAuthorizer.html",
    "D6": f"{_DOCS}/apigateway/latest/api/API_PutMethod.html",
    "D7": f"{_COGNITO}/user-pool-accessing-resources-api-gateway-and-lambda.html",
    "D8": f"{_COGNITO_API}/API_AdminUserGlobalSignOut.html",
    "D9": f"{_COGNITO}/token-revocation.html",
    "D10": f"{_DOCS}/lambda/latest/dg/services-apigateway-errors.html",
    "D11": f"{_REPOST}/knowledge-center/api-gateway-429-limit",
    "D12": f"{_GATEWAY}/limits.html",
    "D13": f"{_GATEWAY}/how-to-cors.html",
    "D14": f"{_GATEWAY}/api-gateway-request-throttling.html",
    "D15": f"{_COGNITO_API}/API_AdminInitiateAuth.html",
    "D16": f"{_COGNITO}/cognito-user-pool-managing-errors.html",
    "D17": f"{_COGNITO}/authentication.html#authentication-flow-lockout-behavior",
    "D18": f"{_COGNITO}/amazon-cognito-user-pools-using-the-refresh-token.html",
    "D19": f"{_COGNITO}/quotas.html",
    "D24": f"{_REPOST}/knowledge-center/api-gateway-internal-server-error",
    "D25": f"{_GATEWAY}/api-gateway-known-issues.html",
    "D27": f"{_REPOST}/knowledge-center/cognito-unable-to-verify-secret-hash",
    "D28": f"{_COGNITO}/amazon-cognito-user-pools-using-tokens-with-identity-providers.html",
    "D30": f"{_COGNITO_API}/API_AdminDisableUser.html",
    "D31": f"{_COGNITO_API}/API_PasswordPolicyType.html",
    "D32": f"{_DOCS}/lambda/latest/dg/configuration-concurrency.html",
    "F1": f"{_GITHUB}/awslabs/nx-plugin-for-aws/pull/828",
    "F2": f"{_GITHUB}/aws-amplify/amplify-js/issues/4209",
    "F3": f"{_GITHUB}/aws-amplify/amplify-js/issues/6060",
    "F5": f"{_GITHUB}/aws-samples/serverless-patterns/issues/2254",
    "F6": f"{_GITHUB}/amazon-archives/amazon-cognito-identity-js/issues/92",
    "F7": f"{_REPOST}/questions/QUFJRBaEJRSmmqarNrvCWoQA/aws-cognito-group",
    "F8": f"{_GITHUB}/awsdocs/amazon-api-gateway-developer-guide/issues/158",
    "F11": f"{_GITHUB}/amazon-archives/amazon-cognito-identity-js/issues/21",
    "F12": f"{_GITHUB}/aws/aws-sdk-js/issues/1687",
    "F13": f"{_REPOST}/questions/QUqvdsuV1KQkqCvCw97O_7UQ",
    "F14": f"{_GITHUB}/furaiev/amazon-cognito-identity-dart-2/issues/153",
    "F15": f"{_GITHUB}/FinchPowers/AWS-API-Gateway-Errors-Mapping-Guide",
    "F16": f"{_GITHUB}/localstack/localstack",
    "F17": f"{_GITHUB}/amazon-archives/aws-cognito-angular-quickstart/issues/50",
    "F21": "http://Backbencher.dev/solved-431-status-code-with-request-header-fields-too-large",
    "F22": f"{_GITHUB}/amazon-archives/amazon-cognito-identity-js/issues/506",
    "F23": f"{_GITHUB}/aws/aws-sdk-js/issues/4608",
    "F24": f"{_GITHUB}/amazon-archives/amazon-cognito-auth-js/issues/148",
    "F25": f"{_GITHUB}/furaiev/amazon-cognito-identity-dart-2/issues/249",
    "F26": f"{_GITHUB}/boto/boto3/issues/2736",
    "F27": "https://qiita.com/nori3tsu/items/7fa72c297f93efd0b3bb",
    "F28": f"{_GITHUB}/qwigo/warrant/issues/74",
    "F30": f"{_GITHUB}/awsdocs/aws-doc-sdk-examples/issues/5289",
    "F35": f"{_GITHUB}/aws/aws-sdk-js/issues/2719",
    "F36": "https://sal-blog.com/iam-api-gateway-500error",
    "F39": f"{_GITHUB}/aws-amplify/amplify-js/issues/5700",
    "F40": f"{_GITHUB}/amazon-archives/amazon-cognito-identity-js/issues/531",
    "P2": f"{_GITHUB}/aws-amplify/amplify-js/issues/3732",
    "P5": f"{_GITHUB}/serverless/serverless/issues/3191",
    "P6": f"{_GITHUB}/aws/serverless-application-model/issues/957",
    "P7": f"{_GITHUB}/aws/aws-cdk/issues/16554",
    "P9": f"{_GITHUB}/soto-project/soto-cognito-authentication-kit/issues/5",
    "P13": f"{_GITHUB}/aws/aws-sdk-net-extensions-cognito/issues/122",
    "P15": f"{_GITHUB}/amazon-archives/amazon-cognito-identity-js/issues/489",
    "P16": f"{_GITHUB}/aws-amplify/amplify-js/issues/1182",
    "P17": f"{_GITHUB}/amazon-archives/amazon-cognito-identity-js/issues/678",
    "P18": f"{_GITHUB}/aws-amplify/amplify-js/issues/1183",
    "P22": f"{_GITHUB}/aws/chalice/issues/783",
    "P23": f"{_GITHUB}/aws/serverless-application-model/issues/1593",
    "P24": f"{_GITHUB}/aws/aws-sam-cli/issues/5131",
    "P25": f"{_GITHUB}/aws/chalice/issues/539",
    "P26": f"{_GITHUB}/localstack/localstack/issues/11643",
    "P27": f"{_GITHUB}/prowler-cloud/prowler",
    "RFC 7519": "https://www.rfc-editor.org/rfc/rfc7519",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How sure a statement is and the ids of its sources in SOURCES.

    There is none where nothing was found, and where a report is known but its address is not.
    """

    confidence: Confidence
    sources: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """Return the first source's address, empty when there is no source."""
        return SOURCES[self.sources[0]] if self.sources else ""

    @property
    def without_address(self) -> str:
        """Say why there is no address: a report's source may be known and have no public name."""
        reported = (Confidence.ONE_REPORT, Confidence.SEVERAL_REPORTS)
        return "source not named" if self.confidence in reported else "no source found"


def documented(*sources: str) -> Evidence:
    return Evidence(confidence=Confidence.DOCUMENTED, sources=sources)


def several_reports(*sources: str) -> Evidence:
    return Evidence(confidence=Confidence.SEVERAL_REPORTS, sources=sources)


def one_report(*sources: str) -> Evidence:
    return Evidence(confidence=Confidence.ONE_REPORT, sources=sources)


def inferred(*sources: str) -> Evidence:
    return Evidence(confidence=Confidence.INFERRED, sources=sources)


def not_verified(*sources: str) -> Evidence:
    return Evidence(confidence=Confidence.NOT_VERIFIED, sources=sources)
