"""moto as a second opinion on the provisioning calls: another reading of AWS than the engine's.

The calls go out as they would to AWS, checked against botocore's models of the services.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from moto import mock_aws

from services.settings import Cloud, Settings
from tests.infra_scripts.moto_aws import MotoAws
from tests.infra_scripts.provisioning import StackOfTest, Watch, changes_of

pytestmark = pytest.mark.slow


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[StackOfTest]:
    """A stack on the cloud `aws`, every call of which ends in moto."""
    watch = Watch()
    settings = Settings(cloud=Cloud.AWS, region="eu-west-1", home=tmp_path, stack="second-opinion")
    with mock_aws():
        yield StackOfTest(aws=MotoAws(settings, observer=watch), settings=settings, watch=watch)


# moto's CreateAuthorizer loses identityValidationExpression (its UpdateAuthorizer does not), so the
# first repair is part of what moto is asked. Nothing else differs.
LOST_BY_MOTO = {"one_client_authorizer": "update"}


def test_moto_takes_the_whole_stack_and_gives_it_back(stack: StackOfTest) -> None:
    stack.apply()
    assert changes_of(stack.provisioner().plan()) == LOST_BY_MOTO
    assert stack.writes_of(stack.apply) == ["update_authorizer"]
    assert stack.writes_of(stack.apply) == []
    stack.settings.outputs_path.unlink()
    assert stack.writes_of(stack.apply) == []
    assert stack.provisioner().destroy() == ()
    assert set(changes_of(stack.provisioner().plan()).values()) == {"create"}


def test_every_resource_on_aws_has_a_page_in_the_console(stack: StackOfTest) -> None:
    stack.apply()
    urls = {it.name: it.console_url for it in stack.provisioner().status()}
    outputs = stack.outputs()
    console = "https://eu-west-1.console.aws.amazon.com"
    pool = f"{console}/cognito/v2/idp/user-pools/{outputs.user_pool_id}"
    client = f"{pool}/applications/app-clients/{outputs.app_client_id}?region=eu-west-1"
    api = f"{console}/apigateway/main/apis/{outputs.rest_api_id}"
    logs = "$252Faws$252Flambda$252Fsecond-opinion-my-api"
    assert urls["user_pool"] == f"{pool}/overview?region=eu-west-1"
    assert urls["app_client"] == client
    assert urls["method_get_my_api"].startswith(f"{api}/resources?")
    assert urls["my_api_log_group"].endswith(f"#logsV2:log-groups/log-group/{logs}")
    assert all(url.startswith(f"{console}/") for url in urls.values())
