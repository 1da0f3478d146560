"""Stack outputs: addresses for each cloud, and files that are not ours to read."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from services.errors import NotProvisioned, StoredFileError
from services.home.outputs import (
    ResourceEntry,
    StackOutputs,
    load_outputs,
    require_outputs,
    save_outputs,
    with_addresses,
)
from services.settings import Cloud, Settings

ENGINE = "http://127.0.0.1:4566"
BARE = StackOutputs(cloud="local", region="us-east-1", stack="authorizer-lab", stage="demo")
IDS = replace(BARE, user_pool_id="us-east-1_Lab", app_client_id="c1", rest_api_id="api1")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path)


def test_local_addresses_are_the_engines_and_the_issuer_is_awss() -> None:
    outputs = with_addresses(IDS, ENGINE)
    assert outputs.endpoint_url == ENGINE
    assert outputs.issuer == "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Lab"
    assert outputs.jwks_url == f"{ENGINE}/us-east-1_Lab/.well-known/jwks.json"
    assert outputs.base_url == f"{ENGINE}/_aws/execute-api/api1/demo"
    assert outputs.sign_in_url == f"{ENGINE}/_aws/execute-api/api1/demo/user-sign-in"
    assert outputs.my_api_url == f"{ENGINE}/_aws/execute-api/api1/demo/my-api"


def test_addresses_on_aws() -> None:
    outputs = with_addresses(replace(IDS, cloud="aws", region="eu-west-1"))
    assert outputs.endpoint_url == ""
    assert outputs.issuer == "https://cognito-idp.eu-west-1.amazonaws.com/us-east-1_Lab"
    assert outputs.jwks_url == f"{outputs.issuer}/.well-known/jwks.json"
    assert outputs.base_url == "https://api1.execute-api.eu-west-1.amazonaws.com/demo"


def test_addresses_of_what_does_not_exist_yet_are_empty() -> None:
    outputs = with_addresses(BARE, ENGINE)
    addresses = (outputs.issuer, outputs.jwks_url, outputs.base_url, outputs.my_api_url)
    assert addresses == ("", "", "", "")
    assert not outputs.is_complete


@pytest.mark.parametrize("missing", ["user_pool_id", "app_client_id", "rest_api_id", "base_url"])
def test_outputs_are_complete_only_with_every_id(missing: str) -> None:
    complete = with_addresses(IDS, ENGINE)
    assert complete.is_complete
    assert not replace(complete, **{missing: ""}).is_complete


def test_what_is_saved_is_loaded_with_the_resources_in_their_order(settings: Settings) -> None:
    resources = {
        name: ResourceEntry(kind="role", id=f"id-{name}", arn=f"arn-{name}")
        for name in ("user_pool", "app_client", "zebra", "alpha")
    }
    outputs = replace(with_addresses(IDS, ENGINE), resources=resources)
    save_outputs(settings, outputs)
    loaded = load_outputs(settings)
    assert loaded == outputs
    assert list(loaded.resources if loaded else ()) == ["user_pool", "app_client", "zebra", "alpha"]
    assert require_outputs(settings) == outputs


def test_a_resource_is_asked_for_by_its_logical_name() -> None:
    outputs = replace(BARE, resources={"rest_api": ResourceEntry(kind="REST API", id="api1")})
    assert outputs.resource_id("rest_api") == "api1"
    with pytest.raises(NotProvisioned, match="authorizer-lab has no user_pool"):
        outputs.resource_id("user_pool")


def test_nothing_provisioned_is_none_and_required_outputs_name_the_command(
    settings: Settings,
) -> None:
    assert load_outputs(settings) is None
    with pytest.raises(NotProvisioned) as caught:
        require_outputs(settings)
    assert "python -m infra_scripts up" in caught.value.hint


def document(**changes: Any) -> dict[str, Any]:
    values = {"schema": 1, "cloud": "local", "region": "us-east-1", "stack": "authorizer-lab"}
    return {**values, "stage": "demo", "resources": {}, **changes}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(document(schema=2), "has schema 2; this version reads 1", id="a newer file"),
        pytest.param(document(surprise=1), "is not a stack outputs file", id="a field too many"),
        pytest.param([], "is not a stack outputs file", id="a list"),
        pytest.param({}, "is not a stack outputs file", id="an empty object"),
        pytest.param(document(resources=None), "is not a stack outputs file", id="no resources"),
        pytest.param(document(user_pool_id=5), "is not a stack outputs file", id="a number"),
        pytest.param(
            document(resources={"user_pool": {"kind": "user_pool", "id": 2}}),
            "is not a stack outputs file",
            id="an id that is a number",
        ),
        pytest.param(
            document(resources={"a": {"id": "1"}}),
            "is not a stack outputs file",
            id="a resource without a kind",
        ),
        pytest.param(
            document(stack="other-lab"), "is of the stack other-lab on local", id="another stack"
        ),
        pytest.param(
            document(cloud="aws"), "is of the stack authorizer-lab on aws", id="another cloud"
        ),
    ],
)
def test_a_file_that_is_not_this_stacks_is_refused(
    settings: Settings, content: Any, message: str
) -> None:
    settings.cloud_dir.mkdir(parents=True)
    settings.outputs_path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(StoredFileError, match=message) as caught:
        load_outputs(settings)
    assert "python -m infra_scripts up" in caught.value.hint


def test_two_clouds_keep_two_files(tmp_path: Path) -> None:
    local, aws = Settings(home=tmp_path), Settings(home=tmp_path, cloud=Cloud.AWS)
    save_outputs(local, IDS)
    assert load_outputs(aws) is None


@pytest.mark.parametrize("damage", [b"\x00\xff", b"{", b""], ids=["bytes", "cut short", "empty"])
def test_a_damaged_file_is_made_anew_by_up_and_by_no_other_command(
    settings: Settings, damage: bytes
) -> None:
    settings.cloud_dir.mkdir(parents=True)
    settings.outputs_path.write_bytes(damage)
    with pytest.raises(StoredFileError, match="is not valid JSON") as caught:
        load_outputs(settings)
    assert (
        caught.value.hint
        == "Move it away and run `python -m infra_scripts up`, which writes a new one."
    )


def test_a_directory_in_the_files_place_is_told_as_such(settings: Settings) -> None:
    settings.outputs_path.mkdir(parents=True)
    with pytest.raises(StoredFileError, match="it is a directory, where a file belongs") as caught:
        load_outputs(settings)
    assert (
        caught.value.hint
        == "Move it away and run `python -m infra_scripts up`, which writes a new one."
    )
