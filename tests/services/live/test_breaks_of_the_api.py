"""Breaks of methods, authorizers, CORS and deployment, made for real on a real stack."""

import pytest

from services.checkup.live_check_up import check_up_lab
from tests.services.live.ward import PROBLEM, WARNING, Break, Ward, assert_named

pytestmark = pytest.mark.engine


def test_a_fresh_stack_has_no_finding_and_says_what_was_looked_at(ward: Ward) -> None:
    checked = check_up_lab(ward.lab)
    assert [(each.id, each.resource) for each in checked.findings] == []
    assert checked.looked_at == (
        "16 methods: 4 behind an authorizer, 8 OPTIONS, 4 open",
        "2 authorizers: their user pools and audience patterns",
        "2 user pools: issuers, and triggers that change access tokens",
        "3 app clients: flows, scopes, lifetimes, what they reveal about users",
        "2 functions: 8 permissions, and their environment",
        "4 gateway responses: CORS headers on refusals",
        "Stages of the API, and the methods of the deployment in use",
        (
            "In front of the API: endpoint, resource policy, binary media types, AWS WAF, "
            "preflight answers, timeouts; its execution log is off, its access log is off"
        ),
        "0 custom domains: mappings and routing modes",
    )
    assert "a change is live at once" in checked.unknown[-1]


def _other_authorizer(ward: Ward) -> None:
    other = ward.lab.outputs.resources["other_user_pool"].arn
    made = ward.gateway(
        "create_authorizer",
        name="by-hand",
        type="COGNITO_USER_POOLS",
        providerARNs=[other],
        identitySource="method.request.header.Authorization",
    )
    ward.remake_method(
        "GET", "/my-api", authorizationType="COGNITO_USER_POOLS", authorizerId=made["id"]
    )


def _patched_authorizer(ward: Ward) -> None:
    ward.gateway(
        "update_authorizer",
        authorizerId=ward.lab.outputs.resource_id("one_client_authorizer"),
        patchOperations=[
            {"op": "replace", "path": "/identityValidationExpression", "value": "^nobody$"}
        ],
    )


def _patch_authorizer(ward: Ward, op: str, path: str, value: str) -> None:
    ward.gateway(
        "update_authorizer",
        authorizerId=ward.lab.outputs.resource_id("authorizer"),
        patchOperations=[{"op": op, "path": path, "value": value}],
    )


def _no_pool(ward: Ward) -> None:
    _patch_authorizer(ward, "remove", "/providerARNs", ward.lab.outputs.user_pool_arn)


def _other_token_source(ward: Ward) -> None:
    _patch_authorizer(ward, "replace", "/identitySource", "method.request.header.X-Token")


def _scopes_where_none_belong(ward: Ward) -> None:
    ward.remake_method(
        "GET",
        "/my-api",
        authorizationType="COGNITO_USER_POOLS",
        authorizerId=ward.lab.outputs.resource_id("authorizer"),
        authorizationScopes=["aws.cognito.signin.user.admin"],
    )


def _closed_sign_in(ward: Ward) -> None:
    ward.remake_method(
        "POST",
        "/user-sign-in",
        authorizationType="COGNITO_USER_POOLS",
        authorizerId=ward.lab.outputs.resource_id("authorizer"),
    )


def _asks_for_a_key(ward: Ward) -> None:
    ward.remake_method(
        "GET",
        "/my-api",
        authorizationType="COGNITO_USER_POOLS",
        authorizerId=ward.lab.outputs.resource_id("authorizer"),
        apiKeyRequired=True,
    )


def _throttle_of_zero(ward: Ward) -> None:
    operations = [
        {"op": "replace", "path": f"/*/*/throttling/{limit}", "value": "0"}
        for limit in ("rateLimit", "burstLimit")
    ]
    ward.gateway("update_stage", stageName="demo", patchOperations=operations)


def _new_route(ward: Ward) -> None:
    parent = ward.method("GET", "/my-api")["resourceId"]
    made = ward.gateway("create_resource", parentId=parent, pathPart="by-hand")
    at = {"resourceId": made["id"], "httpMethod": "OPTIONS"}
    ward.gateway("put_method", **at, authorizationType="NONE")
    ward.gateway("put_integration", **at, type="MOCK")


def _forget_new_route(ward: Ward) -> None:
    where = ward.method("OPTIONS", "/my-api/by-hand")["resourceId"]
    ward.gateway("delete_resource", resourceId=where)


def _protected_options(ward: Ward) -> None:
    ward.remake_method(
        "OPTIONS",
        "/my-api",
        authorizationType="COGNITO_USER_POOLS",
        authorizerId=ward.lab.outputs.resource_id("authorizer"),
    )


def _newer_deployment(ward: Ward) -> None:
    ward.gateway("create_deployment", description="by hand")


def _foreign_stage(ward: Ward) -> None:
    deployment = ward.lab.outputs.resource_id("deployment")
    ward.gateway("create_stage", stageName="old", deploymentId=deployment)


def _forget_stage(ward: Ward) -> None:
    ward.gateway("delete_stage", stageName="old")


def _forget_deployment(ward: Ward) -> None:
    items = ward.gateway("get_deployments", limit=500)["items"]
    made = next(item for item in items if item.get("description") == "by hand")
    ward.gateway("delete_deployment", deploymentId=made["id"])


