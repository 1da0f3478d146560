"""StackOutputs: what provisioning made, as one versioned file that the product and scripts read."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from services.errors import NotProvisioned, StoredFileError
from services.home.stored_files import read_json, write_json
from services.settings import Cloud, Settings

SCHEMA = 1
_WRITTEN_AGAIN = "Move it away and run `python -m infra_scripts up`, which writes a new one."


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceEntry:
    """One provisioned resource: its kind, AWS's id and, where it has one, its ARN."""

    kind: str
    id: str
    arn: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StackOutputs:
    """The stack's ids and addresses; fields are empty until the resource they name exists.

    `resources` has one entry per resource under its logical name, in the order of provisioning.
    """

    cloud: str
    region: str
    stack: str
    stage: str
    schema: int = SCHEMA
    endpoint_url: str = ""
    user_pool_id: str = ""
    user_pool_arn: str = ""
    issuer: str = ""
    jwks_url: str = ""
    app_client_id: str = ""
    rest_api_id: str = ""
    base_url: str = ""
    sign_in_url: str = ""
    my_api_url: str = ""
    resources: Mapping[str, ResourceEntry] = field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        return all((self.user_pool_id, self.app_client_id, self.rest_api_id, self.base_url))

    def resource_id(self, logical_name: str) -> str:
        """Return AWS's id of a resource; raises NotProvisioned when there is none."""
        entry = self.resources.get(logical_name)
        if entry is None:
            raise NotProvisioned(
                f"The stack {self.stack} has no {logical_name}.",
                hint="Run `python -m infra_scripts up` to complete it.",
            )
        return entry.id


def with_addresses(outputs: StackOutputs, endpoint_url: str = "") -> StackOutputs:
    """Return `outputs` with every address derived from its ids.

    `endpoint_url` is the local engine's; empty on AWS. The issuer is AWS's form on both clouds,
    because it is what Cognito writes into the tokens
    (https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html).
    """
    is_local = outputs.cloud == Cloud.LOCAL
    pool, api, region = outputs.user_pool_id, outputs.rest_api_id, outputs.region
    issuer = issuer_of(region, pool) if pool else ""
    host = (
        f"{endpoint_url}/_aws/execute-api/{api}"
        if is_local
        else f"https://{api}.execute-api.{region}.amazonaws.com"
    )
    base_url = f"{host}/{outputs.stage}" if api else ""
    return replace(
        outputs,
        endpoint_url=endpoint_url,
        issuer=issuer,
        jwks_url=jwks_url_of(issuer, endpoint_url if is_local else "") if pool else "",
        base_url=base_url,
        sign_in_url=f"{base_url}/user-sign-in" if api else "",
        my_api_url=f"{base_url}/my-api" if api else "",
    )


def issuer_of(region: str, pool_id: str) -> str:
    """Return what a user pool writes into the iss claim of its tokens, on both clouds.

    This is the original form, the only one that a Cognito authorizer takes at present. A pool whose
    IssuerConfiguration is UPDATED writes another; the check-up names one.
    """
    return f"https://cognito-idp.{region}.amazonaws.com/{pool_id}"


def jwks_url_of(issuer: str, endpoint_url: str = "") -> str:
    """Return where an issuer's public keys are; `endpoint_url` is the local engine's."""
    base = f"{endpoint_url}/{issuer.rpartition('/')[2]}" if endpoint_url else issuer
    return f"{base}/.well-known/jwks.json"


def save_outputs(settings: Settings, outputs: StackOutputs) -> None:
    """Replace the outputs file; no flush, since a lost one is written again from the tags."""
    write_json(settings.outputs_path, asdict(outputs), is_durable=False)


def load_outputs(settings: Settings) -> StackOutputs | None:
    """Return the stack's outputs, complete or not, or None when nothing was provisioned.

    Raises StoredFileError for a file of another schema, cloud or stack.
    """
    document = read_json(settings.outputs_path, remedy=_WRITTEN_AGAIN)
    if document is None:
        return None
    outputs = _parse(document, settings.outputs_path)
    if (outputs.cloud, outputs.stack) != (settings.cloud.value, settings.stack):
        raise StoredFileError(
            f"{settings.outputs_path} is of the stack {outputs.stack} on {outputs.cloud}.",
            hint=_WRITTEN_AGAIN,
        )
    return outputs


def require_outputs(settings: Settings) -> StackOutputs:
    """Return complete outputs; raises NotProvisioned naming the command that makes them."""
    outputs = load_outputs(settings)
    if outputs is None or not outputs.is_complete:
        raise NotProvisioned(
            f"The stack {settings.stack} is not provisioned on {settings.cloud.value}.",
            hint="Run `python -m infra_scripts up`, or press Provision on the overview page.",
        )
    return outputs


def _parse(document: Any, path: Path) -> StackOutputs:
    try:
        if document["schema"] != SCHEMA:
            raise StoredFileError(
                f"{path} has schema {document['schema']}; this version reads {SCHEMA}.",
                hint=_WRITTEN_AGAIN,
            )
        entries = {name: ResourceEntry(**entry) for name, entry in document["resources"].items()}
        _require_texts({**document, "schema": "", "resources": ""}, *document["resources"].values())
        return StackOutputs(**{**document, "resources": entries})
    except (KeyError, TypeError, AttributeError) as error:
        raise StoredFileError(
            f"{path} is not a stack outputs file.",
            hint=_WRITTEN_AGAIN,
        ) from error


def _require_texts(*members: Mapping[str, Any]) -> None:
    for member in members:
        if not all(isinstance(value, str) for value in member.values()):
            raise TypeError("a value is not a text")
