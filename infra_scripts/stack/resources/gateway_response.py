"""Gateway responses: what API Gateway itself answers, here with the headers a browser needs."""

from dataclasses import dataclass
from typing import ClassVar

from infra_scripts.stack.resources.model import Fields, Found, Resource
from infra_scripts.stack.resources.rest_api import REST_API
from infra_scripts.stack.resources.view import StackView

_HEADER = "gatewayresponse.header."


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayResponseResource(Resource):
    """One response type with CORS headers: without them, a page cannot see why it was refused."""

    kind: ClassVar[str] = "gateway_response"
    parent: ClassVar[str] = REST_API
    response_type: str
    origin: str = "*"

    def desired(self, view: StackView) -> Fields:
        return {
            "Headers": {
                f"{_HEADER}Access-Control-Allow-Headers": "'Authorization,Content-Type,X-Api-Key'",
                f"{_HEADER}Access-Control-Allow-Origin": f"'{self.origin}'",
            }
        }

    def find(self, view: StackView) -> Found | None:
        api_id = view.known_id(REST_API)
        if not api_id:
            return None
        for item in view.read_pages("apigateway", "get_gateway_responses", restApiId=api_id):
            if item["responseType"] == self.response_type and not item.get("defaultResponse"):
                headers = item.get("responseParameters") or {}
                return Found(id=self.response_type, fields={"Headers": headers})
        return None

    def create(self, view: StackView) -> Found:
        view.write(
            "apigateway",
            "put_gateway_response",
            restApiId=view.id(REST_API),
            responseType=self.response_type,
            responseParameters=self.desired(view)["Headers"],
        )
        return Found(id=self.response_type)

    def update(self, view: StackView, found: Found, changed: frozenset[str]) -> Found:
        return self.create(view)

    def take_away(self, view: StackView, found: Found) -> None:
        """Let API Gateway answer by its default again, from the next deployment on."""
        view.write(
            "apigateway",
            "delete_gateway_response",
            restApiId=view.id(REST_API),
            responseType=found.id,
        )
