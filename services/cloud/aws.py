"""Sessions, clients and calls for the chosen cloud; only this room uses botocore."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from services.cloud.aws_errors import from_botocore, from_client_error
from services.cloud.retries import ends_without_cloud
from services.cloud.service_models import model_loader
from services.errors import CloudUnreachable, EngineError
from services.settings import Settings

if TYPE_CHECKING:
    from botocore.client import BaseClient

LOCAL_KEY = "test"  # the engine's root key: another key id would be another account


@dataclass(frozen=True, slots=True, kw_only=True)
class AwsCall:
    """What an observer learns of one finished call; parameters stay out, they hold passwords."""

    service: str
    operation: str
    duration_ms: float
    error_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Whom AWS takes the caller for."""

    account: str
    arn: str


Observer = Callable[[AwsCall], None]


def ignore_call(call: AwsCall) -> None:
    """Observe nothing."""


class Aws:
    """Calls to AWS or the local engine, one client per service shared by all threads."""

    def __init__(
        self,
        settings: Settings,
        endpoint_url: str = "",
        observer: Observer = ignore_call,
        *,
        retries: bool = True,
    ) -> None:
        """`endpoint_url` is the local engine's address; it is not used on AWS.

        Without `retries` botocore sends each request once, whatever comes of it.
        """
        self.settings = settings
        self._retries = retries
        self.endpoint_url = endpoint_url
        self._observer = observer
        self._clients: dict[str, BaseClient] = {}
        self._lock = threading.Lock()
        self._session: Any = None
        self._is_given_up = False
        self._caller: Caller | None = None

    @property
    def region(self) -> str:
        return self.settings.region

    def without_retries(self) -> "Aws":
        """Return an Aws of the same cloud that sends each request once."""
        return Aws(self.settings, self.endpoint_url, self._observer, retries=False)

    def give_up(self) -> None:
        """Let every later call fail at once: nobody is to wait again for a cloud that hangs."""
        self._is_given_up = True

    def call(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        """Call `operation` (botocore's snake_case name) and return AWS's answer.

        Raises a subclass of AwsError chosen by AWS's error code.
        """
        from botocore.exceptions import BotoCoreError, ClientError

        if self._is_given_up:
            raise CloudUnreachable("The cloud does not answer any more.", operation=operation)
        started = time.perf_counter()
        code = ""
        try:
            answer: dict[str, Any] = getattr(self._client(service), operation)(**parameters)
        except ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", "Unknown"))
            raise from_client_error(error) from error
        except BotoCoreError as error:
            code = type(error).__name__
            # The chain is cut: a validation error's own text repeats the value, a password too.
            raise from_botocore(error, operation) from None
        finally:
            elapsed_ms = (time.perf_counter() - started) * 1000
            self._observer(
                AwsCall(
                    service=service, operation=operation, duration_ms=elapsed_ms, error_code=code
                )
            )
        return answer

    def pages(self, service: str, operation: str, **parameters: Any) -> Iterator[Any]:
        """Yield every item of a list operation over all its pages, each asked for by `call`.

        Only for operations with pages: API Gateway's GetStages, for one, has none and is a `call`.
        """
        from botocore.exceptions import BotoCoreError

        from services.cloud.pagination import items_of_all_pages

        ask = partial(self.call, service, operation)
        try:
            yield from items_of_all_pages(self._client(service), operation, ask, parameters)
        except BotoCoreError as error:
            raise from_botocore(error, operation) from None

    def account_id(self) -> str:
        """Return the account that the credentials belong to."""
        return self._identity().account

    def caller(self) -> Caller:
        """Return whose credentials these are; AWS is asked once, again after a failure."""
        if self._caller is None:
            self._caller = self._identity()
        return self._caller

    def _identity(self) -> Caller:
        answer = self.call("sts", "get_caller_identity")
        return Caller(account=str(answer["Account"]), arn=str(answer.get("Arn", "")))

    def _client(self, service: str) -> Any:
        client = self._clients.get(service)
        if client is None:
            with self._lock:  # sessions are not thread-safe, clients are
                client = self._clients.get(service) or self._build(service)
                self._clients[service] = client
        return client

    def _attempts(self) -> int:
        if not self._retries:
            return 1
        return 3 if self.settings.is_local else 5

    def _build(self, service: str) -> Any:
        import boto3
        from botocore.config import Config

        is_local = self.settings.is_local
        if is_local and not self.endpoint_url:
            raise EngineError(
                "The address of the local engine is not known.",
                hint="Start it with `python -m infra_scripts engine start`.",
            )
        if self._session is None:
            self._session = (
                boto3.session.Session(botocore_session=_hermetic_session())
                if is_local
                else boto3.session.Session(profile_name=self.settings.profile)
            )
        options: dict[str, Any] = {}
        hermetic: dict[str, Any] = {}
        if is_local:
            options = {
                "endpoint_url": self.endpoint_url,
                "aws_access_key_id": LOCAL_KEY,
                "aws_secret_access_key": LOCAL_KEY,
            }
            hermetic = {"proxies": {}, "ignore_configured_endpoint_urls": True}
        config = Config(
            max_pool_connections=25,
            connect_timeout=3,
            read_timeout=30,
            retries={"mode": "standard", "total_max_attempts": self._attempts()},
            user_agent=f"Boto3/{boto3.__version__} authorizer-lab",
            **hermetic,
        )
        client = self._session.client(service, region_name=self.region, config=config, **options)
        event = f"needs-retry.{client.meta.service_model.service_id.hyphenize()}"
        client.meta.events.register_first(event, ends_without_cloud(is_local=is_local))
        return client


def load_boto3() -> None:
    """Import boto3 and read the services' models before the first call, which then finds both."""
    import boto3  # noqa: F401

    model_loader().load_data_with_path("endpoints")
    for service in ("sts", "cognito-idp", "apigateway", "lambda", "iam", "logs"):
        for kind in ("service-2", "endpoint-rule-set-1"):
            model_loader().load_service_model(service, kind)


def _hermetic_session() -> Any:
    """Return a botocore session that ignores the host's profile and AWS files."""
    from botocore.session import Session

    session = Session(
        session_vars={
            "profile": (None, None, None, None),
            "config_file": (None, None, os.devnull, None),
            "credentials_file": (None, None, os.devnull, None),
        }
    )
    session.register_component("data_loader", model_loader())
    return session
