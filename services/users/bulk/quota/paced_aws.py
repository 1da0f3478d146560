"""An Aws whose calls keep to the quotas and are sent again where that cannot do a thing twice.

A throttled call did nothing, so any is sent again. One that got no answer, or an error of AWS's
own, is sent again only where it reads: whoever sent a change has to look what came of it.
"""

import random
from typing import Any

from services.cloud.aws import Aws
from services.errors import AwsError, Throttled
from services.limits.backoff import TRIES, Uniform, full_jitter
from services.users.bulk.quota.quotas import Quotas

_READS = ("admin_get", "admin_list", "describe", "get", "list")
_TRIES_OF_READS = 8


class PacedAws(Aws):
    """Calls through another Aws, with its clients; safe to share between threads."""

    def __init__(self, aws: Aws, quotas: Quotas, *, uniform: Uniform = random.uniform) -> None:
        super().__init__(aws.settings, aws.endpoint_url)
        self._aws = aws.without_retries()
        self._quotas = quotas
        self._uniform = uniform

    def call(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        """Call when the quota allows it; raises what the last try raised."""
        pace = self._quotas.pace_of(operation)
        refusals = 0
        while True:
            pace.wait()
            try:
                return self._aws.call(service, operation, **parameters)
            except AwsError as error:
                refusals += 1
                if refusals >= _tries(error, operation):
                    raise
                if isinstance(error, Throttled):
                    pace.slow_down()
            self._quotas.sleep(full_jitter(refusals, self._uniform))

    def _client(self, service: str) -> Any:
        return self._aws._client(service)


def _tries(error: AwsError, operation: str) -> int:
    if isinstance(error, Throttled):
        return TRIES
    is_read = operation.startswith(_READS)
    return _TRIES_OF_READS if is_read and error.is_unanswered else 1
