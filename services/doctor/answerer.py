"""Who answered: what shows that it was neither API Gateway nor Cognito; names no cause."""

import json
import re

from services.doctor.symptom import Symptom
from services.traffic.exchange import Headers

_OF_AWS = ("x-amz", "apigw-")
_AWS_HOST = re.compile(r"(?:amazonaws\.com(?:\.cn)?|amazoncognito\.com)$")
_AWS_SERVERS = frozenset({"", "server", "cloudfront", "amazons3"})
_OF_OTHERS = (
    "x-powered-by",
    "cf-",
    "x-github-",
    "x-kong-",
    "x-ms-",
    "x-azure-",
    "x-goog-",
    "x-vercel-",
    "x-drupal-",
    "x-aspnet-",
)
_FOOT_OF_A_PAGE = re.compile(
    r"<(?:center|address|hr)[^>\n]{0,40}>\s{0,9}"
    r"(nginx|openresty|awselb|apache|cloudflare|microsoft-iis|lighttpd|caddy)[^<\n]{0,40}",
    re.IGNORECASE,
)
# Headings of a page that a server or a framework writes for an error: a status or a reason.
_PAGE_OF_AN_ERROR = re.compile(
    r"<(?:title|h1|h2|pre)[^>\n]{0,60}>\s{0,9}(?:Error:? |HTTP Status |HTTP Error )?"
    r"(?:[45]\d\d\b|Not Found|Forbidden|Unauthorized|Bad Request|Internal Server Error|"
    r"Service Unavailable|Bad Gateway|Cannot (?:GET|POST|PUT|PATCH|DELETE) |\w{1,40}Error\b)",
    re.IGNORECASE,
)
_OF_CLOUDFRONT = re.compile("cloudfront|the request could not be satisfied", re.IGNORECASE)
# The fields that a framework writes into every error, and the framework.
_FORMS = (
    (frozenset({"timestamp", "status", "error", "path"}), "Spring"),
    (frozenset({"type", "title", "status", "traceid"}), "ASP.NET"),
    (frozenset({"title", "detail"}), "an API with problem details"),
    (frozenset({"title", "status"}), "an API with problem details"),
)
_LOCALSTACKS = (".localstack.cloud", "localstack", ".execute-api.localhost")
_THIS_MACHINE = re.compile(r"(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|::1")
_SERVICES_ADDRESS = re.compile(r"(?!.*\bexecute-api\b)[\w.-]+\.amazonaws\.com(?:\.cn)?$")
_APPSYNC = re.compile(r"\.appsync-(?:realtime-)?api\.[\w-]+\.amazonaws\.com(?:\.cn)?$")
_SERVERS = re.compile(
    r"\b(?:nginx|apache|traefik|haproxy|kong|envoy|istio|cloudflare|heroku|vercel|netlify|github"
    r"|gitlab|tomcat|kubernetes)\b",
    re.IGNORECASE,
)
_OF_GATEWAY = re.compile(r"gateway|execute-api|\baws\b|lambda|cognito|amazon", re.IGNORECASE)
_SHOWN, _MOST_READ = 60, 20_000


def sign_of_another_server(symptom: Symptom) -> str:
    """Return what shows that another server answered, as a sentence; empty without such a sign.

    A header of AWS in the answer, or its name in the address, outweighs every other sign: proxies
    and functions add headers of their own.
    """
    names = [name.lower() for name, _ in symptom.headers]
    if symptom.api is not None or any(name.startswith(_OF_AWS) for name in names):
        return ""
    if _AWS_HOST.search(symptom.host):
        return ""
    if sign := _sign_in_headers(symptom.headers):
        return sign
    if symptom.is_hearsay and (named := _named_in_a_sentence(" ".join(symptom.says))):
        return f"The text names {named}, and nothing of API Gateway."
    if symptom.headers and _THIS_MACHINE.fullmatch(symptom.host):
        return f"The address {symptom.host} is this machine's, and no header of AWS is shown."
    return _sign_in_body(symptom.body[:_MOST_READ])


def is_local_tool(symptom: Symptom) -> bool:
    """Tell whether a local tool answered: its address says so, and its Server header, too.

    AWS's headers prove nothing there: tools imitate them.
    """
    if symptom.host.endswith(_LOCALSTACKS):
        return True
    servers = [value.strip().lower() for name, value in symptom.headers if name.lower() == "server"]
    is_here = _THIS_MACHINE.fullmatch(symptom.host) is not None
    return is_here and any(each not in _AWS_SERVERS for each in servers)


def is_services_address(host: str) -> bool:
    """Tell whether the name is an AWS service's own, not an API's."""
    return _SERVICES_ADDRESS.match(host) is not None


def is_appsyncs_address(host: str) -> bool:
    return _APPSYNC.search(host) is not None


def is_function_url(host: str) -> bool:
    return host.endswith(".on.aws") and ".lambda-url." in host


def _named_in_a_sentence(said: str) -> str:
    found = _SERVERS.search(said[:_MOST_READ])
    return found.group().lower() if found and not _OF_GATEWAY.search(said[:_MOST_READ]) else ""


def _sign_in_headers(headers: Headers) -> str:
    for name, value in headers:
        if name.lower() == "server" and value.strip().lower() not in _AWS_SERVERS:
            return f"The answer's Server header says {value.strip()[:_SHOWN]}."
        if name.lower() == "www-authenticate" and "realm=" in value.lower():
            return "Its WWW-Authenticate header names a realm, which that of API Gateway does not."
        if name.lower().startswith(_OF_OTHERS):
            return f"The answer has the header {name[:_SHOWN]}, which AWS does not send."
    return ""


def _sign_in_body(body: str) -> str:
    if (foot := _FOOT_OF_A_PAGE.search(body)) is not None:
        return f"The page was written by {foot.group(1)}."
    if _PAGE_OF_AN_ERROR.search(body) and not _OF_CLOUDFRONT.search(body):
        return "The answer is a page of HTML; API Gateway writes JSON."
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    names = {str(name).lower() for name in document} if isinstance(document, dict) else set()
    framework = next((each for fields, each in _FORMS if fields <= names), "")
    return f"The body has the form of an error of {framework}." if framework else ""
