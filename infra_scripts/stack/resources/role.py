"""IAM roles of the functions; what a role allows is exactly what its policy here says."""

import json
from dataclasses import dataclass
from typing import Any, ClassVar

from infra_scripts.stack.policies import (
    ROLE_PATH,
    Policy,
    canonical,
    lambda_trust_policy,
    own_logs_policy,
    sign_in_policy,
)
from infra_scripts.stack.resources.log_group import FUNCTION_LOGS, log_group_arn
from infra_scripts.stack.resources.model import Fields, Found, NotOurs, RemovableResource
from infra_scripts.stack.resources.view import StackView

_POLICY_NAME = "least-privilege"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleResource(RemovableResource):
    """A function's role: its own log group and, with `signs_in_to`, sign-in to that one pool.

    Without `may_start` it may not begin a sign-in. `lent_to` names another function that has this
    role at times and a log group of its own.
    """

    kind: ClassVar[str] = "role"
    role_name: str
    log_group: str
    signs_in_to: str = ""
    may_start: bool = True
    lent_to: str = ""

    def builds_on(self) -> tuple[str, ...]:
        return (self.signs_in_to,)

    def desired(self, view: StackView) -> Fields:
        return {
            "Trust": canonical(lambda_trust_policy()),
            "Policies": {_POLICY_NAME: canonical(self._policy(view))},
            "AttachedPolicies": [],
        }

    def _policy(self, view: StackView) -> Policy:
        logs = view.arn(self.log_group)
        if self.signs_in_to:
            return sign_in_policy(view.arn(self.signs_in_to), logs, may_start=self.may_start)
        lent = [log_group_arn(view, f"{FUNCTION_LOGS}{self.lent_to}")] if self.lent_to else []
        return own_logs_policy(logs, *lent)

    def find(self, view: StackView) -> Found | None:
        answer = view.read("iam", "get_role", RoleName=self.role_name)
        if answer is None:
            return None
        role = answer["Role"]
        tags = {tag["Key"]: tag["Value"] for tag in role.get("Tags", ())}
        if not view.is_ours(self.name, tags):
            reason = f"The role {self.role_name} exists without the stack's tags."
            raise NotOurs(self.role_name, reason)
        return Found(
            id=self.role_name,
            arn=role["Arn"],
            fields={
                "Trust": canonical(role["AssumeRolePolicyDocument"]),
                "Policies": self._inline_policies(view),
                "AttachedPolicies": self._attached_policies(view),
            },
        )

    def _inline_policies(self, view: StackView) -> dict[str, Any]:
        names = view.read_pages("iam", "list_role_policies", RoleName=self.role_name)
        answers = {
            name: view.read("iam", "get_role_policy", RoleName=self.role_name, PolicyName=name)
            for name in names
        }
        return {name: canonical(it["PolicyDocument"]) for name, it in answers.items() if it}

    def _attached_policies(self, view: StackView) -> list[str]:
        attached = view.read_pages("iam", "list_attached_role_policies", RoleName=self.role_name)
        return sorted(item["PolicyArn"] for item in attached)

    def create(self, view: StackView) -> Found:
        role = view.write(
            "iam",
            "create_role",
            RoleName=self.role_name,
            Path=ROLE_PATH,
            AssumeRolePolicyDocument=json.dumps(lambda_trust_policy()),
            Description=f"Function role of the stack {view.stack} (Authorizer Lab)",
            Tags=[{"Key": key, "Value": value} for key, value in view.tags(self.name).items()],
        )["Role"]
        self._put_policy(view)
        return Found(id=self.role_name, arn=role["Arn"])

    def _put_policy(self, view: StackView) -> None:
        view.write(
            "iam",
            "put_role_policy",
            RoleName=self.role_name,
            PolicyName=_POLICY_NAME,
            PolicyDocument=json.dumps(self._policy(view)),
        )

    def update(self, view: StackView, found: Found, changed: frozenset[str]) -> Found:
        if "Trust" in changed:
            document = json.dumps(lambda_trust_policy())
            view.write(
                "iam",
                "update_assume_role_policy",
                RoleName=self.role_name,
                PolicyDocument=document,
            )
        if "Policies" in changed:
            self._put_policy(view)
            self._remove_policies(view, found, keep=_POLICY_NAME)
        if "AttachedPolicies" in changed:
            self._detach_policies(view, found)
        return found

    def delete(self, view: StackView, found: Found) -> None:
        self._remove_policies(view, found)
        self._detach_policies(view, found)
        view.write("iam", "delete_role", RoleName=self.role_name)

    def _remove_policies(self, view: StackView, found: Found, keep: str = "") -> None:
        for name in found.fields["Policies"]:
            if name != keep:
                view.write("iam", "delete_role_policy", RoleName=self.role_name, PolicyName=name)

    def _detach_policies(self, view: StackView, found: Found) -> None:
        for arn in found.fields["AttachedPolicies"]:
            view.write("iam", "detach_role_policy", RoleName=self.role_name, PolicyArn=arn)
