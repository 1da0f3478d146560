"""The ratios that need the engine but no browser: sign-in, protected call, `up`, `reset`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

from infra_scripts.local_engine.process import engine_session
from infra_scripts.operations import reset
from infra_scripts.personas.seed import seed
from infra_scripts.stack.provisioner import Provisioner
from services.api.routes import ROUTES
from services.api.sign_in import SignedIn
from services.cloud.aws import Aws
from services.lab import Lab, open_lab
from services.settings import Settings
from tests.bench.article_api import deploy_article_api
from tests.bench.measure import Ratio, in_turns, milliseconds
from tests.ports import free_port

_ROUNDS = 60


@contextmanager
def provisioned_lab(home: Path) -> Iterator[Lab]:
    settings = Settings(home=home, engine_port=free_port())
    with engine_session(settings) as engine:
        lab = open_lab(settings, endpoint_url=engine.endpoint_url)
        Provisioner(lab.aws, settings).apply()
        seed(lab.aws, settings, lab.outputs)
        yield lab


def warm_sign_in(lab: Lab) -> Ratio:
    url = deploy_article_api(lab.aws, lab.outputs)
    persona = next(p for p in lab.personas() if p.status == "CONFIRMED" and not p.mfa)
    body = {"username": persona.username, "password": persona.password}
    session = requests.Session()
    session.trust_env = False

    def sign_in_at(address: str) -> float:
        def call() -> None:
            answer = session.post(address, json=body, timeout=30)
            assert answer.json()["code"] == "10024", answer.status_code

        return milliseconds(call)

    return in_turns(
        "warm sign-in",
        ours=lambda: sign_in_at(lab.outputs.sign_in_url),
        baseline=lambda: sign_in_at(url),
        baseline_name="the article's function",
        aim=0.35,
        rounds=_ROUNDS,
    )


def protected_call(lab: Lab) -> Ratio:
    persona = next(p for p in lab.personas() if p.status == "CONFIRMED" and not p.mfa)
    signed_in = lab.sign_in.sign_in(persona.username, persona.password)
    assert isinstance(signed_in, SignedIn)
    token = signed_in.tokens.id_token
    route = next(route for route in ROUTES if route.path == "/my-api")
    session = requests.Session()
    session.trust_env = False

    def recorded() -> None:
        assert lab.protected_api.call(route, token).status == requests.codes.ok

    def bare() -> None:
        answer = session.get(lab.outputs.my_api_url, headers={"Authorization": token}, timeout=30)
        assert answer.status_code == requests.codes.ok

    return in_turns(
        "protected call, recorded",
        ours=lambda: milliseconds(recorded),
        baseline=lambda: milliseconds(bare),
        baseline_name="bare requests session",
        aim=1.15,
        rounds=_ROUNDS * 3,
        pause_seconds=0.02,
    )


class _KeepingAws(Aws):
    """Keeps each call's parameters, so that the same calls can be made bare."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.kept: list[tuple[str, str, dict[str, Any]]] = []

    def call(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        self.kept.append((service, operation, dict(parameters)))
        return super().call(service, operation, **parameters)


def unchanged_up(lab: Lab) -> Ratio:
    keeping = _KeepingAws(lab.settings, lab.aws.endpoint_url)
    Provisioner(keeping, lab.settings).apply()
    calls = list(keeping.kept)

    def bare() -> None:
        for service, operation, parameters in calls:
            lab.aws.call(service, operation, **parameters)

    return in_turns(
        f"`up` on an unchanged stack ({len(calls)} calls)",
        ours=lambda: milliseconds(lambda: Provisioner(lab.aws, lab.settings).apply()),
        baseline=lambda: milliseconds(bare),
        baseline_name="its bare describe calls",
        aim=1.2,
        rounds=10,
    )


def reset_known_lab(lab: Lab) -> Ratio:
    return in_turns(
        "`reset` of a lab in its known state",
        ours=lambda: milliseconds(lambda: reset(lab.aws)),
        baseline=lambda: milliseconds(lambda: Provisioner(lab.aws, lab.settings).apply()),
        baseline_name="`up` on an unchanged stack",
        aim=4.0,
        rounds=10,
    )
