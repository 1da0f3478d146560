"""Log groups of the functions, made by us so that `down` leaves none behind."""

from dataclasses import dataclass
from typing import Any, ClassVar

from infra_scripts.stack.resources.model import Fields, Found, NotOurs, RemovableResource
from infra_scripts.stack.resources.view import StackView

FUNCTION_LOGS = "/aws/lambda/"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogGroupResource(RemovableResource):
    """A log group; log lines are kept for `retention_days`."""

    kind: ClassVar[str] = "log_group"
    group_name: str
    retention_days: int

    def desired(self, view: StackView) -> Fields:
        return {"RetentionInDays": self.retention_days}

    def find(self, view: StackView) -> Found | None:
        prefix = f"{FUNCTION_LOGS}{view.stack}-"
        for group in view.read_pages("logs", "describe_log_groups", logGroupNamePrefix=prefix):
            if group["logGroupName"] == self.group_name:
                return self._found(view, group)
        return None

    def _found(self, view: StackView, group: dict[str, Any]) -> Found:
        arn = str(group["arn"]).removesuffix(":*")  # the tag operations refuse the suffix
        answer = view.read("logs", "list_tags_for_resource", resourceArn=arn)
        if not view.is_ours(self.name, answer.get("tags") if answer else None):
            reason = f"The log group {self.group_name} exists without the stack's tags."
            raise NotOurs(self.group_name, reason)
        fields = {"RetentionInDays": group.get("retentionInDays")}
        return Found(id=self.group_name, arn=arn, fields=fields)

    def create(self, view: StackView) -> Found:
        view.write(
            "logs",
            "create_log_group",
            logGroupName=self.group_name,
            tags=view.tags(self.name),
        )
        arn = log_group_arn(view, self.group_name)
        return self._retain(view, Found(id=self.group_name, arn=arn))

    def update(self, view: StackView, found: Found, changed: frozenset[str]) -> Found:
        return self._retain(view, found)

    def _retain(self, view: StackView, found: Found) -> Found:
        days = self.retention_days
        view.write(
            "logs", "put_retention_policy", logGroupName=self.group_name, retentionInDays=days
        )
        return found

    def delete(self, view: StackView, found: Found) -> None:
        view.write("logs", "delete_log_group", logGroupName=found.id)


def log_group_arn(view: StackView, group_name: str) -> str:
    return f"arn:{view.partition}:logs:{view.region}:{view.account}:log-group:{group_name}"
