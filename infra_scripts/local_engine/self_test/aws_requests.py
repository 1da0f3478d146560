"""Plain HTTP to the engine's AWS control plane, without boto3: enough for its self-test."""

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from services.settings import LOCAL_REGION

_TIMEOUT_SECONDS = 20.0
_COGNITO = "AWSCognitoIdentityProviderService"


@dataclass(frozen=True, slots=True, kw_only=True)
class AwsAnswer:
    status: int
    document: dict[str, Any]

    @property
    def error(self) -> str:
        """Cognito's exception name, or an empty text."""
        return str(self.document.get("__type", "")).rpartition("#")[2]


class AwsRequests:
    """One kept-alive connection to the engine, acting as its root."""

    def __init__(self, endpoint_url: str) -> None:
        address = urlsplit(endpoint_url)
        self._connection = http.client.HTTPConnection(
            address.hostname or "", address.port, timeout=_TIMEOUT_SECONDS
        )

    def close(self) -> None:
        self._connection.close()

    def cognito(self, action: str, **parameters: object) -> AwsAnswer:
        headers = {
            "X-Amz-Target": f"{_COGNITO}.{action}",
            "Content-Type": "application/x-amz-json-1.1",
        }
        return self._send("POST", "/", parameters, headers | _root("cognito-idp"))

    def api_gateway(self, method: str, path: str, **parameters: object) -> AwsAnswer:
        headers = {"Content-Type": "application/json"}
        return self._send(method, path, parameters, headers | _root("apigateway"))

    def get(self, path: str, *, token: str | None = None) -> AwsAnswer:
        return self._send("GET", path, None, {"Authorization": token} if token else {})

    def _send(
        self, method: str, path: str, document: object, headers: Mapping[str, str]
    ) -> AwsAnswer:
        body = None if document is None else json.dumps(document)
        try:
            self._connection.request(method, path, body=body, headers=dict(headers))
            response = self._connection.getresponse()
            text = response.read()
        except BaseException:
            # Ctrl-C as well: the next request, which cleans up, needs a new connection.
            self._connection.close()
            raise
        try:
            parsed = json.loads(text or b"{}")
        except ValueError:
            parsed = {}
        return AwsAnswer(
            status=response.status, document=parsed if isinstance(parsed, dict) else {}
        )


def _root(service: str) -> dict[str, str]:
    # The engine does not check its root key's signature; the scope says which service is meant.
    scope = f"test/20260101/{LOCAL_REGION}/{service}/aws4_request"
    signed = f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=none"
    return {"Authorization": signed}
