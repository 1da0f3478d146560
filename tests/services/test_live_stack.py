"""The check-up on a real stack: nothing on a fresh one, and each break, made for real, named."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from infra_scripts.local_engine.process import RunningEngine
from infra_scripts.provisioner import Provisioner
from services.authorizer.checkup.finding import Severity
from services.aws import Aws
from services.lab import Lab
from services.settings import Settings
from services.traffic.recorder import HttpRecorder

pytestmark = pytest.mark.engine


@dataclass(frozen=True, kw_only=True)
class Ward:
    """A stack to break: what a break may ask for."""

    lab: Lab

    def call(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        return self.lab.aws.call(service, operation, **parameters)

    def gateway(self, operation: str, **parameters: Any) -> dict[str, Any]:
        api_id = self.lab.outputs.rest_api_id
        return self.call("apigateway", operation, restApiId=api_id, **parameters)

    def method(self, verb: str, path: str) -> dict[str, str]:
        items = self.gateway("get_resources", limit=500)["items"]
        return {
            "resourceId": next(item["id"] for item in items if item["path"] == path),
            "httpMethod": verb,
        }

    def remake_method(self, verb: str, path: str, **settings: Any) -> None:
        """Put the method anew with other settings and the integration it had."""
        at = self.method(verb, path)
        before = self.gateway("get_method", **at)["methodIntegration"]
        self.gateway("delete_method", **at)
        self.gateway("put_method", **at, **settings)
        self.gateway(
            "put_integration",
            **at,
            type=before["type"],
            **(
                {"integrationHttpMethod": "POST", "uri": before["uri"]}
                if "uri" in before
                else {"requestTemplates": before.get("requestTemplates", {})}
            ),
        )

    def update_client(self, **changes: Any) -> None:
        self._update_client(self.lab.outputs.app_client_id, changes)

    def update_second_client(self, **changes: Any) -> None:
        self._update_client(self.lab.outputs.resource_id("second_app_client"), changes)

    def _update_client(self, client_id: str, changes: dict[str, Any]) -> None:
        which = {"UserPoolId": self.lab.outputs.user_pool_id, "ClientId": client_id}
        client = self.call("cognito-idp", "describe_user_pool_client", **which)["UserPoolClient"]
        kept = {
            name: client[name]
            for name in (
                "ExplicitAuthFlows",
                "IdTokenValidity",
                "AccessTokenValidity",
                "RefreshTokenValidity",
                "TokenValidityUnits",
                "PreventUserExistenceErrors",
            )
        }
        self.call("cognito-idp", "update_user_pool_client", **which, **(kept | changes))

    def environment(self, **variables: str) -> None:
        name = self.lab.outputs.resource_id("sign_in_function")
        before = self.call("lambda", "get_function_configuration", FunctionName=name)
        self.call(
            "lambda",
            "update_function_configuration",
            FunctionName=name,
            Environment={"Variables": before["Environment"]["Variables"] | variables},
        )

    def allow(self, **statement: str) -> None:
        self.call(
            "lambda",
            "add_permission",
            FunctionName=self.lab.outputs.resource_id("my_api_function"),
            StatementId="by-hand",
            Action="lambda:InvokeFunction",
            **statement,
        )


@pytest.fixture(scope="module")
def ward(engine: RunningEngine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    settings = Settings(home=tmp_path_factory.mktemp("checkup"), stack="checkup")
    aws = Aws(settings, engine.endpoint_url)
    Provisioner(aws, settings).apply()
    yield Ward(lab=Lab(settings=settings, aws=aws, recorder=HttpRecorder(), clock=time.time))
    Provisioner(aws, settings).destroy()


def test_a_fresh_stack_has_no_finding_and_says_what_was_looked_at(ward: Ward) -> None:
    checked = ward.lab.check_up()
    assert [(each.id, each.resource) for each in checked.findings] == []
    assert checked.looked_at == (
        "16 methods: 4 behind an authorizer, 8 OPTIONS, 4 open",
        "2 authorizers: their user pools and audience patterns",
        "3 app clients: flows, scopes, lifetimes, what they tell of users",
        "2 functions: 8 permissions, and their environment",
        "4 gateway responses: CORS headers on refusals",
        "Stages of the API, and the methods of the deployment in use",
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


def _scope_nobody_has(ward: Ward) -> None:
    ward.remake_method(
        "GET",
        "/my-api/scoped",
        authorizationType="COGNITO_USER_POOLS",
        authorizerId=ward.lab.outputs.resource_id("authorizer"),
        authorizationScopes=["authorizer-lab/write"],
    )


def _new_route(ward: Ward) -> None:
    parent = ward.method("GET", "/my-api")["resourceId"]
    made = ward.gateway("create_resource", parentId=parent, pathPart="by-hand")
    at = {"resourceId": made["id"], "httpMethod": "OPTIONS"}
    ward.gateway("put_method", **at, authorizationType="NONE")
    ward.gateway("put_integration", **at, type="MOCK")


def _forget_new_route(ward: Ward) -> None:
    where = ward.method("OPTIONS", "/my-api/by-hand")["resourceId"]
    ward.gateway("delete_resource", resourceId=where)


def _permission_of_a_method(ward: Ward) -> None:
    ward.call(
        "lambda",
        "remove_permission",
        FunctionName=ward.lab.outputs.resource_id("my_api_function"),
        StatementId="permission-get-my-api",
    )


def _protected_options(ward: Ward) -> None:
    ward.remake_method(
        "OPTIONS",
        "/my-api",
        authorizationType="COGNITO_USER_POOLS",
        authorizerId=ward.lab.outputs.resource_id("authorizer"),
    )


def _wide_arn(ward: Ward) -> str:
    outputs = ward.lab.outputs
    account = outputs.user_pool_arn.split(":")[4]
    return f"arn:aws:execute-api:us-east-1:{account}:{outputs.rest_api_id}/*/*"


def _newer_deployment(ward: Ward) -> None:
    ward.gateway("create_deployment", description="by hand")


def _foreign_stage(ward: Ward) -> None:
    deployment = ward.lab.outputs.resource_id("deployment")
    ward.gateway("create_stage", stageName="old", deploymentId=deployment)


def _without(part: str) -> Callable[[Ward], object]:
    def undo(ward: Ward) -> None:
        name = ward.lab.outputs.resource_id("my_api_function")
        if part == "statement":
            ward.call("lambda", "remove_permission", FunctionName=name, StatementId="by-hand")
        elif part == "stage":
            ward.gateway("delete_stage", stageName="old")
        elif part == "deployment":
            items = ward.gateway("get_deployments", limit=500)["items"]
            made = next(item for item in items if item.get("description") == "by hand")
            ward.gateway("delete_deployment", deploymentId=made["id"])
        else:
            authorizers = ward.gateway("get_authorizers", limit=500)["items"]
            made = next(item for item in authorizers if item["name"] == "by-hand")
            ward.gateway("delete_authorizer", authorizerId=made["id"])

    return undo


def _nothing(ward: Ward) -> None:
    """Provisioning again puts everything back."""


@dataclass(frozen=True, kw_only=True)
class Break:
    """What is broken, the finding that names it, and what provisioning does not undo."""

    do: Callable[[Ward], object]
    id: str
    severity: Severity
    resource: str
    why: str
    undo: Callable[[Ward], object] = _nothing


PROBLEM, WARNING = Severity.PROBLEM, Severity.WARNING
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
        undo=_without("authorizer"),
    ),
    "an audience pattern that no client fits": Break(
        do=_patched_authorizer,
        id="audience-that-no-client-fits",
        severity=PROBLEM,
        resource="authorizer checkup-one-client",
        why="The pattern ^nobody$ matches the id of no app client",
    ),
    "a scope that no flow grants": Break(
        do=_scope_nobody_has,
        id="scope-that-no-flow-grants",
        severity=PROBLEM,
        resource="GET /my-api/scoped",
        why="authorizer-lab/write into a token, so nobody gets in",
    ),
    "a scope that only one of two ways grants": Break(
        do=lambda ward: ward.update_second_client(AllowedOAuthFlowsUserPoolClient=False),
        id="scope-that-no-flow-grants",
        severity=WARNING,
        resource="GET /my-api/scoped",
        why="another scope still lets in",
    ),
    "a flow that is not enabled": Break(
        do=lambda ward: ward.update_client(ExplicitAuthFlows=["ALLOW_REFRESH_TOKEN_AUTH"]),
        id="flow-not-enabled",
        severity=PROBLEM,
        resource="app client checkup",
        why="Signing in through the sign-in API fails",
    ),
    "an app client that tells of users": Break(
        do=lambda ward: ward.update_client(PreventUserExistenceErrors="LEGACY"),
        id="tells-unknown-users",
        severity=WARNING,
        resource="app client checkup",
        why="UserNotFoundException",
    ),
    "an access token of a day": Break(
        do=lambda ward: ward.update_client(AccessTokenValidity=1440),
        id="token-lifetime",
        severity=WARNING,
        resource="app client checkup",
        why="1 day for an access token",
    ),
    "a lifetime that AWS does not take": Break(
        do=lambda ward: ward.update_client(IdTokenValidity=2),
        id="token-lifetime",
        severity=PROBLEM,
        resource="app client checkup",
        why="2 minutes for an ID token: AWS takes 5 minutes to 1 day.",
    ),
    "a method that no permission names": Break(
        do=_permission_of_a_method,
        id="permission-missing",
        severity=PROBLEM,
        resource="GET /my-api",
        why="checkup-my-api may not be invoked by API Gateway",
    ),
    "everybody may invoke": Break(
        do=lambda ward: ward.allow(Principal="*"),
        id="permission-too-wide",
        severity=PROBLEM,
        resource="function checkup-my-api, statement by-hand",
        why="any AWS account may call the function",
        undo=_without("statement"),
    ),
    "every API may invoke": Break(
        do=lambda ward: ward.allow(Principal="apigateway.amazonaws.com"),
        id="permission-too-wide",
        severity=PROBLEM,
        resource="function checkup-my-api, statement by-hand",
        why="an API of any account",
        undo=_without("statement"),
    ),
    "a permission for every method": Break(
        do=lambda ward: ward.allow(Principal="apigateway.amazonaws.com", SourceArn=_wide_arn(ward)),
        id="permission-too-wide",
        severity=WARNING,
        resource="function checkup-my-api, statement by-hand",
        why="methods and stages that are added later",
        undo=_without("statement"),
    ),
    "a statement that is not ours": Break(
        do=lambda ward: ward.allow(
            Principal="apigateway.amazonaws.com",
            SourceArn="arn:aws:execute-api:us-east-1:111122223333:other/demo/GET/x",
        ),
        id="permission-too-wide",
        severity=WARNING,
        resource="function checkup-my-api, statement by-hand",
        why="from arn:aws:execute-api:us-east-1:111122223333:other/demo/GET/x",
        undo=_without("statement"),
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
        why="A browser asks OPTIONS first",
    ),
    "OPTIONS behind the authorizer": Break(
        do=_protected_options,
        id="preflight-behind-the-authorizer",
        severity=PROBLEM,
        resource="OPTIONS /my-api",
        why="A browser asks OPTIONS first",
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
        undo=_without("deployment"),
    ),
    "a stage that is not ours": Break(
        do=_foreign_stage,
        id="foreign-stage",
        severity=WARNING,
        resource="stage old",
        why="It serves a deployment of its own",
        undo=_without("stage"),
    ),
    "a secret in the environment": Break(
        do=lambda ward: ward.environment(CLIENT_SECRET="do-not-show-this"),
        id="secret-in-the-environment",
        severity=PROBLEM,
        resource="function checkup-user-sign-in, variable CLIENT_SECRET",
        why="Its name says so",
    ),
    "a sign-in for another pool": Break(
        do=lambda ward: ward.environment(
            USER_POOL_ID=ward.lab.outputs.resource_id("other_user_pool")
        ),
        id="tokens-of-another-pool",
        severity=PROBLEM,
        resource="the sign-in function",
        why="no authorizer of the API names that pool",
    ),
    "a sign-in for a client that is gone": Break(
        do=lambda ward: ward.environment(CLIENT_ID="gone"),
        id="sign-in-client-missing",
        severity=PROBLEM,
        resource="app client gone",
        why="Every sign-in fails",
    ),
}


@pytest.mark.parametrize("broken", BREAKS.values(), ids=BREAKS.keys())
def test_a_break_is_named(ward: Ward, broken: Break) -> None:
    broken.do(ward)
    checked = ward.lab.check_up()
    Provisioner(ward.lab.aws, ward.lab.settings, sleep=lambda _: None).apply()
    broken.undo(ward)
    named = [(each.id, each.severity, each.resource) for each in checked.findings]
    assert (broken.id, broken.severity, broken.resource) in named, named
    finding = next(
        each
        for each in checked.findings
        if (each.id, each.resource) == (broken.id, broken.resource)
    )
    assert broken.why in finding.why
    assert finding.fix.endswith(".")
    assert "do-not-show-this" not in repr(checked)
    severities = [each.severity for each in checked.findings]
    assert severities == sorted(severities, reverse=True)
    assert ward.lab.check_up().findings == ()
