"""The desk: every change of the user pool goes through it."""

from services.cloud.aws import Aws
from services.errors import AwsError
from services.users.changes.change import Call, Change

_SERVICE = "cognito-idp"


class Desk:
    """Makes changes to one user pool; safe to share between threads."""

    def __init__(self, aws: Aws, user_pool_id: str) -> None:
        self._aws = aws
        self.user_pool_id = user_pool_id

    def do(self, change: Change, *, reason: str = "") -> None:  # noqa: ARG002
        """Send the change's calls; when a later one fails, take the earlier ones back and raise."""
        for number, call in enumerate(change.calls):
            try:
                self._send(call)
            except AwsError:
                if number:
                    for back in change.take_back:
                        self._send(back)
                raise

    def _send(self, call: Call) -> None:
        self._aws.call(
            _SERVICE, call.operation, UserPoolId=self.user_pool_id, **dict(call.parameters)
        )