def _forget_authorizer(ward: Ward) -> None:
    authorizers = ward.gateway("get_authorizers", limit=500)["items"]
    made = next(item for item in authorizers if item["name"] == "by-hand")
    ward.gateway("delete_authorizer", authorizerId=made["id"])


BREAKS = {
    "a method without authorizer": Break(
        do=lambda ward: ward.remake_method("GET", "/my-api", authorizationType="NONE"),
        id="method-without-authorizer",
        severity=PROBLEM,
        resource="GET /my-api",
        why="nobody checks a token",
    ),
    "an authorizer of another pool": Break(
        do=_other_authorizer,
        id="authorizer-of-another-pool",
        severity=PROBLEM,
        resource="authorizer by-hand",
        why="refuses those of this stack's pool",
        undo=_forget_authorizer,
    ),
    "a method that asks for AWS's own signature": Break(
        do=lambda ward: ward.remake_method("GET", "/my-api", authorizationType="AWS_IAM"),
        id="method-with-other-authorization",
        severity=PROBLEM,
        resource="GET /my-api",
        why="Its authorization type is AWS_IAM",
    ),
    "a sign-in that asks for a token": Break(
        do=_closed_sign_in,
        id="open-method-closed",
        severity=PROBLEM,
        resource="POST /user-sign-in",
        why="A caller who has no tokens yet cannot call it",
    ),
    "a method that is gone": Break(
        do=lambda ward: ward.gateway("delete_method", **ward.method("GET", "/my-api")),
        id="method-missing",
        severity=PROBLEM,
        resource="GET /my-api",
        why="The API has no such method",
    ),
    "a method that asks for an API key": Break(
        do=_asks_for_a_key,
        id="api-key-asked-for",
        severity=PROBLEM,
        resource="GET /my-api",
        why="without a known x-api-key",
    ),
    "scopes on a method that is meant to list none": Break(
        do=_scopes_where_none_belong,
        id="scopes-added",
        severity=PROBLEM,
        resource="GET /my-api",
        why="expects an access token and refuses every ID token",
    ),
    "an authorizer that names no pool": Break(
        do=_no_pool,
        id="authorizer-without-pool",
        severity=PROBLEM,
        resource="authorizer checkup",
        why="not verified on AWS",
    ),
    "an authorizer that reads another header": Break(
        do=_other_token_source,
        id="token-source-changed",
        severity=PROBLEM,
        resource="authorizer checkup",
        why="Its token source is X-Token",
    ),
    "a throttle that lets nothing through": Break(
        do=_throttle_of_zero,
        id="throttle-of-zero",
        severity=PROBLEM,
        resource="stage demo, methods */*",
        why="every call that it counts for is answered 429",
    ),
    "an audience pattern that no client fits": Break(
        do=_patched_authorizer,
        id="audience-that-no-client-fits",
        severity=PROBLEM,
        resource="authorizer checkup-one-client",
        why="The pattern ^nobody$ matches the id of no app client",
    ),
    "a gateway response without CORS headers": Break(
        do=lambda ward: ward.gateway("put_gateway_response", responseType="UNAUTHORIZED"),
        id="refusal-without-cors",
        severity=PROBLEM,
        resource="gateway response UNAUTHORIZED",
        why="A browser shows a CORS error",
    ),
    "gateway responses that are gone": Break(
        do=lambda ward: [
            ward.gateway("delete_gateway_response", responseType=kind)
            for kind in ("UNAUTHORIZED", "DEFAULT_4XX")
        ],
        id="refusal-without-cors",
        severity=PROBLEM,
        resource="gateway response UNAUTHORIZED",
        why="A browser shows a CORS error",
    ),
    "no OPTIONS method": Break(
        do=lambda ward: ward.gateway("delete_method", **ward.method("OPTIONS", "/my-api")),
        id="preflight-missing",
        severity=PROBLEM,
        resource="OPTIONS /my-api",
        why="A browser sends OPTIONS first",
    ),
    "OPTIONS behind the authorizer": Break(
        do=_protected_options,
        id="preflight-behind-the-authorizer",
        severity=PROBLEM,
        resource="OPTIONS /my-api",
        why="A browser sends OPTIONS first",
    ),
    "a method made after the deployment": Break(
        do=_new_route,
        id="not-deployed",
        severity=WARNING,
        resource="OPTIONS /my-api/by-hand",
        why="from before this method was made. The local engine serves methods at once",
        undo=_forget_new_route,
    ),
    "a stage that does not serve the newest deployment": Break(
        do=_newer_deployment,
        id="not-deployed",
        severity=WARNING,
        resource="stage demo",
        why="not the newest of the API",
        undo=_forget_deployment,
    ),
    "a stage that is not ours": Break(
        do=_foreign_stage,
        id="foreign-stage",
        severity=WARNING,
        resource="stage old",
        why="It serves its own deployment",
        undo=_forget_stage,
    ),
}


@pytest.mark.parametrize("broken", BREAKS.values(), ids=BREAKS.keys())
def test_a_break_is_named(ward: Ward, broken: Break) -> None:
    assert_named(ward, broken)
