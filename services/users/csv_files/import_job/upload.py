"""Putting the job's file where Cognito reads it: one request to the pre-signed address."""

import requests

from services.errors import ApiUnreachable, InputError

# https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-creating-import-job.html
_HEADERS = {"x-amz-server-side-encryption": "aws:kms"}
_SECONDS = (3.05, 300.0)
_OK = 200
_AGAIN = "Make a new job: the address counts for 15 minutes."


def upload(url: str, content: bytes) -> None:
    """Upload the file; ApiUnreachable without an answer, InputError when it is refused.

    The address is a secret while it counts, so no error repeats it.
    """
    try:
        answer = requests.put(
            url, data=content, headers=_HEADERS, timeout=_SECONDS, allow_redirects=False
        )
    except requests.RequestException as error:
        raise ApiUnreachable(
            f"The file did not reach Cognito ({type(error).__name__}).", hint=_AGAIN
        ) from None
    if answer.status_code != _OK:
        raise InputError(
            f"Cognito's upload address refused the file (HTTP {answer.status_code}).", hint=_AGAIN
        )
