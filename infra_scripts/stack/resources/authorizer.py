"""COGNITO_USER_POOLS authorizers of the REST API."""

from dataclasses import dataclass
from typing import Any, ClassVar

from infra_scripts.stack.resources.model import Fields, Found, Resource
from infra_scripts.stack.resources.patch import replacements
from infra_scripts.stack.resources.rest_api import REST_API, read_paths
from infra_scripts.stack.resources.view import StackView

_PATHS = {
    "IdentitySource": "/identitySource",
    "IdentityValidationExpression": "/identityValidationExpression",
    "ResultTtlInSeconds": "/authorizerResultTtlInSeconds",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizerResource(Resource):
    """An authorizer for the tokens of `pool`; with `only_client`, for that app client's alone.

    `pool_arn` names a user pool of another stack instead, `audience` an expression of one's own.
    Token validation matches a token's `aud` against a regular expression
    (https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html).
    """

    kind: ClassVar[str] = "authorizer"
    parent: ClassVar[str] = REST_API
    replaced_for: ClassVar[frozenset[str]] = frozenset({"ProviderARNs"})
    authorizer_name: str
    pool: str
    only_client: str = ""
    pool_arn: str = ""
    audience: str = ""

    def builds_on(self) -> tuple[str, ...]:
        return (self.parent, self.pool, self.only_client)

    def desired(self, view: StackView) -> Fields:
        expression = f"^{view.id(self.only_client)}$" if self.only_client else self.audience
        return {
            "ProviderARNs": [self.pool_arn or view.arn(self.pool)],
            "IdentitySource": "method.request.header.Authorization",
            "IdentityValidationExpression": expression,
            "ResultTtlInSeconds": 0,  # no cache: a demo shows what each request gets
        }

    def find(self, view: StackView) -> Found | None:
        api_id = view.known_id(REST_API)
        if not api_id:
            return None
        for item in view.read_pages("apigateway", "get_authorizers", restApiId=api_id):
            if item["name"] == self.authorizer_name:  # unique within an API
                return _found(item)
        return None

    def create(self, view: StackView) -> Found:
        wanted = self.desired(view)
        expression = wanted["IdentityValidationExpression"]
        item = view.write(
            "apigateway",
            "create_authorizer",
            restApiId=view.id(REST_API),
            name=self.authorizer_name,
            type="COGNITO_USER_POOLS",
            providerARNs=wanted["ProviderARNs"],
            identitySource=wanted["IdentitySource"],
            authorizerResultTtlInSeconds=wanted["ResultTtlInSeconds"],
            **({"identityValidationExpression": expression} if expression else {}),
        )
        return Found(id=item["id"])

    def update(self, view: StackView, found: Found, changed: frozenset[str]) -> Found:
        view.write(
            "apigateway",
            "update_authorizer",
            restApiId=view.id(REST_API),
            authorizerId=found.id,
            patchOperations=replacements(_PATHS, self.desired(view), changed),
        )
        return found

    def replace(self, view: StackView, found: Found) -> Found:
        """Remove it with the methods that name it, as AWS requires; they are created again next."""
        api_id = view.id(REST_API)
        for item in read_paths(view, api_id).values():
            for http_method, method in item.get("resourceMethods", {}).items():
                if method.get("authorizerId") == found.id:
                    view.write(
                        "apigateway",
                        "delete_method",
                        restApiId=api_id,
                        resourceId=item["id"],
                        httpMethod=http_method,
                    )
        view.write("apigateway", "delete_authorizer", restApiId=api_id, authorizerId=found.id)
        return self.create(view)


def _found(item: dict[str, Any]) -> Found:
    return Found(
        id=item["id"],
        fields={
            "ProviderARNs": item.get("providerARNs", []),
            "IdentitySource": item.get("identitySource", ""),
            "IdentityValidationExpression": item.get("identityValidationExpression") or "",
            "ResultTtlInSeconds": int(item.get("authorizerResultTtlInSeconds", 300)),
        },
    )
