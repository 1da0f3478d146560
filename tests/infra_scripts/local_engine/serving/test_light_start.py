"""The engine starts without packages that it does not need, and answers as with them."""

import subprocess
import sys

import pytest
from botocore.session import get_session

from infra_scripts.local_engine.process import RunningEngine
from infra_scripts.local_engine.serving.light_start import PROTOCOLS, ModelInShort, knowing
from services.cloud.aws import Aws
from services.settings import PROJECT_ROOT, Settings

_BOTOCORES_NAME = {"tagging": "resourcegroupstaggingapi"}


@pytest.mark.parametrize("service", PROTOCOLS)
def test_what_is_known_of_a_service_is_what_botocore_says(service: str) -> None:
    model = get_session().get_service_model(_BOTOCORES_NAME.get(service, service))
    said = {name: model.metadata.get(name) for name in ("protocol", "jsonVersion")}
    if said["protocol"] != "json":  # only then does the engine ask for the version
        said.pop("jsonVersion")
    assert PROTOCOLS[service] == said


def test_other_services_are_looked_up_as_before() -> None:
    model = knowing(lambda service: f"botocore's {service}")
    assert model("s3") == "botocore's s3"
    assert model("iam") == ModelInShort({"protocol": "query"})


def test_an_engine_that_is_ready_has_loaded_neither_docker_nor_botocore() -> None:
    script = (
        "import sys;"
        "from infra_scripts.local_engine.serving import light_start as light;"
        "from infra_scripts.local_engine.parity.adapter import apply_repairs;"
        "light.leave_docker_out(); apply_repairs(); light.know_protocols();"
        "from ministack.core.responses import fix_success_content_type;"
        "from ministack.services import lambda_svc;"
        "headers = {'Content-Type': 'application/json'};"
        "fix_success_content_type('cognito-idp', 200, headers);"
        "print(headers['Content-Type'], lambda_svc._docker_available, 'botocore' in sys.modules)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT_ROOT, capture_output=True, text=True, check=True
    )
    assert ended.stdout == "application/x-amz-json-1.1 False False\n"


@pytest.mark.engine
def test_a_running_engine_answers_in_the_form_of_each_protocol(
    engine: RunningEngine, engine_settings: Settings
) -> None:
    """Botocore reads each answer by its own model."""
    aws = Aws(engine_settings, engine.endpoint_url)
    assert "UserPools" in aws.call("cognito-idp", "list_user_pools", MaxResults=1)
    assert "items" in aws.call("apigateway", "get_rest_apis")
    assert "Functions" in aws.call("lambda", "list_functions")
    assert "Roles" in aws.call("iam", "list_roles")
    assert "Account" in aws.call("sts", "get_caller_identity")
    assert "logGroups" in aws.call("logs", "describe_log_groups")
    assert "ResourceTagMappingList" in aws.call("resourcegroupstaggingapi", "get_resources")
