"""Expired tokens: waited for on the local engine, kept until they have expired on AWS."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from infra_scripts.workbench.probe_users import ProbeUser, RunOver
from infra_scripts.workbench.short_lived import (
    ShortLivedClient,
    TokenPair,
    expired_tokens,
    lifetime_seconds,
)
from services.errors import LabError, Throttled, Unobtainable
from services.settings import Cloud, Settings
from tests.file_modes import is_private
from tests.infra_scripts.scripted_aws import ScriptedAws
from tests.services.tokens.forge import ID_CLAIMS, ISSUER, NOW, signed

USER = ProbeUser(username="probe", password="never used here")


@dataclass
class ClientOfTest:
    """Issues tokens with a life of `seconds`, and counts how often it was asked."""

    seconds: int
    issuer: str = ISSUER
    asked: int = 0

    def sign_in(self, user: ProbeUser) -> TokenPair:
        self.asked += 1
        token = signed({**ID_CLAIMS, "iss": self.issuer, "exp": NOW + self.seconds})
        return TokenPair(id_token=token, access_token=f"access-{self.asked}")


def ask(client: ClientOfTest, settings: Settings, now: float, slept: list[float]) -> TokenPair:
    return expired_tokens(
        client,  # type: ignore[arg-type]
        USER,
        settings,
        ISSUER,
        clock=lambda: now + sum(slept),
        sleep=slept.append,
    )


def test_locally_a_token_lives_for_a_second_and_is_waited_for(tmp_path: Path) -> None:
    slept: list[float] = []
    settings = Settings(home=tmp_path)
    assert lifetime_seconds(settings) == 1
    ask(ClientOfTest(seconds=1), settings, NOW, slept)
    assert 1 < sum(slept) < 1.2
    assert list(tmp_path.rglob("*kept_tokens*")) == []


def test_locally_a_clock_that_is_an_hour_behind_is_told_not_waited_for(tmp_path: Path) -> None:
    slept: list[float] = []
    with pytest.raises(LabError, match="The clock here is 3600 seconds or more behind"):
        ask(ClientOfTest(seconds=1), Settings(home=tmp_path), NOW - 3600, slept)
    assert sum(slept) < 1.2


@pytest.fixture
def on_aws(tmp_path: Path) -> Settings:
    return Settings(cloud=Cloud.AWS, region="eu-west-1", home=tmp_path)


def test_on_aws_the_first_run_plants_a_token_and_says_when_to_come_back(on_aws: Settings) -> None:
    assert lifetime_seconds(on_aws) == 300
    with pytest.raises(Unobtainable) as refused:
        ask(ClientOfTest(seconds=300), on_aws, NOW, [])
    assert "UTC: run this again then" in refused.value.hint
    (kept,) = on_aws.cloud_dir.glob("*.kept_tokens.json")
    assert is_private(kept)


def test_on_aws_a_later_run_uses_the_kept_token_and_asks_for_no_other(on_aws: Settings) -> None:
    client = ClientOfTest(seconds=300)
    with pytest.raises(Unobtainable):
        ask(client, on_aws, NOW, [])
    with pytest.raises(Unobtainable):
        ask(client, on_aws, NOW + 299, [])
    assert ask(client, on_aws, NOW + 300, []).access_token == "access-1"
    assert client.asked == 1


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"id_token": "x", "access_token": "y"}'])
def test_on_aws_an_odd_file_is_planted_anew(on_aws: Settings, text: str) -> None:
    client = ClientOfTest(seconds=300)
    with pytest.raises(Unobtainable):
        ask(client, on_aws, NOW, [])
    (kept,) = on_aws.cloud_dir.glob("*.kept_tokens.json")
    kept.write_text(text)
    with pytest.raises(Unobtainable):
        ask(client, on_aws, NOW + 300 - 1, [])
    assert client.asked == 2


def test_on_aws_a_token_of_a_pool_that_is_gone_is_not_used(on_aws: Settings) -> None:
    with pytest.raises(Unobtainable):
        ask(ClientOfTest(seconds=300, issuer="https://gone.example"), on_aws, NOW, [])
    client = ClientOfTest(seconds=300)
    with pytest.raises(Unobtainable):
        ask(client, on_aws, NOW + 299, [])
    assert client.asked == 1


@pytest.mark.parametrize("fails", ["describe_user_pool_client", "admin_initiate_auth"])
def test_the_app_client_is_removed_also_when_the_sign_in_fails_half_way(fails: str) -> None:
    aws = ScriptedAws(
        {
            "create_user_pool_client": {"UserPoolClient": {"ClientId": "made"}},
            "describe_user_pool_client": {"UserPoolClient": {"ClientId": "made"}},
            "delete_user_pool_client": {},
            fails: Throttled("too fast"),
        }
    )
    client = ShortLivedClient(aws, "pool", 300)
    with pytest.raises(Throttled, match="too fast"):
        client.sign_in(USER)
    client.remove()
    client.remove()
    with pytest.raises(RunOver):
        client.sign_in(USER)
    assert aws.parameters_of("delete_user_pool_client") == [
        {"UserPoolId": "pool", "ClientId": "made"}
    ]
