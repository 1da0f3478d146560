"""A deleted REST API is gone with all that was part of it, from the saved state too."""

import pytest

from infra_scripts.local_engine.process import RunningEngine
from services.settings import Settings
from tests.engine.cloud import Cloud

pytestmark = pytest.mark.engine


def test_a_deleted_api_takes_its_request_validators_along(
    cloud: Cloud, engine: RunningEngine, engine_settings: Settings
) -> None:
    gateway = cloud.apigateway
    gone, kept = cloud.new_api().api_id, cloud.new_api().api_id
    for api_id, name in ((gone, "validator-that-goes"), (kept, "validator-that-stays")):
        gateway.create_request_validator(restApiId=api_id, name=name, validateRequestBody=True)

    gateway.delete_rest_api(restApiId=gone)

    engine.require_saved()
    saved = (engine_settings.engine_dir / "state" / "apigateway_v1.json").read_text("utf-8")
    assert "validator-that-stays" in saved
    assert "validator-that-goes" not in saved
