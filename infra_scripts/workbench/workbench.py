"""The workbench: an API with a function and usage plans, made for a run and removed after it.

It carries the stack's tag under its own name: the next run, or `down`, finds what a killed run left
behind.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace

from infra_scripts.stack.bundle import LAMBDAS_DIR
from infra_scripts.stack.lab_stack import LOG_DAYS, workbench_function
from infra_scripts.stack.removal import Leftover
from infra_scripts.stack.resources.function import FunctionResource
from infra_scripts.stack.resources.log_group import FUNCTION_LOGS, LogGroupResource
from infra_scripts.stack.resources.model import Found, NotOurs
from infra_scripts.stack.resources.view import StackView
from infra_scripts.workbench.keys import WORKBENCH, make_keys
from infra_scripts.workbench.methods import STAGE, api_of_workbench
from infra_scripts.workbench.tagged_parts import leftover_of, remove_tagged
from infra_scripts.workbench.workbench_api import WorkbenchApi
from services.authorizer.rest_api import Api
from services.cloud.aws import Aws
from services.errors import AlreadyExists, AwsError
from services.home.outputs import StackOutputs, with_addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbench:
    """A workbench that is up; `keys` are API keys' values by the name of their usage plan."""

    api: Api
    keys: Mapping[str, str] = field(repr=False)


@contextmanager
def opened_workbench(
    aws: Aws, outputs: StackOutputs, issuers: Mapping[str, str]
) -> Iterator[Workbench]:
    """Yield a workbench of this stack and remove it afterwards.

    `issuers` maps the logical names of the lab's user pools to the issuers in their tokens.
    """
    view = StackView(aws, stack=outputs.stack, stage=STAGE, entries=outputs.resources)
    remove_workbench(view)
    try:
        # A log group of that name without our tags is somebody else's: the function uses it.
        with suppress(AlreadyExists):
            _log_group(view).create(view)
        function = _function(view)
        made = WorkbenchApi(view, function.function_name, function.create(view).arn)
        made.make()
        there = replace(outputs, rest_api_id=made.id, stage=STAGE)
        base_url = with_addresses(there, outputs.endpoint_url).base_url
        yield Workbench(
            api=api_of_workbench(made.id, base_url, issuers), keys=make_keys(view, made.id)
        )
    finally:
        remove_workbench(view)


def remove_forgotten_workbench(aws: Aws) -> tuple[Leftover, ...]:
    """Remove what a killed run of scenarios left; return it when AWS does not let all of it go."""
    view = StackView(aws, stack=aws.settings.stack, stage=STAGE, entries={})
    try:
        remove_workbench(view)
    except AwsError as error:
        return (leftover_of(WORKBENCH, error),)
    return ()


def remove_workbench(view: StackView) -> None:
    """Remove whatever a workbench of this stack consists of; nothing to do when there is none."""
    for service in ("lambda", "logs"):
        view.forget(service)
    remove_tagged(view, WORKBENCH)
    function = _function(view)
    if found := function.find(view):
        function.delete(view, found)
    _remove_log_group(view)  # last: a function that is there could still write


def _remove_log_group(view: StackView) -> None:
    group = _log_group(view)
    try:
        found = group.find(view)
    except NotOurs as untagged:
        # The local engine makes a missing log group by itself; on AWS it is somebody else's.
        found = Found(id=untagged.id) if view.aws.settings.is_local else None
    if found:
        group.delete(view, found)


def _log_group(view: StackView) -> LogGroupResource:
    name = f"{FUNCTION_LOGS}{workbench_function(view.stack)}"
    return LogGroupResource(name=WORKBENCH, group_name=name, retention_days=LOG_DAYS)


def _function(view: StackView) -> FunctionResource:
    return FunctionResource(
        name=WORKBENCH,
        function_name=workbench_function(view.stack),
        directory=LAMBDAS_DIR / WORKBENCH,
        role="my_api_role",
        environment={},
    )
