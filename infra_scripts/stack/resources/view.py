"""The stack as one run sees it: ids known so far, tags, and each AWS answer read once.

Every AWS call of the resources goes through here: reads are remembered, a write forgets what
was read of its service.
"""

import time
from collections.abc import Callable, Mapping
from typing import Any

from services.cloud.aws import Aws
from services.errors import ResourceNotFound, Throttled
from services.home.outputs import ResourceEntry
from services.single_flight import SingleFlight

STACK_TAG = "authorizer-lab:stack"
NAME_TAG = "authorizer-lab:name"
# DeleteRestApi is allowed once in 30 seconds per account, CreateDeployment once in 5
# (https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html).
THROTTLE_PAUSES_SECONDS = (5.0, 10.0, 20.0, 35.0, 35.0)
_LATER = "known after it is created"


def waits_for_an_id(value: Any) -> bool:
    """Tell whether a desired value holds the id or ARN of a resource that is still to be made."""
    return _LATER in str(value)


class StackView:
    """What `find`, `desired` and the writes of a resource may ask for."""

    def __init__(
        self,
        aws: Aws,
        *,
        stack: str,
        stage: str,
        entries: Mapping[str, ResourceEntry],
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.aws = aws
        self.stack = stack
        self.stage = stage
        self.entries = dict(entries)
        self.born: set[str] = set()  # resources made in this run: they have no older children
        self.path_ids: dict[str, dict[str, str]] = {}  # REST API -> path -> resource id
        self.sleep = sleep
        self._answers = SingleFlight[tuple[str, str, str], Any](keeps_ends=True)

    def rehearsal(self) -> "StackView":
        """Return a view that shares the answers read, and keeps ids of its own."""
        view = StackView(
            self.aws, stack=self.stack, stage=self.stage, entries=self.entries, sleep=self.sleep
        )
        view._answers = self._answers
        return view

    @property
    def region(self) -> str:
        return self.aws.region

    @property
    def account(self) -> str:
        return str(self._identity()["Account"])

    @property
    def partition(self) -> str:
        """Return "aws", or the partition of another part of AWS such as "aws-cn"."""
        return str(self._identity()["Arn"]).split(":")[1]

    def _identity(self) -> Any:
        return self.read("sts", "get_caller_identity")

    def known_id(self, name: str) -> str:
        """Return the id of a resource, or "" while there is none."""
        entry = self.entries.get(name)
        return entry.id if entry else ""

    def id(self, name: str) -> str:
        """Return the id of a resource, or a text that says it will be known later."""
        return self.known_id(name) or f"(id of {name}, {_LATER})"

    def arn(self, name: str) -> str:
        entry = self.entries.get(name)
        return entry.arn if entry else f"(ARN of {name}, {_LATER})"

    def tags(self, name: str) -> dict[str, str]:
        """Return the tags that make a resource ours and tell which one of the stack it is."""
        return {STACK_TAG: self.stack, NAME_TAG: name}

    def is_ours(self, name: str, tags: Mapping[str, str] | None) -> bool:
        return (tags or {}).items() >= self.tags(name).items()

    def read(self, service: str, operation: str, **parameters: Any) -> Any | None:
        """Return AWS's answer, asked for once; None when there is no such resource."""
        return self._once(
            (service, operation, repr(sorted(parameters.items()))),
            lambda: self.aws.call(service, operation, **parameters),
        )

    def read_pages(self, service: str, operation: str, **parameters: Any) -> list[Any]:
        """Return every item of a list over all pages, asked for once; [] for no such parent."""
        items = self._once(
            (service, operation, repr(sorted(parameters.items()))),
            lambda: list(self.aws.pages(service, operation, **parameters)),
        )
        return items or []

    def _once(self, question: tuple[str, str, str], ask: Callable[[], Any]) -> Any | None:
        def ask_for_what_may_be_missing() -> Any | None:
            try:
                return ask()
            except ResourceNotFound:
                return None

        return self._answers.run(question, ask_for_what_may_be_missing)

    def write(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        """Call AWS to change something, waiting out AWS's low rates for a few operations."""
        try:
            for pause in THROTTLE_PAUSES_SECONDS:
                try:
                    return self.aws.call(service, operation, **parameters)
                except Throttled:
                    self.sleep(pause)
            return self.aws.call(service, operation, **parameters)
        finally:
            self.forget(service)

    def forget(self, service: str) -> None:
        """Read a service's resources again the next time they are asked for."""
        self._answers.forget(lambda question: question[0] == service)
