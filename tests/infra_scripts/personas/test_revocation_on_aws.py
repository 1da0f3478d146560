"""Borrowing a persona on AWS, where a pool may hold real people: judged by moto."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from moto import mock_aws

from infra_scripts.operations import run_races
from infra_scripts.personas.race_run import borrowed_persona
from infra_scripts.personas.seed import seed
from infra_scripts.stack.provisioner import Provisioner
from services.errors import UserExists
from services.lab import Lab
from services.revocation.actions import ACTIONS
from services.revocation.race import Race
from services.settings import Cloud, Settings
from services.traffic.recorder import HttpRecorder
from services.users.directory import UserStatus
from services.users.new_user import NewUser
from tests.infra_scripts.moto_aws import MotoAws

pytestmark = pytest.mark.slow


@pytest.fixture
def lab(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Lab]:
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    settings = Settings(cloud=Cloud.AWS, region="eu-west-1", home=tmp_path)
    with mock_aws():
        aws = MotoAws(settings)
        seed(aws, settings, Provisioner(aws, settings).apply())
        yield Lab(settings=settings, aws=aws, recorder=HttpRecorder(), clock=time.time)


def test_a_borrowed_persona_comes_back_with_its_mark(lab: Lab) -> None:
    with borrowed_persona(lab) as persona:
        lab.directory.delete(persona.username)
    omar = lab.directory.get("omar")
    assert (omar.status, omar.enabled) == (UserStatus.CONFIRMED, True)
    assert omar.attributes["nickname"] == "authorizer-lab persona"
    assert lab.directory.groups_of("omar") == ("admins",)


def test_a_person_of_the_same_name_is_never_borrowed(lab: Lab) -> None:
    lab.directory.delete("omar")
    person = NewUser(username="omar", email="omar@example.org", password="Correct-Horse-9")
    lab.directory.create(person)
    kept: list[Race] = []
    with pytest.raises(UserExists, match="has a user 'omar' that this lab did not make"):
        run_races(lab, ACTIONS, kept.append)
    assert kept == []
    assert lab.directory.get("omar").email == "omar@example.org"
