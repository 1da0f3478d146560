"""Causes that a deployment or a browser hides: CORS, preflight requests, changes not deployed."""

from services.authorizer.commands import DEPLOY, add_cors_header
from services.authorizer.evidence import documented
from services.doctor.case import Case
from services.doctor.cause import Cause, Match, certain, likely, possible
from services.doctor.complaint import Complaint
from services.doctor.readers.excerpt import MAY_BE_LEFT_OUT
from services.doctor.readers.library_errors import BROWSER_SAW_NOTHING

_UNAUTHORIZED, _FORBIDDEN, _ERRORS, _SERVER_ERRORS = 401, 403, 400, 500


def _preflight(case: Case) -> Match | None:
    if case.symptom.http_method == "OPTIONS" and case.status in (_UNAUTHORIZED, _FORBIDDEN):
        is_shown = case.symptom.path or case.symptom.headers
        return (certain if is_shown else likely)(
            f"The browser's preflight request OPTIONS {case.symptom.path} was answered {case.said}."
            " It never carries a token, so only an open OPTIONS method lets it pass."
        )
    if not case.is_about(Complaint.NO_BROWSER_ANSWER) or not case.is_route_known:
        return None
    assert case.symptom.api is not None, "the route is known"
    options = case.symptom.api.method("OPTIONS", case.symptom.path)
    if options is None:
        return certain(f"{case.symptom.path} has no OPTIONS method for the preflight request.")
    if options.is_protected:
        return certain(f"The OPTIONS method of {case.symptom.path} stands behind the authorizer.")
    return None


def _is_undeployed_header(case: Case) -> bool:
    cors = case.symptom.cors_responses
    if case.symptom.api is not None and not case.symptom.api.stage:
        return False  # without a stage no older deployment can be served
    is_gateways = bool(case.observed.error_type) or case.is_refused_by_authorizer
    wanted = {"UNAUTHORIZED", "DEFAULT_4XX"} if case.status == _UNAUTHORIZED else {"DEFAULT_4XX"}
    is_error = case.status is not None and _ERRORS <= case.status < _SERVER_ERRORS
    return bool(
        cors and wanted & cors and is_gateways and is_error and not case.has_readable_origin
    )


def _not_deployed(case: Case) -> Match | None:
    method = case.method
    is_cognitos = method is not None and (method.is_protected or method.is_open)
    if case.is_not_routed and method is not None and is_cognitos:
        return certain(
            f"The settings have {method.http_method} {method.path}, and the answer is "
            f"{case.said}: the stage serves a deployment without it."
        )
    if _is_undeployed_header(case):
        return certain(
            "The settings give this gateway response Access-Control-Allow-Origin, and the answer "
            "has no such header: the stage serves an older deployment."
        )
    if case.is_success and case.method and case.method.is_protected and _sent_nothing(case):
        return certain(
            f"The settings protect {case.method.path}, and a call without a token got "
            f"{case.status}: the stage serves an older deployment."
        )
    if case.is_about(Complaint.NO_EFFECT):
        return likely("A change of a REST API is live only after the next deployment to its stage.")
    is_unknown = case.is_not_routed and method is None
    return possible(f"The answer is {case.said}.") if is_unknown else None


def _sent_nothing(case: Case) -> bool:
    headers = case.symptom.request_headers
    is_known = headers is not None and MAY_BE_LEFT_OUT not in case.symptom.says
    return is_known and not case.claims and not case.token_fault


def _answer_hidden(case: Case) -> Match | None:
    """Look only where the preflight did not fail itself: that alone keeps the answer away."""
    is_failed_preflight = case.symptom.http_method == "OPTIONS" and case.status == _SERVER_ERRORS
    return None if is_failed_preflight else _cors_hides(case)


def _cors_hides(case: Case) -> Match | None:
    if case.is_about(Complaint.NO_BROWSER_ANSWER):
        if case.status is None:
            return likely(
                "The browser reports CORS and hides the answer. A refusal by API Gateway carries "
                "no Access-Control-Allow-Origin unless its gateway response adds it."
            )
        if case.has_readable_origin:
            return possible(
                f"The answer is {case.said} and does carry Access-Control-Allow-Origin: compare "
                "its value with the page's origin."
            )
        return certain(
            f"The answer is {case.said} and has no Access-Control-Allow-Origin header, so a "
            "browser shows a CORS error instead."
        )
    if case.status is None and BROWSER_SAW_NOTHING in case.symptom.says:
        return likely(
            "The page was shown no answer at all. Most often a refusal came without "
            "Access-Control-Allow-Origin; a name that is not found or a broken connection "
            "looks the "
            "same to the page."
        )
    is_from_browser = case.symptom_header("Origin") is not None
    is_error = case.status is not None and case.status >= _ERRORS
    if is_from_browser and is_error and not case.has_readable_origin:
        return possible("The answer has no Access-Control-Allow-Origin: a page cannot read it.")
    return None


BROWSER_CAUSES: tuple[Cause, ...] = (
    Cause(
        id="preflight-refused",
        title="The preflight request (OPTIONS) is not let through",
        look=_preflight,
        fix="Give the path an OPTIONS method without authorizer that answers the CORS headers.",
        command="curl -i -X OPTIONS \"$BASE_URL/my-api\" -H 'Origin: https://example.com'",
        page="admin_stack",
        evidence=documented("api gateway: CORS", "report: preflight behind an authorizer"),
        about=(Complaint.NO_BROWSER_ANSWER,),
    ),
    Cause(
        id="not-deployed",
        title="The change is not deployed",
        look=_not_deployed,
        fix="Deploy the API to its stage. Here, Repair on the Stack page does it.",
        command=DEPLOY,
        page="admin_stack",
        evidence=documented(
            "api gateway: cognito authorizer",
            "re:Post: 401 of a cognito authorizer",
            "report: change without deployment",
        ),
        about=(Complaint.NO_EFFECT,),
    ),
    Cause(
        id="cors-hides-the-answer",
        title="The answer lacks CORS headers, so the browser hides it",
        look=_answer_hidden,
        fix=(
            "Add Access-Control-Allow-Origin to the gateway responses UNAUTHORIZED, DEFAULT_4XX "
            "and DEFAULT_5XX, then deploy. Ask without a browser to see the real answer."
        ),
        command=add_cors_header("DEFAULT_4XX"),
        page="admin_stack",
        evidence=documented("api gateway: gateway responses", "report: refusals without CORS"),
        about=(Complaint.NO_BROWSER_ANSWER,),
    ),
)
