"""Breaks in front of the methods, made for real on a real stack."""

import pytest

from tests.services.live.ward import PROBLEM, Break, Ward, assert_named

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


BREAKS = {
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
