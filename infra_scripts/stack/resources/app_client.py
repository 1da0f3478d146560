"""App clients of a user pool: who may ask it for tokens, by which flows, for how long."""

from dataclasses import dataclass
from typing import Any, ClassVar

from infra_scripts.stack.resources.model import Fields, Found, Resource
from infra_scripts.stack.resources.view import StackView

# UpdateUserPoolClient sets what it is not sent back to AWS's default
# (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolClient.html).
_CARRIED = (
    "AnalyticsConfiguration",
    "CallbackURLs",
    "DefaultRedirectURI",
    "EnablePropagateAdditionalUserContextData",
    "LogoutURLs",
    "ReadAttributes",
    "SupportedIdentityProviders",
    "WriteAttributes",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppClientResource(Resource):
    """An app client with a secret; `settings` has CreateUserPoolClient's parameters, lists sorted.

    The secret itself is never read here: code that needs it asks Cognito for it.
    """

    kind: ClassVar[str] = "app_client"
    locked: ClassVar[dict[str, str]] = {
        "HasSecret": "AWS adds no secret later: delete the app client, then run `up`."
    }
    pool: str
    client_name: str
    settings: Fields

    def parent_name(self) -> str:
        return self.pool

    def desired(self, view: StackView) -> Fields:
        return {"ClientName": self.client_name, "HasSecret": True, **self.settings}

    def find(self, view: StackView) -> Found | None:
        pool_id = view.known_id(self.pool)
        if not pool_id:
            return None
        known = view.known_id(self.name)
        client = _describe(view, pool_id, known) if known else None
        if client is None:
            listed = view.read_pages("cognito-idp", "list_user_pool_clients", UserPoolId=pool_id)
            ids = [item["ClientId"] for item in listed if item["ClientName"] == self.client_name]
            client = _describe(view, pool_id, ids[0]) if ids else None
        return None if client is None else self._found(client)

    def _found(self, client: dict[str, Any]) -> Found:
        fields = {key: _like(wanted, client.get(key)) for key, wanted in self.settings.items()}
        return Found(
            id=client["ClientId"],
            fields={
                "ClientName": client["ClientName"],
                "HasSecret": bool(client.get("ClientSecret")),
                **fields,
            },
            carried={key: client[key] for key in _CARRIED if client.get(key)},
        )

    def create(self, view: StackView) -> Found:
        client = view.write(
            "cognito-idp",
            "create_user_pool_client",
            UserPoolId=view.id(self.pool),
            ClientName=self.client_name,
            GenerateSecret=True,
            **self.settings,
        )["UserPoolClient"]
        return Found(id=client["ClientId"])

    def update(self, view: StackView, found: Found, changed: frozenset[str]) -> Found:
        view.write(
            "cognito-idp",
            "update_user_pool_client",
            UserPoolId=view.id(self.pool),
            ClientId=found.id,
            ClientName=self.client_name,
            **found.carried,
            **self.settings,
        )
        return found


def _describe(view: StackView, pool_id: str, client_id: str) -> dict[str, Any] | None:
    answer = view.read(
        "cognito-idp", "describe_user_pool_client", UserPoolId=pool_id, ClientId=client_id
    )
    return answer["UserPoolClient"] if answer else None


def _like(wanted: Any, actual: Any) -> Any:
    """Return `actual` as it compares with `wanted`: AWS leaves out what is empty or off."""
    if not wanted and not actual:
        return wanted
    return sorted(actual) if isinstance(actual, list) else actual
