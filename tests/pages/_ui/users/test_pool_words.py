from pathlib import Path

from pages._server.process import LabProcess, use_process
from pages._ui.users.pool_words import where
from services.home.outputs import StackOutputs, save_outputs
from services.settings import Cloud, Settings


def test_a_change_on_aws_names_pool_account_and_region(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, cloud=Cloud.AWS, region="eu-west-1")
    outputs = StackOutputs(
        cloud="aws",
        region="eu-west-1",
        stack="authorizer-lab",
        stage="demo",
        user_pool_id="eu-west-1_Abc",
        app_client_id="client",
        rest_api_id="api",
        base_url="https://api.execute-api.eu-west-1.amazonaws.com/demo",
    )
    save_outputs(settings, outputs)
    use_process(LabProcess(settings=settings, account="123456789012"))
    words = where().replace("\\", "")
    assert "user pool `eu-west-1_Abc` on **AWS**" in words
    assert "account **123456789012**" in words
    assert "region eu-west-1" in words
