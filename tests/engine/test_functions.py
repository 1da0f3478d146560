"""What surrounds a function on the local engine: its environment, and its answers."""

import pytest

from services.settings import PROJECT_ROOT
from tests.engine.cloud import Api, Cloud

pytestmark = pytest.mark.engine

SHOW_ENVIRONMENT = """
import json, os, sys

def handle(event, context):
    print("one line")
    shown = {"environment": dict(os.environ), "path": sys.path, "home": os.path.expanduser("~")}
    return {"statusCode": 200, "body": json.dumps(shown)}
"""
SILENT = """
def handle(event, context):
    return {"statusCode": 200, "body": "silent"}
"""
# What the engine is given, what it adds for a function, and what the interpreter adds by itself.
EXPECTED = {
    "AUTH", "AWS_ACCESS_KEY_ID", "AWS_DEFAULT_REGION", "AWS_DISABLE_HOST_PREFIX_INJECTION",
    "AWS_EC2_METADATA_DISABLED",
    "AWS_ENDPOINT_URL", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "BIND_HOST", "DOCKER_HOST", "GATEWAY_PORT",
    "HOME", "IOT_MTLS_ENABLED", "LAMBDA_TASK_ROOT", "LC_CTYPE", "LOG_LEVEL", "MINISTACK_REGION",
    "NO_PROXY", "PATH", "PERSIST_STATE", "PYTHONUTF8", "SERVICES", "SFTP_ENABLED", "STATE_DIR",
    "TMPDIR",
}  # fmt: skip


@pytest.fixture(scope="module")
def api(cloud: Cloud) -> Api:
    api = cloud.new_api()
    for name, source in {"environment": SHOW_ENVIRONMENT, "silent": SILENT}.items():
        function = cloud.new_function(name, source)
        api.allow(function, f"/*/GET/{name}")
        api.route(name, function_arn=function)
    api.deploy()
    return api


def test_a_function_sees_no_variable_of_the_host(api: Api) -> None:
    shown = api.get("environment").json()

    names = {name for name in shown["environment"] if not name.startswith(("_", "MINISTACK_"))}
    assert names - EXPECTED == set()


def test_a_function_cannot_import_this_project(api: Api) -> None:
    path = api.get("environment").json()["path"]
    assert any(entry.endswith("site-packages") for entry in path)
    assert str(PROJECT_ROOT) not in path
    assert "" not in path


def test_a_function_has_no_home_with_profiles(api: Api) -> None:
    shown = api.get("environment").json()
    assert shown["home"] == shown["environment"]["TMPDIR"]


def test_a_silent_warm_function_answers_every_call(api: Api) -> None:
    # How long it takes is measured by `make bench`, beside the engine as it comes.
    assert [api.get("silent").text for _ in range(21)] == ["silent"] * 21


def test_a_printed_line_reaches_the_function_s_log(cloud: Cloud, api: Api) -> None:
    api.get("environment")
    events = cloud.logs.filter_log_events(logGroupName="/aws/lambda/environment")["events"]
    assert any("one line" in event["message"] for event in events)
