"""The decision beside the live local authorizer: whatever is sent, both say the same.

`AUTHORIZER_LAB_FUZZ_EXAMPLES=50000` runs a campaign with new examples; without it they are the same
each time.
"""

import os
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlsplit

import jwt
import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from infra_scripts.local_engine.process import RunningEngine
from infra_scripts.stack.provisioner import Provisioner
from infra_scripts.workbench.probe_users import ProbeUsers
from infra_scripts.workbench.short_lived import ShortLivedClient
from services.authorizer.answers import ObservedAnswer, observe
from services.authorizer.check_text import CheckState
from services.authorizer.comparison import compare, is_as_decided
from services.authorizer.decision import Decision, decide_call
from services.authorizer.observation import answer_of, conditions_of, request_of
from services.authorizer.rest_api import Api, Request
from services.cloud.aws import Aws
from services.lab import Lab, open_lab
from services.scenarios.scenario import Credential
from services.settings import Settings
from services.traffic.exchange import Exchange
from tests.engine.cloud import Cloud
from tests.engine.fuzz.fuzz_ground import PATHS, STAGE, FuzzGround, fuzz_ground
from tests.engine.fuzz.token_mutations import ODD_CHARACTERS, Recipe
from tests.engine.fuzz.token_recipes import RECIPE

pytestmark = [pytest.mark.engine, pytest.mark.slow, pytest.mark.timeout(3_600)]

CAMPAIGN = os.environ.get("AUTHORIZER_LAB_FUZZ_EXAMPLES", "")
EXAMPLES = int(CAMPAIGN or 2_000)
LAB_PATHS = ("/open", "/my-api", "/my-api/scoped", "/my-api/one-client", "/my-api/admins")
ODD_PATHS = ("/my-api/", "/MY-API", "//my-api", "/my-api%2Fscoped", "/my-api?page=2", "/nowhere")
ODD_PATHS += ("/", "", "/my-api/scoped/x", "/my-apI", "/my-api%20", "/user-sign-in/refresh/x")


@dataclass(frozen=True, kw_only=True)
class Call:
    """A request to be made; `{token}` in the header's value stands for the token."""

    api: str
    http_method: str
    stage: str
    path: str
    recipe: Recipe
    header: str
    value: str
    padding: int

    def headers(self, token: str) -> dict[str, str]:
        padding = {"X-Padding": "x" * self.padding} if self.padding else {}
        # A client cannot send what HTTP itself strips or forbids.
        value = self.value.replace("{token}", token).lstrip(" \t")
        return padding | ({self.header: value} if self.header else {})


VALUES = st.one_of(
    st.sampled_from(["{token}", "Bearer {token}", "Bearer {token}", "bearer {token}"]),
    st.sampled_from(["BEARER {token}", "bEaReR   {token}", "Bearer{token}", "Bearer\t{token}"]),
    st.sampled_from(
        ["Bearer \t {token}", "Bearer Bearer {token}", "Basic {token}", "Bearer:{token}"]
    ),
    st.sampled_from(['"{token}"', "Bearer '{token}'", "Bearer {token} ", "Bearer {token}\t", ""]),
    st.sampled_from(
        ["Bearer ", "Bearer {token},Bearer {token}", "Bearer {token} {token}", "{token}."]
    ),
    st.sampled_from(ODD_CHARACTERS).map(lambda odd: f"Bearer {{token}}{odd}"),
    st.sampled_from(ODD_CHARACTERS).map(lambda odd: f"Bearer {odd}{{token}}"),
    st.sampled_from(ODD_CHARACTERS).map(lambda odd: f"{odd}Bearer {{token}}"),
    st.sampled_from(ODD_CHARACTERS).map(lambda odd: f"Bearer{odd}{{token}}"),
)
USUAL = st.sampled_from(["{token}", "Bearer {token}"])
HEADERS = ["Authorization"] * 9 + [
    "authorization",
    "AUTHORIZATION",
    "X-Auth-Token",
    "x-auth-token",
    "",
]
PADDINGS = st.one_of(st.just(0), st.just(0), st.just(0), st.integers(8_000, 12_000))


def calls(
    api: str, http_method: st.SearchStrategy[str], path: st.SearchStrategy[str]
) -> st.SearchStrategy[Call]:
    return st.builds(
        Call,
        api=st.just(api),
        http_method=http_method,
        stage=st.sampled_from([STAGE] * 19 + ["no-such-stage"]),
        path=path,
        recipe=RECIPE,
        header=st.sampled_from(HEADERS),
        value=st.one_of(USUAL, USUAL, VALUES),
        padding=PADDINGS,
    )


