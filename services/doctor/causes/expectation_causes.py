"""Causes of an answer that is right, but not what somebody expected; no error points to them."""

from collections.abc import Mapping
from typing import Any

from services.authorizer.commands import SHOW_METHODS
from services.authorizer.evidence import documented, not_verified, several_reports
from services.doctor.case import SIGN_IN, Case
from services.doctor.cause import Cause, Match, certain, likely, possible
from services.doctor.complaint import Complaint

_FORBIDDEN, _BAD_GATEWAY = 403, 502
_REFRESH_PATH = f"{SIGN_IN}/refresh"


def _document(case: Case) -> Mapping[str, Any]:
    return case.observed.document or {}


def _is_let_in(case: Case) -> bool:
    return case.is_success and case.is_about(Complaint.LET_IN)


def _is_token_answer(case: Case) -> bool:
    is_raw = "AuthenticationResult" in _document(case)
    return is_raw or (case.envelope == "10024" and case.is_success)


def _open_method(case: Case) -> Match | None:
    method = case.method
    if case.has_lost_its_authorizer and method is not None:
        return certain(
            f"{method.http_method} {method.path} had no Cognito authorizer at this call, and it "
            "should have one.",
            "So nobody looked for a token, and the function received no claims.",
        )
    if method is None or not method.is_open or _is_token_answer(case):
        return None
    seen = f"{method.http_method} {method.path} has the authorization type NONE."
    if case.symptom.open_routes is None and _is_without_claims(case):
        return certain(seen, "So the function received no claims, and that is what it refuses.")
    return certain(seen) if _is_let_in(case) else None


def _is_without_claims(case: Case) -> bool:
    return case.status == _FORBIDDEN and case.says("received no claims")


def _outlives(case: Case) -> Match | None:
    if not _is_let_in(case) or _is_token_answer(case) or not case.claims:
        return None
    return certain(
        f"The token is one of {case.claim('iss')} and its exp claim is {case.claim('exp')}: until "
        "then the authorizer lets it in.",
        "The authorizer checks signature and lifetime and does not ask Cognito, so it does not "
        "notice a sign-out, a disabled or a deleted user.",
    )


def _still_refreshes(case: Case) -> Match | None:
    if not case.is_about(Complaint.LET_IN):
        return None
    is_refresh = case.symptom.path == _REFRESH_PATH or case.is_refresh
    if _is_token_answer(case) and is_refresh:
        return certain(
            "The refresh token still gives new tokens: forgetting it in one client revokes "
            "nothing at Cognito."
        )
    return possible("A client that only forgets its tokens revokes none.") if case.claims else None


def _secret_ignored(case: Case) -> Match | None:
    if not case.is_about(Complaint.LET_IN) or not _is_token_answer(case):
        return None
    sent = case.asked.get("AuthParameters")
    if isinstance(sent, dict) and "SECRET_HASH" not in sent:
        return certain(
            "The sign-in sent no SECRET_HASH and got tokens. AWS asks for it whenever the app "
            "client has a secret; emulators often do not."
        )
    return possible("If the secret hash was wrong, this is an emulator that does not check it.")


def _old_claims(case: Case) -> Match | None:
    wanted = _document(case).get("required_groups")
    held = _document(case).get("held_groups")
    if case.is_about(Complaint.STALE_CLAIMS):
        issued = f"The token's iat claim is {case.claim('iat')}." if case.claims else ""
        groups = f"Its groups are {_words(held)}." if wanted else ""
        return certain(
            "Cognito writes groups and attributes into a token when it issues it, and never "
            "changes it later.",
            *filter(None, (issued, groups)),
        )
    if case.status == _FORBIDDEN and wanted:
        return possible("If the user joined the group after signing in, the token is too old.")
    return None


def _groups_are_the_apps(case: Case) -> Match | None:
    wanted, held = _document(case).get("required_groups"), _document(case).get("held_groups")
    if case.status == _FORBIDDEN and wanted:
        return certain(
            f"The function itself answered 403: it wants {_words(wanted)}, and the token holds "
            f"{_words(held)}.",
            "The authorizer had let the call in: it checks the token and not the groups in it.",
        )
    if case.symptom.open_routes is None and _is_without_claims(case):
        return None
    is_shown = bool(case.symptom.headers or case.symptom.body)
    is_functions = is_shown and case.observed.is_from_function and not case.exception
    if case.status == _FORBIDDEN and is_functions:
        return likely("The 403 has the function's form, not API Gateway's.")
    if _is_let_in(case) and case.claims:
        return possible("If a group should decide, the function must: the authorizer does not.")
    return None


def _claims_as_text(case: Case) -> Match | None:
    types = _document(case).get("claim_types")
    if case.is_about(Complaint.ODD_CLAIMS):
        kinds = sorted(set(map(str, types.values()))) if isinstance(types, dict) else []
        seen = [f"Every claim arrived as {' or '.join(kinds)}."] if kinds else []
        return certain(
            *seen,
            "API Gateway hands every claim over as text: numbers, true and false, dates as words. "
            "Several groups come as one text, joined by commas according to two reports.",
        )
    if case.status == _BAD_GATEWAY and case.claims.get("cognito:groups"):
        return possible("A function that reads groups as a list fails: they arrive as text.")
    return None


