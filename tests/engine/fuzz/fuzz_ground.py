"""Where the property test calls: the provisioned lab, and an API with every kind of authorizer."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from infra_scripts.workbench.credentials import Credentials
from infra_scripts.workbench.ground import issuers_of
from services.authorizer.rest_api import Api
from services.authorizer.token_checks import Keys
from services.lab import Lab
from services.live.rest_api_reader import read_api
from services.scenarios.scenario import Credential
from services.scenarios.token_changes import PublicKey
from services.tokens.decode import decode_unverified
from tests.engine.cloud import Cloud
from tests.engine.fuzz.token_mutations import Issued
from tests.engine.pool_key import pool_key

STAGE = "demo"
USER_SCOPE, CUSTOM_SCOPE = "aws.cognito.signin.user.admin", "authorizer-lab/read"
SCOPES: dict[str, tuple[str, ...]] = {
    "none": (),
    "user": (USER_SCOPE,),
    "custom": (CUSTOM_SCOPE,),
    "either": (CUSTOM_SCOPE, USER_SCOPE),
    "nobodys": ("authorizer-lab/nobody", "openid"),
}
AUTHORIZERS = ("plain", "two-pools", "other-pool", "client", "start", "any", "broken", "elsewhere")
PATHS = tuple(f"/{name}-{scopes}" for name in AUTHORIZERS for scopes in SCOPES)
CREDENTIALS = (
    Credential.ID,
    Credential.ACCESS,
    Credential.REFRESH,
    Credential.SCOPED_ACCESS,
    Credential.ADMIN_ID,
    Credential.OTHER_CLIENT_ID,
    Credential.OTHER_POOL_ID,
    Credential.EXPIRED_ID,
    Credential.EXPIRED_ACCESS,
)


@dataclass(frozen=True, kw_only=True)
class FuzzGround:
    """Both APIs by name with their live settings, the keys of both pools, and genuine tokens."""

    lab: Lab
    apis: dict[str, Api]
    keys: Keys
    issued: Issued = field(repr=False)

    def _repr_pretty_(self, printer: Any, _is_cycle: bool) -> None:
        """Keep tokens, keys and 80 methods out of what Hypothesis prints of a failure."""
        printer.text("ground")


@contextmanager
def fuzz_ground(lab: Lab, cloud: Cloud) -> Iterator[FuzzGround]:
    """Yield the ground; the probe users and the API of the run are gone afterwards."""
    keys = lab.keys_of_issuers(issuers_of(lab).values())
    credentials = Credentials(lab)
    api_id = cloud.apigateway.create_rest_api(name="fuzz")["id"]
    try:
        _make_methods(cloud, lab, api_id)
        base_url = f"{cloud.endpoint_url}/_aws/execute-api/{api_id}/{STAGE}"
        made = read_api(lab.aws, rest_api_id=api_id, stage=STAGE, base_url=base_url)
        tokens = {each: credentials.get(each) for each in CREDENTIALS}
        issued = Issued(
            tokens=tokens,
            keys={each: _key_of(token, keys) for each, token in tokens.items()},
            private_keys=_private_keys(lab, keys),
        )
        yield FuzzGround(lab=lab, apis={"lab": lab.api, "made": made}, keys=keys, issued=issued)
    finally:
        credentials.close()
        cloud.apigateway.delete_rest_api(restApiId=api_id)


def _key_of(token: str, keys: Keys) -> PublicKey:
    decoded = decode_unverified(token)
    return PublicKey(jwk=keys[decoded.payload["iss"]][decoded.header["kid"]])


def _private_keys(lab: Lab, keys: Keys) -> dict[str, rsa.RSAPrivateKey]:
    """Return the private key of every kid that one of the pools publishes."""
    pools = (lab.outputs.user_pool_id, lab.outputs.resource_id("other_user_pool"))
    kids = {key["n"]: kid for of_issuer in keys.values() for kid, key in of_issuer.items()}
    found = [pool_key(lab.settings.home, pool, use) for pool in pools for use in ("id", "access")]
    jwks = [json.loads(RSAAlgorithm.to_jwk(key.public_key())) for key in found]
    return {kids[jwk["n"]]: key for jwk, key in zip(jwks, found, strict=True)}


def _make_methods(cloud: Cloud, lab: Lab, api_id: str) -> None:
    """Make `GET /<authorizer>-<scopes>` for each pair; a MOCK answers, so no function is timed."""
    gateway = cloud.apigateway
    root = gateway.get_resources(restApiId=api_id)["items"][0]["id"]
    for name in AUTHORIZERS:
        authorizer = _make_authorizer(cloud, lab, api_id, name)
        for label, scopes in SCOPES.items():
            resource = gateway.create_resource(
                restApiId=api_id, parentId=root, pathPart=f"{name}-{label}"
            )
            where = {"restApiId": api_id, "resourceId": resource["id"], "httpMethod": "GET"}
            gateway.put_method(
                **where,
                authorizationType="COGNITO_USER_POOLS",
                authorizerId=authorizer,
                authorizationScopes=list(scopes),
            )
            template = {"application/json": json.dumps({"statusCode": 200})}
            gateway.put_integration(**where, type="MOCK", requestTemplates=template)
            gateway.put_method_response(**where, statusCode="200")
            gateway.put_integration_response(**where, statusCode="200")
    gateway.create_deployment(restApiId=api_id, stageName=STAGE)


def _make_authorizer(cloud: Cloud, lab: Lab, api_id: str, name: str) -> str:
    pool = lab.outputs.user_pool_arn
    other = f"{pool.rpartition('/')[0]}/{lab.outputs.resource_id('other_user_pool')}"
    client = lab.outputs.app_client_id
    patterns = {"client": f"^{client}$", "start": client[:8], "any": ".*", "broken": "["}
    settings = {"identityValidationExpression": patterns[name]} if name in patterns else {}
    source = "X-Auth-Token" if name == "elsewhere" else "Authorization"
    made = cloud.apigateway.create_authorizer(
        restApiId=api_id,
        name=name,
        type="COGNITO_USER_POOLS",
        providerARNs={"two-pools": [pool, other], "other-pool": [other]}.get(name, [pool]),
        identitySource=f"method.request.header.{source}",
        **settings,
    )
    return str(made["id"])