VERBS = st.sampled_from(["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "GET"])
GET = st.just("GET")
CALLS = st.one_of(
    calls("lab", GET, st.sampled_from(LAB_PATHS)),
    calls("made", GET, st.sampled_from(PATHS)),
    calls("made", GET, st.sampled_from(PATHS)),
    calls("lab", VERBS, st.sampled_from(LAB_PATHS + ODD_PATHS)),
)


@pytest.fixture(scope="module")
def lab(engine: RunningEngine, engine_settings: Settings) -> Lab:
    Provisioner(Aws(engine_settings, engine.endpoint_url), engine_settings).apply()
    return open_lab(engine_settings, endpoint_url=engine.endpoint_url)


@pytest.fixture(scope="module")
def ground(lab: Lab, cloud: Cloud) -> Iterator[FuzzGround]:
    with fuzz_ground(lab, cloud) as made:
        yield made


def send(ground: FuzzGround, call: Call, token: str) -> Exchange:
    root = ground.apis[call.api].base_url.removesuffix(STAGE)
    return ground.lab.recorder.send(
        call.http_method,
        f"{root}{call.stage}{call.path}",
        label="Fuzz",
        headers=call.headers(token),
    )


def decided(exchange: Exchange, api: Api, ground: FuzzGround, now: float) -> Decision:
    """Decide the call; only the stage's own throttle is taken from the answer."""
    conditions = conditions_of(answer_of(exchange))
    return decide_call(request_of(exchange, api.base_url), api, ground.keys, now, conditions)


def is_explained(decision: Decision, observed: ObservedAnswer) -> bool:
    """Tell whether status, message and error type are the decided ones, or a listed difference."""
    found = compare(decision, observed, is_local=True)
    return not found.fields.differing or found.difference is not None


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=not CAMPAIGN,
    suppress_health_check=list(HealthCheck),
)
@given(call=CALLS)
def test_what_is_decided_is_what_the_local_authorizer_answers(
    ground: FuzzGround, call: Call
) -> None:
    token = call.recipe.make(ground.issued)
    exchange = send(ground, call, token)
    observed = answer_of(exchange)
    api = ground.apis[call.api]
    decision = decided(exchange, api, ground, exchange.started_at)
    stopped = decision.stopped_by
    note(f"decided: {stopped and (stopped.id, stopped.seen)}; observed: {observed}")

    assert exchange.status is not None, exchange.failure
    assert is_explained(decision, observed)
    if not decision.answer and decision.check("header").state is CheckState.PASSED:
        # Whatever both of them think: a token whose claims were not signed never gets through.
        genuine = {each.rpartition(".")[0] for each in ground.issued.tokens.values()}
        body = token.strip(" \t").rpartition(".")[0]
        assert body in genuine or (
            body in ground.issued.bodies and is_good_for_pyjwt(token, ground)
        )


def is_good_for_pyjwt(token: str, ground: FuzzGround) -> bool:
    """Tell whether PyJWT takes a token of the pool's key that has what Cognito always sets."""
    kid = str(jwt.get_unverified_header(token.strip(" \t"))["kid"])
    issuers = [issuer for issuer, keys in ground.keys.items() if kid in keys]
    try:
        jwt.decode(
            token.strip(" \t"),
            ground.issued.private_keys[kid].public_key(),
            algorithms=["RS256"],
            issuer=issuers,
            options={"require": ["exp", "iss"], "verify_aud": False},
        )
    except jwt.PyJWTError:
        return False
    return True


def test_a_token_is_good_until_the_second_of_its_expiry(lab: Lab) -> None:
    """Call without a pause from before the expiry until a second after it."""
    api, keys = lab.api, lab.keys(lab.api)
    client = ShortLivedClient(lab.aws, lab.outputs.user_pool_id, seconds=3)
    users = ProbeUsers(lab.directory)
    seen: set[tuple[bool, str | None]] = set()
    try:
        tokens = client.sign_in(users.user("short"))
        headers = {"Authorization": tokens.id_token}
        while (started := time.time()) < tokens.expires_at() + 1:
            exchange = lab.recorder.send(
                "GET", f"{api.base_url}/my-api", label="Boundary", headers=headers
            )
            request, observed = request_of(exchange, api.base_url), answer_of(exchange)
            limits = conditions_of(observed)  # the stage's own throttle
            around = [
                decide_call(request, api, keys, now, limits) for now in (started, time.time())
            ]
            assert any(is_as_decided(each, observed) for each in around)
            if limits.is_throttled:
                continue
            if started >= tokens.expires_at() or time.time() < tokens.expires_at():
                seen.add((started >= tokens.expires_at(), observed.message))
    finally:
        client.remove()
        users.remove_all()

    assert seen == {(False, None), (True, "The incoming token has expired")}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("{token}", "not-a-token", id="the token, then garbage"),
        pytest.param("not-a-token", "{token}", id="garbage, then the token"),
        pytest.param("{token}", "{token}", id="the token twice"),
    ],
)
def test_a_header_sent_twice_in_two_spellings_is_no_token(
    ground: FuzzGround, first: str, second: str
) -> None:
    token = ground.issued.tokens[Credential.ID]
    values = [each.replace("{token}", token) for each in (first, second)]
    api = ground.apis["lab"]
    names = ("Authorization", "authorization")
    headers = tuple(zip(names, values, strict=True))
    request = Request(http_method="GET", stage=STAGE, path="/my-api", headers=headers)
    address = urlsplit(f"{api.base_url}/my-api")
    with closing(HTTPConnection(str(address.hostname), address.port, timeout=60)) as connection:
        connection.putrequest("GET", address.path)
        for name, value in headers:
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        observed = observe(answer.status, answer.getheaders(), answer.read().decode())

    assert (observed.status, observed.message) == (401, "Unauthorized")
    assert is_as_decided(decide_call(request, api, ground.keys, time.time()), observed)
