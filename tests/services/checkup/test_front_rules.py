"""What the check-up makes of an API's front: endpoint, policy, preflight answers, web ACL."""

from dataclasses import replace
from typing import Any

import pytest

from services.checkup.checkup import check_up
from services.checkup.finding import Severity
from services.live.front_settings import FrontSettings, PreflightSettings
from tests.services.checkup.test_checkup import SOUND

PROBLEM, WARNING = Severity.PROBLEM, Severity.WARNING
GOOD = PreflightSettings(path="/a", allow_origin="*", allow_headers="Content-Type, Authorization")


def found(**front: Any) -> list[tuple[str, Severity, str]]:
    checked = check_up(replace(SOUND, front=FrontSettings(**front)))
    return [(each.id, each.severity, each.resource) for each in checked.findings]


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        pytest.param({"preflights": (GOOD,)}, [], id="a sound front"),
        pytest.param(
            {"binary_media_types": ("*/*",), "preflights": (GOOD,)},
            [("options-fails-on-binary", PROBLEM, "REST API api1")],
            id="every type is binary",
        ),
        pytest.param(
            {
                "binary_media_types": ("*/*",),
                "preflights": (replace(GOOD, converts_to_text=True),),
            },
            [],
            id="every type is binary, and OPTIONS converts",
        ),
        pytest.param(
            {"binary_media_types": ("image/png",), "preflights": (GOOD,)}, [], id="pictures"
        ),
        pytest.param(
            {"preflights": (replace(GOOD, allow_origin=""),)},
            [("options-without-origin", PROBLEM, "OPTIONS /a")],
            id="a preflight without origin",
        ),
        pytest.param(
            {"preflights": (replace(GOOD, allow_headers="*"),)},
            [("options-without-authorization", PROBLEM, "OPTIONS /a")],
            id="a preflight that allows * and so no Authorization",
        ),
        pytest.param(
            {"preflights": (replace(GOOD, path="/open", allow_headers=""),)},
            [],
            id="an open path needs no Authorization",
        ),
        pytest.param(
            {"is_default_endpoint_off": True},
            [("default-endpoint-off", PROBLEM, "REST API api1")],
            id="the default endpoint is off",
        ),
        pytest.param(
            {"endpoint_types": ("PRIVATE",)},
            [("private-api", WARNING, "REST API api1")],
            id="a private API",
        ),
        pytest.param(
            {"has_policy": True},
            [("resource-policy", WARNING, "REST API api1")],
            id="a resource policy",
        ),
        pytest.param(
            {"web_acl_arn": "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/a/b"},
            [("web-acl", WARNING, "REST API api1")],
            id="a web ACL",
        ),
        pytest.param(
            {"short_timeouts": (("GET /a", 500),)},
            [("short-timeout", WARNING, "GET /a")],
            id="half a second",
        ),
    ],
)
def test_the_front_is_looked_through(
    front: dict[str, Any], expected: list[tuple[str, Severity, str]]
) -> None:
    assert found(**front) == expected


def test_a_front_that_may_not_be_read_has_no_finding() -> None:
    assert check_up(replace(SOUND, front=None)).findings == ()
