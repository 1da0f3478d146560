"""The lab: outputs read again when they change, addresses of the engine in use, keys fetched."""

import json
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from infra_scripts.local_engine.process import RunningEngine
from services.cloud.aws import AwsCall
from services.errors import ApiUnreachable, CloudUnreachable, NotProvisioned, TokenError
from services.home.outputs import ResourceEntry, StackOutputs, save_outputs, with_addresses
from services.home.personas import Persona, save_personas
from services.lab import Lab, open_lab
from services.settings import Cloud, Settings
from tests.aws_writes import is_write
from tests.services.canned_api import Answer, CannedApi
from tests.services.tokens.forge import ID_CLAIMS, ISSUER, jwk, signed

ENGINE = "http://127.0.0.1:4566"


def outputs(**values: object) -> StackOutputs:
    complete = StackOutputs(
        cloud="local",
        region="us-east-1",
        stack="authorizer-lab",
        stage="demo",
        user_pool_id="us-east-1_Lab",
        app_client_id="app-client-1",
        rest_api_id="api1",
        resources={"other_user_pool": ResourceEntry(kind="user pool", id="us-east-1_Other")},
    )
    return replace(with_addresses(complete, ENGINE), **values)  # type: ignore[arg-type]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path)


def test_opening_reads_and_calls_nothing(tmp_path: Path) -> None:
    lab = open_lab(Settings(home=tmp_path / "missing"))
    assert lab.settings.stack == "authorizer-lab"
    assert not (tmp_path / "missing").exists()


@pytest.mark.parametrize(
    "needs_the_stack",
    [
        pytest.param(lambda lab: lab.outputs, id="outputs"),
        pytest.param(lambda lab: lab.sign_in, id="sign in"),
        pytest.param(lambda lab: lab.protected_api, id="protected API"),
        pytest.param(lambda lab: lab.directory, id="directory"),
        pytest.param(lambda lab: lab.other_directory, id="other directory"),
        pytest.param(lambda lab: lab.verifier, id="verifier"),
        pytest.param(lambda lab: lab.api, id="the API's live settings"),
    ],
)
@pytest.mark.parametrize("is_begun", [True, False], ids=["half provisioned", "not provisioned"])
def test_without_a_complete_stack_every_service_says_so(
    settings: Settings, needs_the_stack: Callable[[Lab], object], is_begun: bool
) -> None:
    if is_begun:
        save_outputs(settings, outputs(rest_api_id=""))
    with pytest.raises(NotProvisioned, match="authorizer-lab is not provisioned on local"):
        needs_the_stack(open_lab(settings, endpoint_url=ENGINE))


def test_outputs_are_the_same_object_until_the_file_changes(settings: Settings) -> None:
    save_outputs(settings, outputs())
    lab = open_lab(settings, endpoint_url=ENGINE)
    first = lab.outputs
    assert lab.outputs is first
    save_outputs(settings, outputs(app_client_id="app-client-2"))
    assert lab.outputs.app_client_id == "app-client-2"


