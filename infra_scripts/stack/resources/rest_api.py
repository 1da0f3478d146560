"""API Gateway REST APIs, and the tree of path resources that the methods hang on."""

import json
from dataclasses import dataclass
from typing import Any, ClassVar

from infra_scripts.stack.policies import Policy, canonical, closing_policy
from infra_scripts.stack.resources.model import Fields, Found, NotOurs, RemovableResource
from infra_scripts.stack.resources.patch import list_changes, replacements
from infra_scripts.stack.resources.view import StackView

REST_API = "rest_api"


@dataclass(frozen=True, slots=True, kw_only=True)
class RestApiResource(RemovableResource):
    """A Regional REST API; its path resources are made with the first method that needs them.

    `closed` are the calls that its resource policy denies, for example "GET/my-api"; without any it
    has no policy. None, of it or of `binary_media_types`, leaves that setting as it is found.
    """

    kind: ClassVar[str] = REST_API
    api_name: str
    description: str
    closed: tuple[str, ...] | None = None
    binary_media_types: tuple[str, ...] | None = None

    def desired(self, view: StackView) -> Fields:
        media = self.binary_media_types
        return {
            "Name": self.api_name,
            "Description": self.description,
            "EndpointTypes": ["REGIONAL"],
            **({} if self.closed is None else {"Policy": canonical(self._policy(view))}),
            **({} if media is None else {"BinaryMediaTypes": sorted(media)}),
        }

    def _policy(self, view: StackView) -> Policy:
        api = f"arn:{view.partition}:execute-api:{view.region}:{view.account}:{view.id(self.name)}"
        calls = [f"{view.stage}/{each}" for each in self.closed or ()]
        return closing_policy(api, calls) if calls else {}

    def find(self, view: StackView) -> Found | None:
        known = view.known_id(self.name)
        if known and (api := view.read("apigateway", "get_rest_api", restApiId=known)):
            if not view.is_ours(self.name, api.get("tags")):
                raise NotOurs(known, f"The REST API {known} does not carry the stack's tags.")
            return self._found(view, api)
        for api in view.read_pages("apigateway", "get_rest_apis"):
            if view.is_ours(self.name, api.get("tags")):
                return self._found(view, api)
        return None

    def _found(self, view: StackView, api: dict[str, Any]) -> Found:
        return Found(
            id=api["id"],
            arn=_arn(view, api["id"]),
            fields={
                "Name": api["name"],
                "Description": api.get("description", ""),
                "EndpointTypes": api.get("endpointConfiguration", {}).get("types", []),
                "Policy": canonical(_policy_of(api)),
                "BinaryMediaTypes": sorted(api.get("binaryMediaTypes") or []),
            },
        )

    def create(self, view: StackView) -> Found:
        api = view.write(
            "apigateway",
            "create_rest_api",
            name=self.api_name,
            description=self.description,
            endpointConfiguration={"types": ["REGIONAL"]},
            tags=view.tags(self.name),
        )
        return Found(id=api["id"], arn=_arn(view, api["id"]))

    def update(self, view: StackView, found: Found, changed: frozenset[str]) -> Found:
        old_type = (found.fields["EndpointTypes"] or ["EDGE"])[0]
        paths = {
            "Name": "/name",
            "Description": "/description",
            "EndpointTypes": f"/endpointConfiguration/types/{old_type}",
        }
        wanted = {**self.desired(view), "EndpointTypes": "REGIONAL"}
        operations = replacements(paths, wanted, changed & paths.keys())
        if "Policy" in changed:
            policy = self._policy(view)
            text = json.dumps(policy) if policy else ""
            operations.append({"op": "replace", "path": "/policy", "value": text})
        if "BinaryMediaTypes" in changed:
            operations += list_changes(
                "/binaryMediaTypes", found.fields["BinaryMediaTypes"], wanted["BinaryMediaTypes"]
            )
        view.write("apigateway", "update_rest_api", restApiId=found.id, patchOperations=operations)
        return found

    def delete(self, view: StackView, found: Found) -> None:
        view.write("apigateway", "delete_rest_api", restApiId=found.id)


def _policy_of(api: dict[str, Any]) -> Policy:
    """Return the resource policy: API Gateway gives its JSON as the inside of a JSON string."""
    text = api.get("policy")
    policy: Policy = json.loads(json.loads(f'"{text}"')) if text else {}
    return policy


def read_paths(view: StackView, api_id: str) -> dict[str, dict[str, Any]]:
    """Return API Gateway's resources by path, each with its methods."""
    items = view.read_pages("apigateway", "get_resources", restApiId=api_id, embed=["methods"])
    return {item["path"]: item for item in items}


def ensure_path(view: StackView, api_id: str, path: str) -> str:
    """Return the id of the path's resource, made with its missing parents."""
    if api_id not in view.path_ids:  # later ones of this run are made here
        view.path_ids[api_id] = {at: it["id"] for at, it in read_paths(view, api_id).items()}
    known = view.path_ids[api_id]
    if path not in known:
        parent, _, part = path.rpartition("/")
        made = view.write(
            "apigateway",
            "create_resource",
            restApiId=api_id,
            parentId=ensure_path(view, api_id, parent or "/"),
            pathPart=part,
        )
        known[path] = made["id"]
    return known[path]


def _arn(view: StackView, api_id: str) -> str:
    return f"arn:{view.partition}:apigateway:{view.region}::/restapis/{api_id}"
