"""An Aws that keeps every call it makes as a value; secrets are taken out before it is kept."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from services.cloud.answer_ids import ids_of
from services.cloud.aws import Aws
from services.cloud.call_source import calling_source
from services.cloud.masking import masked
from services.cloud.recorded_call import CallSource, RecordedCall
from services.cloud.service_models import operation_model
from services.errors import LabError


@contextmanager
def recorded(
    aws: Aws, keep: Callable[[RecordedCall], None] = lambda _: None
) -> Iterator["RecordingAws"]:
    """Yield an Aws that does what `aws` does and keeps its calls in `calls`, until the end.

    Each is given to `keep` as well, as soon as it was answered and before the next one ends.
    """
    recording = RecordingAws(aws, keep)
    try:
        yield recording
    finally:
        recording.stop()


class RecordingAws(Aws):
    """Calls through another Aws, with its clients, and keeps what went out, from any thread."""

    def __init__(self, aws: Aws, keep: Callable[[RecordedCall], None]) -> None:
        super().__init__(aws.settings, aws.endpoint_url)
        self._aws = aws
        self._keep_outside = keep
        self._calls: list[RecordedCall] = []
        self._keeps = True
        self._calls_lock = threading.Lock()

    @property
    def calls(self) -> tuple[RecordedCall, ...]:
        """Return the finished calls in the order in which they ended."""
        with self._calls_lock:
            return tuple(self._calls)

    def stop(self) -> None:
        """Keep no later call; they are made as before."""
        self._keeps = False

    def give_up(self) -> None:
        self._aws.give_up()

    def call(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        """Call as the other Aws does, and keep the call with its ids or its error code."""
        if not self._keeps:
            return self._aws.call(service, operation, **parameters)
        source = calling_source()
        try:
            answer = self._aws.call(service, operation, **parameters)
        except LabError as error:
            code = str(error.facts.get("code") or type(error).__name__)
            self._keep(service, operation, parameters, source, error_code=code)
            raise
        self._keep(service, operation, parameters, source, answer=answer)
        return answer

    def _keep(
        self,
        service: str,
        operation: str,
        parameters: Mapping[str, Any],
        source: CallSource | None,
        *,
        answer: Mapping[str, Any] | None = None,
        error_code: str = "",
    ) -> None:
        model = operation_model(service, operation)
        shown = masked(parameters, model.input_shape)
        call = RecordedCall(
            service=service,
            operation=operation,
            parameters=shown,
            answer_ids=ids_of(answer or {}, model.output_shape, json.dumps(shown)),
            source=source,
            error_code=error_code,
        )
        with self._calls_lock:
            self._calls.append(call)
            self._keep_outside(call)

    def _client(self, service: str) -> Any:
        return self._aws._client(service)
