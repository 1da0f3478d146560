"""What a browser's console tells: which rule of CORS stopped the page, and what it hides."""

from services.authorizer.evidence import documented, several_reports
from services.doctor.case import Case
from services.doctor.cause import Cause, Strength
from services.doctor.causes.told.told import told
from services.doctor.complaint import Complaint

_CORS = (Complaint.NO_BROWSER_ANSWER,)
_RULES = documented("mozilla: CORS errors", "api gateway: CORS")


def _is_browsers(case: Case) -> bool:
    return case.says("cors", "cross-origin", "access-control-allow", "preflight")


BROWSER_TOLD: tuple[Cause, ...] = (
    told(
        "preflight-refused-by-console",
        "The preflight request (OPTIONS) is not let through",
        "The browser says that the preflight itself was answered with an error, a redirect or "
        "without the CORS headers: a method OPTIONS behind the authorizer, or none.",
        "Give the path an OPTIONS method without authorizer that answers the CORS headers.",
        documented(
            "api gateway: CORS", "report: preflight behind an authorizer", "mozilla: CORS errors"
        ),
        texts=(
            "does not have http ok status",
            "preflight response is not successful",
            "redirect is not allowed for a preflight",
            "preflight response was not successful",
            "cors preflight channel did not succeed",
            "cors preflight response did not succeed",
            "response to preflight request doesn't pass access control check: no",
            "response for preflight has invalid http status",
            "response for preflight is invalid",
            "cross-origin requests that require preflight",
        ),
        command="curl -i -X OPTIONS \"$BASE_URL/my-api\" -H 'Origin: https://example.com'",
        page="admin_stack",
        about=_CORS,
    ),
    told(
        "cors-header-not-allowed",
        "The preflight's answer does not allow a header that the page sends, usually Authorization",
        "The OPTIONS method answered, and its Access-Control-Allow-Headers lacks the header.",
        "Add Authorization (and Content-Type) to Access-Control-Allow-Headers of the OPTIONS "
        "method, then deploy. The value * does not cover Authorization.",
        _RULES,
        texts=(
            "is not allowed by access-control-allow-headers",
            "cors-missing-allow-header",
            "in cors header \u2018access-control-allow-headers\u2019",
            "missing token",
            "request header field",
            "is not allowed according to header \u2018access-control-allow-headers\u2019",
        ),
        only_if=_is_browsers,
        page="admin_stack",
        about=_CORS,
    ),
    told(
        "cors-method-not-allowed",
        "The preflight's answer does not allow the HTTP method",
        "The OPTIONS method answered, and its Access-Control-Allow-Methods lacks the method.",
        "Add the method to Access-Control-Allow-Methods of the OPTIONS method, then deploy.",
        _RULES,
        texts=("is not allowed by access-control-allow-methods", "did not find method"),
        about=_CORS,
    ),
    told(
        "cors-credentials-not-allowed",
        "The page sends credentials, and the answer does not allow them",
        "With credentials: 'include' or withCredentials the preflight and the answer both need "
        "Access-Control-Allow-Credentials: true, and the page's exact origin. A token in the "
        "header Authorization needs no such credentials: they are cookies.",
        "Leave credentials out of the page's call, or answer true in that header, then deploy.",
        _RULES,
        texts=(
            "'access-control-allow-credentials' header in the response is",
            "'access-control-allow-credentials' header is",
            "in cors header \u2018access-control-allow-credentials\u2019",
            "access-control-allow-credentials is not",
        ),
        only_if=_is_browsers,
        page="admin_stack",
        about=_CORS,
    ),
    told(
        "cors-origin-wrong",
        "The answer allows another origin than the page's",
        "Access-Control-Allow-Origin is there, and its value does not fit: another origin, two "
        "values, or * together with credentials.",
        "Answer the page's exact origin, once; with credentials: 'include' never *.",
        _RULES,
        texts=(
            "must not be the wildcard",
            "wildcard '*' cannot be used",
            "cannot use wildcard in access-control-allow-origin",
            "credential is not supported if the cors header",
            "has a value",
            "contains multiple values",
            "contains the invalid value",
            "multiple cors header",
            "not equal to the supplied origin",
            "does not match",
            "is not allowed by access-control-allow-origin",
        ),
        only_if=_is_browsers,
        about=_CORS,
    ),
    told(
        "cors-hidden-by-console",
        "The answer lacks CORS headers, so the browser hides it",
        "A refusal of API Gateway carries no Access-Control-Allow-Origin unless its gateway "
        "response adds it: the browser then shows CORS in place of 401, 403 or 504.",
        "Ask without a browser to see the real answer; add the header to the gateway responses "
        "DEFAULT_4XX and DEFAULT_5XX and to the function's own answers, then deploy.",
        several_reports("report: refusals without CORS", "api gateway: gateway responses"),
        texts=(
            "no 'access-control-allow-origin' header",
            "cors header \u2018access-control-allow-origin\u2019 missing",
            "cors header 'access-control-allow-origin' missing",
            "header \u2018access-control-allow-origin\u2019 fehlt",
            "is not allowed by access-control-allow-origin",
            "cors policy",
            "cross-origin request blocked",
            "cors-anfrage",
            "multiorigine",
        ),
        strength=Strength.LIKELY,
        page="admin_stack",
        about=_CORS,
    ),
)