def _cached(case: Case) -> Match | None:
    if not case.is_about(Complaint.CHANGING):
        return None
    return possible(
        "An authorizer's result may be kept for authorizerResultTtlInSeconds (300 by default). "
        "That is reported of Lambda authorizers; for Cognito ones it was not verified on AWS."
    )


def _other_tool(case: Case) -> Match | None:
    if not case.is_about(Complaint.ELSEWHERE):
        return None
    return likely(
        "The console's authorizer test takes an ID token only, sam local ignored Cognito "
        "authorizers, and emulators differ in places, so another tool's answer proves little."
    )


def _words(groups: object) -> str:
    return ", ".join(map(str, groups)) if isinstance(groups, list) and groups else "none"


EXPECTATION_CAUSES: tuple[Cause, ...] = (
    Cause(
        id="open-method",
        title="The method has no authorizer",
        look=_open_method,
        fix="Set the authorization type to COGNITO_USER_POOLS, name the authorizer and deploy.",
        command=SHOW_METHODS,
        page="admin_stack",
        evidence=documented("api gateway: cognito authorizer", "api gateway: cognito overview"),
        about=(Complaint.LET_IN,),
    ),
    Cause(
        id="sign-out-revokes-nothing",
        title="Signing out in the client revokes nothing",
        look=_still_refreshes,
        fix="Revoke the refresh token (this session), or sign the user out everywhere.",
        command=(
            "aws cognito-idp revoke-token --client-id $APP_CLIENT_ID --token REFRESH_TOKEN "
            "--client-secret CLIENT_SECRET"
        ),
        evidence=several_reports(
            "report: access token after global sign-out",
            "cognito: AdminUserGlobalSignOut",
            "cognito: token revocation",
        ),
        about=(Complaint.LET_IN,),
    ),
    Cause(
        id="token-outlives-the-sign-out",
        title="A token is valid until it expires, whatever happens to the user",
        look=_outlives,
        fix=(
            "Give tokens a short life (5 minutes at least), or let the function call Cognito's "
            "GetUser with the access token where it matters."
        ),
        command=(
            "aws cognito-idp admin-user-global-sign-out --user-pool-id $USER_POOL_ID "
            "--username NAME"
        ),
        evidence=several_reports(
            "cognito: token revocation",
            "report: ID token after sign-out",
            "report: token after RevokeToken",
        ),
        about=(Complaint.LET_IN,),
    ),
    Cause(
        id="emulator-ignores-the-secret",
        title="This is an emulator that does not check the client secret",
        look=_secret_ignored,
        fix=(
            "Compare with AWS. This lab's engine checks it: its self-test sends a wrong hash at "
            "each start."
        ),
        command="python -m infra_scripts engine status",
        evidence=several_reports("report: emulator without secret hash"),
        about=(Complaint.LET_IN,),
    ),
    Cause(
        id="token-older-than-the-change",
        title="The token is older than the change of groups",
        look=_old_claims,
        fix="Refresh the tokens or sign in again: the new token has the current groups.",
        command=('curl -s "$SIGN_IN_URL/refresh" -d \'{"username": "…", "refresh_token": "…"}\''),
        page="sign_in",
        evidence=several_reports("report: groups change at the next token"),
        about=(Complaint.STALE_CLAIMS,),
    ),
    Cause(
        id="groups-are-the-apps-job",
        title="The function refused, not the authorizer: groups are the application's job",
        look=_groups_are_the_apps,
        fix="Add the user to the group and refresh the tokens, or change what the function wants.",
        command=(
            "aws cognito-idp admin-add-user-to-group --user-pool-id $USER_POOL_ID "
            "--username NAME --group-name admins"
        ),
        page="admin_users",
        evidence=several_reports("report: groups with a comma"),
    ),
    Cause(
        id="claims-as-text",
        title="Claims reach the function as text, not as in the token",
        look=_claims_as_text,
        fix=(
            "Parse them in the function: split cognito:groups, compare with the text true, and "
            "read numbers as numbers."
        ),
        page="call_api",
        evidence=several_reports(
            "report: claims of 2016",
            "report: claims of 2023",
            "report: claims are text",
            "report: groups with a comma",
            "report: several groups",
        ),
        about=(Complaint.ODD_CLAIMS,),
    ),
    Cause(
        id="authorizer-cache",
        title="The authorizer's result may be cached",
        look=_cached,
        fix="Set authorizerResultTtlInSeconds to 0 and deploy, then compare again.",
        command=(
            "aws apigateway update-authorizer --rest-api-id $REST_API_ID "
            "--authorizer-id $AUTHORIZER_ID --patch-operations "
            "op=replace,path=/authorizerResultTtlInSeconds,value=0"
        ),
        evidence=not_verified("api gateway: CreateAuthorizer", "report: cache of an authorizer"),
        about=(Complaint.CHANGING,),
    ),
    Cause(
        id="tools-differ",
        title="The other tool does not decide as the deployed API does",
        look=_other_tool,
        fix="Call the deployed stage itself with the same token, and trust that answer.",
        command='curl -i "$BASE_URL/my-api" -H "Authorization: Bearer $ID_TOKEN"',
        page="call_api",
        evidence=several_reports("report: sam local"),
    ),
)
