"""The checks of the self-test: real calls whose right answers are known."""

import http.client
from collections.abc import Callable

from infra_scripts.local_engine.self_test.aws_requests import AwsAnswer
from infra_scripts.local_engine.self_test.leftovers import remove_leftovers
from infra_scripts.local_engine.self_test.report import SAVING, SelfTestCheck, SelfTestReport
from infra_scripts.local_engine.self_test.scratch_stack import ScratchStack, scratch_stack

_WRONG_HASH = "bm90IHRoZSBoYXNo"
_MADE_UP_SESSION = "made-up-session-0000"


def run_self_test(
    endpoint_url: str, *, mark: str = "", unsaved: Callable[[str], str] | None = None
) -> SelfTestReport:
    """Prove the repairs on a scratch pool and API, which are removed afterwards.

    What an earlier self-test with the same `mark` could not remove is removed first. `unsaved`
    saves the engine's state and says why the named pool did not reach the disk, or nothing. When
    the scratch pool cannot be made, the report has one failed check; nothing is raised.
    """
    try:
        remove_leftovers(endpoint_url, mark)
        with scratch_stack(endpoint_url, mark=mark) as scratch:
            saving = (_saved(unsaved(scratch.pool_id)),) if unsaved else ()
            return SelfTestReport(checks=_checks(scratch) + saving)
    except (OSError, http.client.HTTPException, KeyError) as error:
        observed = f"{type(error).__name__} while setting it up"
        return SelfTestReport(
            checks=(_check("scratch-stack", "A scratch pool and API work", False, observed),)
        )


def _checks(scratch: ScratchStack) -> tuple[SelfTestCheck, ...]:
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


def _answered(check_id: str, sentence: str, answer: AwsAnswer, status: int) -> SelfTestCheck:
    return _check(check_id, sentence, answer.status == status, f"status {answer.status}")


def _refused(check_id: str, sentence: str, answer: AwsAnswer) -> SelfTestCheck:
    refused = answer.error == "NotAuthorizedException"
    return _check(check_id, sentence, refused, answer.error or f"status {answer.status}")


def _saved(problem: str) -> SelfTestCheck:
    return _check(SAVING, "What is changed reaches the disk", not problem, problem or "saved")
