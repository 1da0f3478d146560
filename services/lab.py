"""Lab: every service of one stack, wired and ready; its only state are caches."""

import json
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from services.api.protected_api import ProtectedApi
from services.api.sign_in import SignInApi
from services.cloud.aws import Aws, Observer, ignore_call
from services.errors import ApiUnreachable, TokenError
from services.home.outputs import StackOutputs, jwks_url_of, require_outputs, with_addresses
from services.home.personas import Persona, load_personas
from services.settings import Settings
from services.single_flight import SingleFlight
from services.tokens.keys import Jwk, JwksCache
from services.tokens.verify import TokenVerifier
from services.traffic.exchange import Exchange
from services.traffic.recorder import HttpRecorder
from services.users.changes.desk import Desk
from services.users.directory import Directory

if TYPE_CHECKING:  # what explains calls is loaded when the first call is explained
    from services.authorizer.decision import Decision
    from services.authorizer.rest_api import Api
    from services.authorizer.token_checks import Keys

_OK = 200
API_KEPT_SECONDS = 3.0
_FileVersion = tuple[int, int, int]


class Lab:
    """One stack's services; safe to share between threads and cheap to ask for any of them.

    Every property that needs the stack raises NotProvisioned until it is complete.
    """

    def __init__(
        self,
        *,
        settings: Settings,
        aws: Aws,
        recorder: HttpRecorder,
        clock: Callable[[], float],
    ) -> None:
        self.settings = settings
        self.aws = aws
        self.recorder = recorder
        self._clock = clock
        self._jwks = JwksCache(self._fetch_jwks, clock)
        self._outputs: tuple[_FileVersion, StackOutputs] | None = None
        self._lock = threading.Lock()
        self._api: tuple[float, Api] | None = None
        self._api_readings = SingleFlight[tuple[str, str], "Api"]()

    @property
    def outputs(self) -> StackOutputs:
        """Return the stack's outputs, read again whenever the file has changed.

        Locally the addresses are those of the engine in use, whatever port the file remembers.
        """
        with self._lock:
            version = self._file_version()
            if self._outputs is None or self._outputs[0] != version or version is None:
                self._outputs = None
                outputs = require_outputs(self.settings)
                if self.settings.is_local and self.aws.endpoint_url:
                    outputs = with_addresses(outputs, self.aws.endpoint_url)
                if version is None:  # the file was written after the first look
                    return outputs
                self._outputs = (version, outputs)
            return self._outputs[1]

    @property
    def sign_in(self) -> SignInApi:
        return SignInApi(self.outputs.sign_in_url, self.recorder)

    @property
    def protected_api(self) -> ProtectedApi:
        return ProtectedApi(self.outputs.base_url, self.recorder)

    @property
    def directory(self) -> Directory:
        return Directory(self.aws, self.outputs.user_pool_id)

    @property
    def desk(self) -> Desk:
        """Return where changes of the user pool are made."""
        return Desk(self.aws, self.outputs.user_pool_id)

    @property
    def other_directory(self) -> Directory:
        """The pool whose tokens this API must refuse."""
        return Directory(self.aws, self.outputs.resource_id("other_user_pool"))

    @property
    def verifier(self) -> TokenVerifier:
        outputs = self.outputs
        return TokenVerifier(
            issuer=outputs.issuer,
            jwks_url=outputs.jwks_url,
            app_client_id=outputs.app_client_id,
            jwks=self._jwks,
            clock=self._clock,
        )

    @property
    def api(self) -> "Api":
        """Return the REST API's live settings, at most API_KEPT_SECONDS old.

        Raises an AwsError when they cannot be read.
        """
        outputs = self.outputs
        return self._kept_api(outputs) or self._api_readings.run(
            (outputs.rest_api_id, outputs.base_url), lambda: self._read_api(outputs)
        )

    def keys(self, api: "Api") -> "Keys":
        """Return the public keys of every pool that an authorizer of `api` names."""
        named = (issuer for authorizer in api.authorizers for issuer in authorizer.issuers)
        return self.keys_of_issuers(named)

    def keys_of_issuers(self, issuers: Iterable[str]) -> "Keys":
        """Return the public keys by issuer and key id; a pool that is gone has none."""
        return {issuer: self._keys_of(issuer) for issuer in sorted(set(issuers))}

    def explain(self, exchange: Exchange, api: "Api | None" = None) -> "Decision":
        """Decide a recorded call as AWS does with the settings, keys and time of that call.

        `api` are the settings of the API that was called, where it is not the stack's.
        Throttling, quota and a function's failure show in the answer only and are taken from it.
        Raises InputError for a call to another address, or to a method that neither is open nor has
        a Cognito authorizer; an AwsError or ApiUnreachable when settings or keys cannot be read.
        """
        from services.authorizer import observation
        from services.authorizer.decision import decide_call

        observed = observation.answer_of(exchange)
        api = observation.with_functions_as_observed(api or self.api, observed)
        return decide_call(
            observation.request_of(exchange, api.base_url),
            api,
            self.keys(api),
            exchange.started_at,
            observation.conditions_of(observed),
        )

    def now(self) -> float:
        """Return the lab's time in epoch seconds."""
        return self._clock()

    def personas(self) -> list[Persona]:
        """Return the seeded personas, none when nothing was seeded."""
        return load_personas(self.settings)

    def _kept_api(self, outputs: StackOutputs) -> "Api | None":
        """Return the settings that were read, unless they are too old or another API's."""
        if self._api is None:
            return None
        read_at, api = self._api
        is_same = (api.id, api.base_url) == (outputs.rest_api_id, outputs.base_url)
        age = self._clock() - read_at  # below 0 when the clock was set back
        return api if is_same and 0 <= age < API_KEPT_SECONDS else None

    def _read_api(self, outputs: StackOutputs) -> "Api":
        from services.live.rest_api_reader import read_api

        kept = self._kept_api(outputs)  # another thread may just have read them
        if kept is not None:
            return kept
        api = read_api(
            self.aws,
            rest_api_id=outputs.rest_api_id,
            stage=outputs.stage,
            base_url=outputs.base_url,
        )
        self._api = (self._clock(), api)
        return api

    def _file_version(self) -> _FileVersion | None:
        try:
            stat = self.settings.outputs_path.stat()
        except OSError:
            return None
        return stat.st_mtime_ns, stat.st_size, stat.st_ino

    def _keys_of(self, issuer: str) -> Mapping[str, Jwk]:
        engine_url = self.aws.endpoint_url if self.settings.is_local else ""
        try:
            return self._jwks.keys(jwks_url_of(issuer, engine_url))
        except TokenError:  # the pool is gone: it has no keys
            return {}

    def _fetch_jwks(self, url: str) -> dict[str, Any]:
        exchange = self.recorder.send("GET", url, label="Public keys of the user pool")
        if exchange.status is None:
            raise ApiUnreachable(
                f"The user pool's public keys could not be fetched: {exchange.failure}",
                hint="Check the stack and the cloud with `python -m infra_scripts status`.",
            )
        try:
            document = json.loads(exchange.response_body) if exchange.status == _OK else None
        except (ValueError, RecursionError):
            document = None
        if not isinstance(document, dict):
            raise TokenError(
                f"The user pool's JWKS address answered {exchange.status} without a key set.",
                hint="Check the stack with `python -m infra_scripts status`.",
            )
        return document


def open_lab(
    settings: Settings,
    *,
    endpoint_url: str = "",
    observer: Observer = ignore_call,
    aws: Aws | None = None,
) -> Lab:
    """Wire a Lab without any call or file read; `endpoint_url` is the local engine's address.

    It calls through `aws` where that is given, through an Aws of its own otherwise.
    """
    return Lab(
        settings=settings,
        aws=aws or Aws(settings, endpoint_url, observer),
        recorder=HttpRecorder(use_proxies=not settings.is_local),
        clock=time.time,
    )
