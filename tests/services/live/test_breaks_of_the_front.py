"""Breaks in front of the methods, made for real on a real stack."""

import pytest

from tests.services.live.ward import PROBLEM, WARNING, Break, Ward, assert_named

pytestmark = pytest.mark.engine


def _silent_preflight(ward: Ward) -> None:
    at = ward.method("OPTIONS", "/my-api")
    ward.gateway("put_integration_response", **at, statusCode="204")


def _preflight_without_authorization(ward: Ward) -> None:
    at = ward.method("OPTIONS", "/my-api")
    names = {"Origin": "'*'", "Headers": "'Content-Type'"}
    ward.gateway(
        "put_integration_response",
        **at,
        statusCode="204",
        responseParameters={
            f"method.response.header.Access-Control-Allow-{name}": value
            for name, value in names.items()
        },
    )


DOMAIN = "api.example.com"


def _domain(ward: Ward) -> None:
    ward.call("apigateway", "create_domain_name", domainName=DOMAIN)


def _domain_of_a_gone_stage(ward: Ward) -> None:
    _domain(ward)
    ward.call(
        "apigateway",
        "create_base_path_mapping",
        domainName=DOMAIN,
        restApiId=ward.lab.outputs.rest_api_id,
        stage="gone",
    )


def _without_domain(ward: Ward) -> None:
    ward.call("apigateway", "delete_domain_name", domainName=DOMAIN)


BREAKS = {
    "a custom domain that leads nowhere": Break(
        do=_domain,
        undo=_without_domain,
        id="domain-without-mapping",
        severity=WARNING,
        resource=f"custom domain {DOMAIN}",
        why="has no base path mapping",
    ),
    "a custom domain that leads to a stage that is gone": Break(
        do=_domain_of_a_gone_stage,
        undo=_without_domain,
        id="domain-of-a-gone-stage",
        severity=PROBLEM,
        resource=f"custom domain {DOMAIN}",
        why="names the stage gone",
    ),
    "OPTIONS answers without Access-Control-Allow-Origin": Break(
        do=_silent_preflight,
        id="options-without-origin",
        severity=PROBLEM,
        resource="OPTIONS /my-api",
        why="never sends the call itself",
    ),
    "OPTIONS does not allow Authorization": Break(
        do=_preflight_without_authorization,
        id="options-without-authorization",
        severity=PROBLEM,
        resource="OPTIONS /my-api",
        why="does not send a token that the preflight did not allow",
    ),
}


@pytest.mark.parametrize("broken", BREAKS.values(), ids=BREAKS.keys())
def test_a_break_in_front_of_the_methods_is_named(ward: Ward, broken: Break) -> None:
    assert_named(ward, broken)
