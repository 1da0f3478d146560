"""The walkthrough's steps of self-service: on the engine, and on AWS as moto plays it."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from moto import mock_aws

from infra_scripts import walk_operations
from infra_scripts.walkthrough.rehearsal import rehearsed_steps
from infra_scripts.walkthrough.steps import STEPS
from infra_scripts.walkthrough.walk import Walk
from infra_scripts.walkthrough.walk_guest import GUEST, Entered
from infra_scripts.walkthrough.walk_step import StepKind
from services.api.sign_in import ChallengeRequired
from services.errors import InputError
from services.lab import Lab, open_lab
from services.settings import Cloud, Settings
from services.traffic.recorder import HttpRecorder
from services.users.directory import Directory, UserStatus
from tests.infra_scripts.moto_aws import MotoAws
from tests.infra_scripts.provisioning import StackOfTest

SELF = [each.id for each in STEPS if each.kind is StepKind.SELF]


@pytest.fixture
def walk(stack: StackOfTest) -> Iterator[Walk]:
    walk = Walk(open_lab(stack.settings, aws=stack.aws, endpoint_url=stack.aws.endpoint_url))
    yield walk
    walk.clear()


def directory(walk: Walk, stack: StackOfTest) -> Directory:
    outputs = walk.outputs()
    assert outputs is not None
    return Directory(stack.aws, outputs.user_pool_id)


@pytest.mark.engine
def test_each_step_does_what_it_says_and_again_when_it_is_run_again(
    walk: Walk, stack: StackOfTest
) -> None:
    said = {
        "sign-up": ["SignUp", "ResendConfirmationCode", "ConfirmSignUp"],
        "forgot-password": ["ForgotPassword", "ConfirmForgotPassword"],
        "change-password": ["ChangePassword"],
        "verify-email": ["GetUserAttributeVerificationCode", "VerifyUserAttribute"],
        "authenticator-app": [
            "AssociateSoftwareToken",
            "VerifySoftwareToken",
            "SetUserMFAPreference",
        ],
    }
    assert list(said) == SELF
    for turn in range(2):
        for step_id, names in said.items():
            helped = walk_operations.walk_step(walk, step_id).helped
            assert helped is not None
            assert [done.operation for done in helped.done] == names, (turn, step_id)
            assert len(walk.journal().ran[step_id].calls) == len(names), "as many as are recorded"
            assert (helped.mail is not None) == (len(names) > 1 and "App" not in step_id.title())
    guest = directory(walk, stack).get(GUEST)
    assert (guest.status, guest.attributes["email_verified"]) == (UserStatus.CONFIRMED, "true")


@pytest.mark.engine
def test_after_the_authenticator_app_a_sign_in_asks_for_six_digits(walk: Walk) -> None:
    outcome = walk_operations.walk_step(walk, "authenticator-app")
    assert outcome.ran[-2:] == ("sign-up", "authenticator-app")
    assert outcome.helped is not None
    assert outcome.helped.challenge == "SOFTWARE_TOKEN_MFA"
    assert [each.label for each in outcome.requests] == ["Sign in", "Sign in"]
    assert "SOFTWARE_TOKEN_MFA" in outcome.requests[-1].response_body
    lab = open_lab(walk.settings, endpoint_url=walk.endpoint_url)
    guest = next(each for each in lab.personas() if each.username == GUEST)
    answer = lab.sign_in.sign_in(GUEST, guest.password)
    assert isinstance(answer, ChallengeRequired)
    assert answer.challenge == "SOFTWARE_TOKEN_MFA"


@pytest.mark.engine
def test_neither_password_nor_code_nor_key_is_recorded(walk: Walk) -> None:
    codes = []
    for step_id in SELF:
        helped = walk_operations.walk_step(walk, step_id).helped
        assert helped is not None
        codes += [helped.mail.code] if helped.mail else []
        assert not any(code in repr(helped) for code in codes)
    journal = walk.settings.journal_path.read_text(encoding="utf-8")
    passwords = walk.settings.personas_path.read_text(encoding="utf-8")
    assert len(codes) == 3
    assert not any(code in journal for code in codes)
    for line in passwords.split('"password": "')[1:]:
        assert line.partition('"')[0] not in journal
    assert '"get_user_attribute_verification_code"' in journal
    assert "confirm_sign_up" in journal


class MotoThatMails(MotoAws):
    """moto does not know ResendConfirmationCode."""

    def call(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        if operation == "resend_confirmation_code":
            return {"CodeDeliveryDetails": {"Destination": "m***@e***"}}
        return super().call(service, operation, **parameters)


@pytest.fixture
def on_aws(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Walk]:
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    settings = Settings(cloud=Cloud.AWS, region="eu-west-1", home=tmp_path)
    with mock_aws():
        aws = MotoThatMails(settings)
        yield Walk(Lab(settings=settings, aws=aws, recorder=HttpRecorder(), clock=time.time))


@pytest.mark.slow
def test_on_aws_a_step_waits_for_the_code_of_the_readers_mailbox(on_aws: Walk) -> None:
    with pytest.raises(InputError, match="needs an e-mail address"):
        walk_operations.walk_step(on_aws, "sign-up")
    with pytest.raises(InputError, match="no user guest yet"):
        walk_operations.walk_step(on_aws, "forgot-password")
    for step_id, address in (("sign-up", "me@example.org"), ("forgot-password", "")):
        asked = walk_operations.walk_step(on_aws, step_id, entered=Entered(email=address))
        assert asked.helped is not None
        assert asked.helped.waits_for_code
        record = on_aws.journal().ran[step_id]
        assert (record.is_done, record.waits_for_code) == (False, True)
        walk_operations.walk_step(on_aws, step_id, entered=Entered(code="123456"))
        record = on_aws.journal().ran[step_id]
        assert (record.is_done, record.waits_for_code) == (True, False)
        assert len(record.calls) > 1, "both halves are recorded"


def test_a_rehearsal_on_aws_leaves_out_what_needs_a_mailbox(on_aws: Walk) -> None:
    ids = [each.id for each in rehearsed_steps(on_aws.settings)]
    assert ids == [each.id for each in STEPS if each.id not in SELF]