def test_a_file_replaced_within_one_tick_of_the_clock_is_noticed(settings: Settings) -> None:
    save_outputs(settings, outputs(app_client_id="app-client-1"))
    lab = open_lab(settings, endpoint_url=ENGINE)
    before = settings.outputs_path.stat()
    assert lab.outputs.app_client_id == "app-client-1"
    save_outputs(settings, outputs(app_client_id="app-client-2"))
    os.utime(settings.outputs_path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert lab.outputs.app_client_id == "app-client-2"


def test_outputs_that_vanish_are_not_remembered(settings: Settings) -> None:
    save_outputs(settings, outputs())
    lab = open_lab(settings, endpoint_url=ENGINE)
    assert lab.outputs.is_complete
    settings.outputs_path.unlink()
    with pytest.raises(NotProvisioned):
        _ = lab.outputs


def test_the_engine_in_use_decides_the_addresses(settings: Settings) -> None:
    save_outputs(settings, outputs())
    moved = open_lab(settings, endpoint_url="http://127.0.0.1:4999").outputs
    assert moved.base_url == "http://127.0.0.1:4999/_aws/execute-api/api1/demo"
    assert moved.jwks_url == "http://127.0.0.1:4999/us-east-1_Lab/.well-known/jwks.json"
    assert moved.issuer == ISSUER


def test_on_aws_the_addresses_are_awss(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, cloud=Cloud.AWS, region="eu-west-1")
    written = with_addresses(replace(outputs(), cloud="aws", region="eu-west-1"))
    save_outputs(settings, written)
    assert open_lab(settings).outputs == written
    assert written.base_url == "https://api1.execute-api.eu-west-1.amazonaws.com/demo"


def test_the_services_belong_to_the_stack(settings: Settings) -> None:
    save_outputs(settings, outputs())
    lab = open_lab(settings, endpoint_url=ENGINE)
    assert lab.directory.user_pool_id == "us-east-1_Lab"
    assert lab.other_directory.user_pool_id == "us-east-1_Other"


def test_personas_are_those_of_the_file(settings: Settings) -> None:
    lab = open_lab(settings)
    assert lab.personas() == []
    ana = Persona(username="ana", password="x", status="CONFIRMED", story="A user.")
    save_personas(settings, [ana])
    assert lab.personas() == [ana]


@pytest.fixture
def keyed_lab(settings: Settings, api: CannedApi) -> Lab:
    save_outputs(settings, outputs())
    return open_lab(settings, endpoint_url=api.url)


def test_the_verifier_fetches_the_pools_keys_once(keyed_lab: Lab, api: CannedApi) -> None:
    api.answer = Answer(body=json.dumps({"keys": [jwk("pool")]}))
    for _ in range(3):
        verification = keyed_lab.verifier.verify(signed(ID_CLAIMS))
        assert verification.check("signature").passed is True
    assert [request.path for request in api.requests] == ["/us-east-1_Lab/.well-known/jwks.json"]


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Answer(status=404, body='{"keys": []}'), id="no such pool"),
        pytest.param(Answer(body="<html>"), id="no JSON"),
        pytest.param(Answer(body="[]"), id="no key set"),
    ],
)
def test_an_answer_without_keys_is_told_with_its_status(
    keyed_lab: Lab, api: CannedApi, answer: Answer
) -> None:
    api.answer = answer
    with pytest.raises(TokenError, match=f"answered {answer.status} without a key set"):
        keyed_lab.verifier.verify(signed(ID_CLAIMS))


def test_keys_that_cannot_be_fetched_are_no_verdict_on_the_token(settings: Settings) -> None:
    save_outputs(settings, outputs())
    lab = open_lab(settings, endpoint_url="http://127.0.0.1:1")
    with pytest.raises(ApiUnreachable, match="public keys could not be fetched: No connection"):
        lab.verifier.verify(signed(ID_CLAIMS))


@pytest.mark.engine
def test_the_engines_own_tokens_are_proven_by_the_keys_it_publishes(
    engine: RunningEngine, tmp_path: Path
) -> None:
    settings, calls = Settings(home=tmp_path), list[AwsCall]()
    lab = open_lab(settings, endpoint_url=engine.endpoint_url, observer=calls.append)
    pool = lab.aws.call("cognito-idp", "create_user_pool", PoolName="lab-tests")["UserPool"]["Id"]
    client = lab.aws.call(
        "cognito-idp",
        "create_user_pool_client",
        UserPoolId=pool,
        ClientName="lab-tests",
        ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    )["UserPoolClient"]["ClientId"]
    save_outputs(settings, outputs(user_pool_id=pool, app_client_id=client))
    secret = {"UserPoolId": pool, "Username": "ana", "Password": "Correct-Horse-9"}
    lab.aws.call("cognito-idp", "admin_create_user", UserPoolId=pool, Username="ana")
    lab.aws.call("cognito-idp", "admin_set_user_password", Permanent=True, **secret)
    tokens = lab.aws.call(
        "cognito-idp",
        "admin_initiate_auth",
        UserPoolId=pool,
        ClientId=client,
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": "ana", "PASSWORD": "Correct-Horse-9"},
    )["AuthenticationResult"]
    assert lab.verifier.verify(tokens["IdToken"]).is_valid
    assert lab.verifier.verify(tokens["AccessToken"]).is_valid
    assert not lab.verifier.verify(tokens["RefreshToken"]).is_valid
    assert [call.operation for call in calls if is_write(call)] == [
        "create_user_pool",
        "create_user_pool_client",
        "admin_create_user",
        "admin_set_user_password",
    ]


def test_those_who_wait_for_the_live_settings_share_one_failure(settings: Settings) -> None:
    save_outputs(settings, outputs())
    calls, may_fail = list[AwsCall](), threading.Event()

    def observe(call: AwsCall) -> None:
        calls.append(call)
        assert may_fail.wait(5)

    lab = open_lab(settings, endpoint_url="http://127.0.0.1:1", observer=observe)
    with ThreadPoolExecutor(12) as threads:
        asked = [threads.submit(lambda: lab.api) for _ in range(12)]
        threading.Timer(0.3, may_fail.set).start()
    assert [type(each.exception()) for each in asked] == [CloudUnreachable] * 12
    assert [call.operation for call in calls] == ["get_resources"]
