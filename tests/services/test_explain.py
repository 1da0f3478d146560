"""Every call explained: what is decided from a real stack's settings is what its engine answers."""

import time
from collections.abc import Iterator

import pytest

from infra_scripts.local_engine.process import RunningEngine
from infra_scripts.stack.provisioner import Provisioner
from services.api.routes import route
from services.api.sign_in import SignedIn, TokenSet
from services.authorizer.observation import answer_of
from services.cloud.aws import Aws, AwsCall
from services.errors import InputError
from services.lab import API_KEPT_SECONDS, Lab
from services.settings import Settings
from services.traffic.recorder import HttpRecorder

PASSWORD = "Correct-Horse-9"
pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def calls() -> list[AwsCall]:
    return []


@pytest.fixture(scope="module")
def lab(
    engine: RunningEngine, tmp_path_factory: pytest.TempPathFactory, calls: list[AwsCall]
) -> Iterator[Lab]:
    settings = Settings(home=tmp_path_factory.mktemp("explain"), stack="explain")
    aws = Aws(settings, engine.endpoint_url, observer=calls.append)
    provisioner = Provisioner(aws, settings)
    provisioner.apply()
    yield Lab(settings=settings, aws=aws, recorder=HttpRecorder(), clock=time.time)
    provisioner.destroy()


@pytest.fixture(scope="module")
def tokens(lab: Lab) -> TokenSet:
    pool = lab.outputs.user_pool_id
    user = {"UserPoolId": pool, "Username": "ana"}
    lab.aws.call("cognito-idp", "admin_create_user", MessageAction="SUPPRESS", **user)
    lab.aws.call(
        "cognito-idp", "admin_set_user_password", Password=PASSWORD, Permanent=True, **user
    )
    outcome = lab.sign_in.sign_in("ana", PASSWORD)
    assert isinstance(outcome, SignedIn)
    return outcome.tokens


@pytest.mark.parametrize(
    ("route_id", "sent", "stopped_by"),
    [
        pytest.param("open", None, None, id="the open route lets a stranger in"),
        pytest.param("my_api", None, "header", id="no header"),
        pytest.param("my_api", "", "header", id="an empty header"),
        pytest.param("my_api", "nonsense", "parts", id="nonsense"),
        pytest.param("my_api", "ID", None, id="an ID token"),
        pytest.param("my_api", "ACCESS", "token_use", id="an access token without scopes"),
        pytest.param("my_api", "TAMPERED", "signature", id="a changed signature"),
        pytest.param("scoped", "ACCESS", None, id="an access token with a scope"),
        pytest.param("scoped", "ID", "token_use", id="an ID token where scopes are asked for"),
        pytest.param("one_client", "ID", None, id="an ID token of the app client"),
        pytest.param("one_client", "ACCESS", "audience", id="an access token has no audience"),
        pytest.param("admins", "ID", None, id="the function's own 403 is not the authorizer's"),
    ],
)
def test_a_call_is_decided_as_it_is_answered(
    lab: Lab, tokens: TokenSet, route_id: str, sent: str | None, stopped_by: str | None
) -> None:
    head, _, signature = tokens.id_token.rpartition(".")
    tampered = f"{head}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}"
    values = {"ID": tokens.id_token, "ACCESS": tokens.access_token, "TAMPERED": tampered}
    exchange = lab.protected_api.call(route(route_id), values.get(sent or "", sent))
    decision = lab.explain(exchange)
    stopped, observed = decision.stopped_by, answer_of(exchange)
    assert (stopped.id if stopped else None) == stopped_by
    if stopped is None:
        assert observed.is_from_function
    else:
        assert stopped.answer.is_said_by(observed)


@pytest.mark.parametrize(
    ("method", "path", "stopped_by"),
    [
        pytest.param("GET", "/demo/nowhere", "route", id="an unknown path"),
        pytest.param("DELETE", "/demo/my-api", "route", id="an unknown method"),
        pytest.param("GET", "/prod/my-api", "stage", id="an unknown stage"),
        pytest.param("OPTIONS", "/demo/my-api", None, id="a preflight needs no token"),
    ],
)
def test_routing_is_decided_from_the_address(
    lab: Lab, method: str, path: str, stopped_by: str | None
) -> None:
    root = lab.outputs.base_url.removesuffix("/demo")
    decision = lab.explain(lab.recorder.send(method, root + path, label="A call"))
    stopped = decision.stopped_by
    assert (stopped.id if stopped else None) == stopped_by


def test_the_sign_in_call_is_explained_without_an_authorizer(lab: Lab) -> None:
    outcome = lab.sign_in.sign_in("ana", "wrong")
    decision = lab.explain(outcome.exchange)
    assert decision.stopped_by is None
    assert decision.check("header").seen == "the method has no authorizer"


def test_a_call_elsewhere_is_not_explained(lab: Lab) -> None:
    exchange = lab.recorder.send("GET", lab.outputs.jwks_url, label="Keys")
    with pytest.raises(InputError):
        lab.explain(exchange)


def test_every_pool_that_an_authorizer_names_has_its_keys(lab: Lab) -> None:
    keys = lab.keys(lab.api)
    assert list(keys) == [lab.outputs.issuer]
    assert keys[lab.outputs.issuer]


def test_settings_are_read_once_in_a_few_seconds(lab: Lab, calls: list[AwsCall]) -> None:
    now = [1000.0]
    clocked = Lab(settings=lab.settings, aws=lab.aws, recorder=lab.recorder, clock=lambda: now[0])
    calls.clear()
    for seconds in (0.0, API_KEPT_SECONDS - 0.1, 0.1):
        now[0] += seconds
        assert clocked.api.stage == "demo"
    assert [call.operation for call in calls].count("get_resources") == 2
    now[0] -= 3600.0
    assert clocked.api.stage == "demo"
    assert [call.operation for call in calls].count("get_resources") == 3


def test_a_changed_authorizer_changes_the_decision(lab: Lab, tokens: TokenSet) -> None:
    fresh = Lab(settings=lab.settings, aws=lab.aws, recorder=lab.recorder, clock=time.time)
    named = {
        "restApiId": lab.outputs.rest_api_id,
        "authorizerId": lab.outputs.resource_id("authorizer"),
    }
    path = "/identityValidationExpression"
    change = {"op": "replace", "path": path, "value": "^another-client$"}
    lab.aws.call("apigateway", "update_authorizer", patchOperations=[change], **named)
    try:
        decision = fresh.explain(lab.protected_api.call(route("my_api"), tokens.id_token))
    finally:
        back = {"op": "replace", "path": path, "value": ""}
        lab.aws.call("apigateway", "update_authorizer", patchOperations=[back], **named)
    assert decision.stopped_by is not None
    assert decision.stopped_by.id == "audience"
    assert decision.stopped_by.wanted == "an aud claim that fits ^another-client$"
