"""The ratios of our engine to the engine as it comes: what the repairs cost, and what they save."""

from pathlib import Path
from statistics import median

import psutil

from infra_scripts.local_engine.process import engine_session
from infra_scripts.local_engine.self_test.checks import run_self_test
from services.lab import Lab
from services.settings import Settings
from tests.bench.measure import MEGABYTE, Ratio, in_turns, milliseconds
from tests.engine.cloud import Api, Cloud
from tests.engine.stock_engine import stock_engine
from tests.ports import free_port

_AS_IT_COMES = "the engine as it comes"
_SILENT = 'def handle(event, context):\n    return {"statusCode": 200, "body": "silent"}\n'


def measure_engine(lab: Lab, scratch: Path) -> list[Ratio]:
    with stock_engine(scratch / "stock") as stock:
        return [
            _self_test(lab, stock.endpoint_url),
            _silent_function(lab, stock.endpoint_url),
            _memory(scratch),
        ]


def _self_test(lab: Lab, stock_url: str) -> Ratio:
    return in_turns(
        "self-test of a start",
        ours=lambda: milliseconds(lambda: run_self_test(lab.aws.endpoint_url)),
        baseline=lambda: milliseconds(lambda: run_self_test(stock_url)),
        baseline_name=_AS_IT_COMES,
        aim=0.25,
        rounds=15,
    )


def _silent_function(lab: Lab, stock_url: str) -> Ratio:
    ours, baseline = (_silent_api(url) for url in (lab.aws.endpoint_url, stock_url))
    return in_turns(
        "warm call of a silent function",
        ours=lambda: milliseconds(lambda: ours.get("silent")),
        baseline=lambda: milliseconds(lambda: baseline.get("silent")),
        baseline_name=_AS_IT_COMES,
        aim=0.5,
        rounds=30,
    )


def _silent_api(endpoint_url: str) -> Api:
    cloud = Cloud(endpoint_url)
    api = cloud.new_api()
    function = cloud.new_function("silent", _SILENT)
    api.allow(function, "/*/GET/silent")
    api.route("silent", function_arn=function)
    api.deploy()
    assert api.get("silent").text == "silent"
    return api


def _memory(scratch: Path, rounds: int = 3) -> Ratio:
    """Compare fresh engines after the same work, the self-test that ours does at each start."""
    ours, baseline = [], []
    for number in range(rounds):
        settings = Settings(home=scratch / f"memory-{number}", engine_port=free_port())
        with engine_session(settings) as engine, stock_engine(scratch / f"bare-{number}") as stock:
            run_self_test(stock.endpoint_url)
            ours.append(psutil.Process(engine.pid).memory_info().rss / MEGABYTE)
            baseline.append(psutil.Process(stock.pid).memory_info().rss / MEGABYTE)
    return Ratio(
        name="memory of a fresh engine",
        baseline_name=_AS_IT_COMES,
        ours=median(ours),
        baseline=median(baseline),
        aim=1.2,
        rounds=rounds,
        unit="MB",
    )
