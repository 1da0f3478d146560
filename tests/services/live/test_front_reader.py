"""What AWS tells of an API's front and of custom domains, in answers that botocore's model allows.

The local engine knows no AWS WAF, no private API and no routing mode, and keeps no timeout.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.stub import Stubber

from services.cloud.aws import Aws
from services.live.domain_reader import read_domains
from services.live.front_reader import read_front
from services.live.front_settings import (
    CustomDomain,
    DomainMapping,
    FrontSettings,
    PreflightSettings,
)
from services.settings import Settings

API = {"restApiId": "api1"}
PAGE = {"limit": 500}
ACL = "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/a/b"
POLICY = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny"}]}


@pytest.fixture
def aws(tmp_path: Path) -> Aws:
    return Aws(Settings(home=tmp_path), "http://127.0.0.1:4566")


@pytest.fixture
def stub(aws: Aws) -> Iterator[Stubber]:
    with Stubber(aws._client("apigateway")) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


def answers(
    stub: Stubber, *, api: dict[str, Any], stage: dict[str, Any], items: list[dict[str, Any]]
) -> None:
    stub.add_response("get_rest_api", api, API)
    stub.add_response("get_stage", stage, {**API, "stageName": "demo"})
    stub.add_response("get_resources", {"items": items}, {**API, "embed": ["methods"], **PAGE})


def integration(**values: Any) -> dict[str, Any]:
    return {"methodIntegration": values}


def test_everything_in_front_of_the_methods_is_read(aws: Aws, stub: Stubber) -> None:
    options = integration(
        type="MOCK",
        contentHandling="CONVERT_TO_TEXT",
        integrationResponses={
            "204": {
                "statusCode": "204",
                "responseParameters": {
                    "method.response.header.Access-Control-Allow-Origin": "'*'",
                    "method.response.header.Access-Control-Allow-Headers": "'Authorization'",
                },
            }
        },
    )
    answers(
        stub,
        api={
            "binaryMediaTypes": ["*/*"],
            "disableExecuteApiEndpoint": True,
            "endpointConfiguration": {"types": ["PRIVATE"]},
            "policy": json.dumps(POLICY).replace('"', '\\"'),
        },
        stage={
            "webAclArn": ACL,
            "methodSettings": {"*/*": {"loggingLevel": "ERROR"}},
            "accessLogSettings": {"destinationArn": "arn:aws:logs:us-east-1:1:log-group:a"},
        },
        items=[
            {
                "path": "/a",
                "resourceMethods": {
                    "OPTIONS": options,
                    "GET": integration(type="AWS_PROXY", timeoutInMillis=500),
                    "POST": integration(type="AWS_PROXY", timeoutInMillis=29_000),
                },
            }
        ],
    )
    assert read_front(aws, "api1", "demo") == FrontSettings(
        binary_media_types=("*/*",),
        is_default_endpoint_off=True,
        endpoint_types=("PRIVATE",),
        has_policy=True,
        web_acl_arn=ACL,
        is_execution_logged=True,
        is_access_logged=True,
        preflights=(
            PreflightSettings(
                path="/a", converts_to_text=True, allow_origin="*", allow_headers="Authorization"
            ),
        ),
        short_timeouts=(("GET /a", 500),),
    )


def test_an_api_of_before_these_settings_has_none(aws: Aws, stub: Stubber) -> None:
    answers(stub, api={}, stage={"methodSettings": {"*/*": {"loggingLevel": "OFF"}}}, items=[])
    assert read_front(aws, "api1", "demo") == FrontSettings()


def test_a_missing_stage_leaves_the_rest(aws: Aws, stub: Stubber) -> None:
    stub.add_response("get_rest_api", {"policy": '{"Statement": []}'}, API)
    stub.add_client_error("get_stage", "NotFoundException", http_status_code=404)
    stub.add_response("get_resources", {"items": []}, {**API, "embed": ["methods"], **PAGE})
    assert read_front(aws, "api1", "demo") == FrontSettings()


def test_custom_domains_are_read_with_mappings_and_routing_modes(aws: Aws, stub: Stubber) -> None:
    private = {"domainName": "in.example.com", "domainNameId": "abc"}
    items = [{"domainName": "api.example.com", "routingMode": "ROUTING_RULE_ONLY"}, private]
    stub.add_response("get_domain_names", {"items": items}, PAGE)
    mapped = [{"basePath": "(none)", "restApiId": "api1", "stage": "demo"}]
    name = {"domainName": "api.example.com"}
    stub.add_response("get_base_path_mappings", {"items": mapped}, {**name, **PAGE})
    stub.add_response("get_base_path_mappings", {}, {**private, **PAGE})
    assert read_domains(aws) == (
        CustomDomain(
            name="api.example.com",
            routing_mode="ROUTING_RULE_ONLY",
            mappings=(DomainMapping(base_path="", rest_api_id="api1", stage="demo"),),
        ),
        CustomDomain(name="in.example.com"),
    )


def test_a_domain_that_was_just_deleted_has_no_mapping(aws: Aws, stub: Stubber) -> None:
    stub.add_response("get_domain_names", {"items": [{"domainName": "a.example.com"}]}, PAGE)
    stub.add_client_error("get_base_path_mappings", "NotFoundException", http_status_code=404)
    assert read_domains(aws) == (CustomDomain(name="a.example.com"),)
