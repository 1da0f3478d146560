"""A stack to break: what a break may ask for, how it is described, and what must come of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from infra_scripts.stack.provisioner import Provisioner
from services.checkup.finding import Severity
from services.checkup.live_check_up import check_up_lab
from services.lab import Lab

PROBLEM, WARNING = Severity.PROBLEM, Severity.WARNING


@dataclass(frozen=True, kw_only=True)
class Ward:
    """A stack to break: what a break may ask for."""

    lab: Lab

    def call(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        return self.lab.aws.call(service, operation, **parameters)

    def gateway(self, operation: str, **parameters: Any) -> dict[str, Any]:
        api_id = self.lab.outputs.rest_api_id
        return self.call("apigateway", operation, restApiId=api_id, **parameters)

    def method(self, http_method: str, path: str) -> dict[str, str]:
        items = self.gateway("get_resources", limit=500)["items"]
        return {
            "resourceId": next(item["id"] for item in items if item["path"] == path),
            "httpMethod": http_method,
        }

    def remake_method(self, http_method: str, path: str, **settings: Any) -> None:
        """Put the method anew with other settings and the integration it had."""
        at = self.method(http_method, path)
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


def put_nothing_back(ward: Ward) -> None:
    """Provisioning again puts everything back."""


@dataclass(frozen=True, kw_only=True)
class Break:
    """What is broken, the finding that names it, and what provisioning does not undo."""

    do: Callable[[Ward], object]
    id: str
    severity: Severity
    resource: str
    why: str
    consequences: tuple[str, ...] = ()
    undo: Callable[[Ward], object] = put_nothing_back


def assert_named(ward: Ward, broken: Break) -> None:
    """Break the stack, check it, put it back; the finding names the break and is gone after."""
    broken.do(ward)
    checked = check_up_lab(ward.lab)
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
    assert finding.consequences == broken.consequences
    assert finding.fix.endswith(".")
    assert "do-not-show-this" not in repr(checked)
    severities = [each.severity for each in checked.findings]
    assert severities == sorted(severities, reverse=True)
    assert check_up_lab(ward.lab).findings == ()
