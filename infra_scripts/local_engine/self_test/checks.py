"""The self-test of a started engine: what it proves, and the report others show."""

import http.client
from dataclasses import asdict, dataclass
from pathlib import Path

from infra_scripts.local_engine.self_test.aws_requests import Answer
from infra_scripts.local_engine.self_test.scratch_stack import Scratch, scratch_stack
from services.errors import SelfTestFailed, StoredFileError
from services.home.stored_files import read_json, write_json

_WRONG_HASH = "bm90IHRoZSBoYXNo"
_MADE_UP_SESSION = "made-up-session-0000"


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTestCheck:
    """One repair, proven or not; `observed` is the engine's answer in a few words."""

    id: str
    sentence: str
    passed: bool
    observed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTestReport:
    checks: tuple[SelfTestCheck, ...] = ()

    @property
    def passed(self) -> bool:
        return bool(self.checks) and all(check.passed for check in self.checks)

    @property
    def failures(self) -> tuple[SelfTestCheck, ...]:
        return tuple(check for check in self.checks if not check.passed)


def run_self_test(endpoint_url: str) -> SelfTestReport:
    """Prove the repairs on a scratch pool and API, which are removed afterwards.

    An engine that cannot even do that gives a report with one failed check, not an exception.
    """
    try:
        with scratch_stack(endpoint_url) as scratch:
            return SelfTestReport(checks=_checks(scratch))
    except (OSError, http.client.HTTPException, KeyError) as error:
        observed = f"{type(error).__name__} while setting it up"
        return SelfTestReport(
            checks=(_check("scratch-stack", "A scratch pool and API work", False, observed),)
        )


def _checks(scratch: Scratch) -> tuple[SelfTestCheck, ...]:
    signed_in = scratch.sign_in()
    tokens = signed_in.document.get("AuthenticationResult", {})
    id_token, access_token, refresh_token = (
        str(tokens.get(name, "")) for name in ("IdToken", "AccessToken", "RefreshToken")
    )
    return (
        _refused(
            "wrong-secret-hash",
            "A wrong secret hash is refused",
            scratch.sign_in(secret_hash=_WRONG_HASH),
        ),
        _answered(
            "right-sign-in", "The right password and secret hash give tokens", signed_in, 200
        ),
        _answered("no-token", "No token is refused", scratch.call(), 401),
        _answered("id-token", "The ID token opens the API", scratch.call(id_token), 200),
        _answered(
            "access-token-without-scopes",
            "The access token is refused where the method has no scopes",
            scratch.call(access_token),
            401,
        ),
        _answered(
            "refresh-token", "The refresh token is refused", scratch.call(refresh_token), 401
        ),
        _refused(
            "bogus-new-password-session",
            "A made-up session sets no new password",
            scratch.answer_challenge(
                "NEW_PASSWORD_REQUIRED",
                session=_MADE_UP_SESSION,
                NEW_PASSWORD=scratch.password,
            ),
        ),
        _refused(
            "bogus-mfa-session",
            "A made-up session completes no MFA",
            scratch.answer_challenge("SMS_MFA", session=_MADE_UP_SESSION, SMS_MFA_CODE="123456"),
        ),
    )


def _check(check_id: str, sentence: str, passed: bool, observed: str) -> SelfTestCheck:
    return SelfTestCheck(id=check_id, sentence=sentence, passed=passed, observed=observed)


def _answered(check_id: str, sentence: str, answer: Answer, status: int) -> SelfTestCheck:
    return _check(check_id, sentence, answer.status == status, f"status {answer.status}")


def _refused(check_id: str, sentence: str, answer: Answer) -> SelfTestCheck:
    refused = answer.error == "NotAuthorizedException"
    return _check(check_id, sentence, refused, answer.error or f"status {answer.status}")


def require_self_test(report: SelfTestReport) -> None:
    """Raise SelfTestFailed naming every failed check; an empty report counts as failed."""
    if report.passed:
        return
    failed = "; ".join(f"{check.sentence}: {check.observed}" for check in report.failures)
    raise SelfTestFailed(
        f"The local engine answers wrongly. {failed or 'Its self-test did not run.'}",
        hint="Stop it with `python -m infra_scripts engine stop` and start it again.",
    )


def report_path(engine_dir: Path) -> Path:
    return engine_dir / "self_test.json"


def write_report(engine_dir: Path, report: SelfTestReport) -> None:
    write_json(report_path(engine_dir), asdict(report))


def read_report(engine_dir: Path) -> SelfTestReport:
    """Return the running engine's report; empty, so not passed, when it cannot be read."""
    try:
        document = read_json(report_path(engine_dir))
        checks = tuple(SelfTestCheck(**check) for check in (document or {})["checks"])
    except (StoredFileError, KeyError, TypeError):
        return SelfTestReport()
    return SelfTestReport(checks=checks)
