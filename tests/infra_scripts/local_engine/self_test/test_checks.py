"""The self-test: it passes on the repaired engine, fails on the stock one, and cleans up."""

from pathlib import Path

import pytest

from infra_scripts.local_engine.process import RunningEngine
from infra_scripts.local_engine.self_test.checks import run_self_test
from tests.engine.cloud import Cloud
from tests.engine.stock_engine import stock_engine


@pytest.mark.engine
def test_the_repaired_engine_passes_every_check(engine: RunningEngine) -> None:
    report = run_self_test(engine.endpoint_url)
    assert [check.id for check in report.checks] == [
        "wrong-secret-hash",
        "right-sign-in",
        "no-token",
        "id-token",
        "access-token-without-scopes",
        "refresh-token",
        "bogus-new-password-session",
        "bogus-mfa-session",
    ]
    assert report.failures == ()
    assert report.passed


@pytest.mark.engine
def test_the_self_test_leaves_nothing_behind(engine: RunningEngine) -> None:
    run_self_test(engine.endpoint_url)
    cloud = Cloud(engine.endpoint_url)
    names = [pool["Name"] for pool in cloud.cognito_idp.list_user_pools(MaxResults=60)["UserPools"]]
    names += [api["name"] for api in cloud.apigateway.get_rest_apis()["items"]]
    assert "self-test" not in names


@pytest.mark.engine
def test_the_stock_engine_fails_exactly_where_it_is_wrong(tmp_path: Path) -> None:
    with stock_engine(tmp_path) as stock:
        report = run_self_test(stock.endpoint_url)
    assert {check.id: check.observed for check in report.failures} == {
        "access-token-without-scopes": "status 200",
        "refresh-token": "status 200",
        "bogus-new-password-session": "status 200",
        "bogus-mfa-session": "status 200",
    }


def test_an_engine_that_does_not_answer_fails_the_self_test() -> None:
    report = run_self_test("http://127.0.0.1:1")
    assert not report.passed
    assert report.failures[0].observed == "ConnectionRefusedError while setting it up"
