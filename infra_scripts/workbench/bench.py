"""The workbench: an API with a function and usage plans, made for a run and removed after it.

It carries the stack's tag under a name of its own: the next run, or `down`, finds what a run that
was killed left behind.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from infra_scripts.bundle import LAMBDAS_DIR
from infra_scripts.resources.function import Function
from infra_scripts.resources.rest_api import PAGE, POSITION
from infra_scripts.resources.view import StackView
from infra_scripts.workbench.bench_api import BenchApi
from infra_scripts.workbench.keys import BENCH, make_keys, remove_plan
from infra_scripts.workbench.methods import STAGE, bench_api
from services.authorizer.settings import Api
from services.aws import Aws
from services.outputs import StackOutputs, with_addresses

_GATEWAY = "apigateway"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A workbench that is up; `keys` are API keys' values by the name of their usage plan."""

    api: Api
    keys: Mapping[str, str] = field(repr=False)


@contextmanager
def workbench(
    aws: Aws,
    outputs: StackOutputs,
    issuers: Mapping[str, str],
    *,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Bench]:
    """Yield a workbench of this stack and remove it afterwards; callers hold the stack lock.

    `issuers` maps the logical names of the lab's user pools to the issuers in their tokens.
    """
    view = StackView(aws, stack=outputs.stack, stage=STAGE, entries=outputs.resources, sleep=sleep)
    remove_workbench(view)
    try:
        function = _function(view)
        made = BenchApi(view, function.function_name, function.create(view).arn)
        made.make()
        there = replace(outputs, rest_api_id=made.id, stage=STAGE)
        base_url = with_addresses(there, outputs.endpoint_url).base_url
        yield Bench(api=bench_api(made.id, base_url, issuers), keys=make_keys(view, made.id))
    finally:
        remove_workbench(view)


def remove_workbench(view: StackView) -> None:
    """Remove whatever a workbench of this stack consists of; nothing to do when there is none."""
    view.forget(_GATEWAY)
    view.forget("lambda")
    for plan in _tagged(view, "get_usage_plans"):
        remove_plan(view, plan)
    for key in _tagged(view, "get_api_keys"):
        view.write(_GATEWAY, "delete_api_key", apiKey=str(key["id"]))
    for api in _tagged(view, "get_rest_apis"):
        view.write(_GATEWAY, "delete_rest_api", restApiId=str(api["id"]))
    function = _function(view)
    if found := function.find(view):
        function.delete(view, found)


def _tagged(view: StackView, operation: str) -> list[dict[str, object]]:
    items = view.read_pages(_GATEWAY, operation, "items", token=POSITION, limit=PAGE)
    return [item for item in items if view.is_ours(BENCH, item.get("tags"))]


def _function(view: StackView) -> Function:
    return Function(
        name=BENCH,
        function_name=f"{view.stack}-{BENCH}",
        directory=LAMBDAS_DIR / BENCH,
        role="my_api_role",
        environment={},
    )
