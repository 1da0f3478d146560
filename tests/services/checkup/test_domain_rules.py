"""What the check-up makes of custom domains: their mappings, stages and routing modes."""

from dataclasses import replace

import pytest

from services.checkup.checkup import check_up
from services.checkup.finding import Severity
from services.live.front_settings import CustomDomain, DomainMapping, FrontSettings
from tests.services.checkup.test_checkup import SOUND

PROBLEM, WARNING = Severity.PROBLEM, Severity.WARNING
MAPPED = DomainMapping(base_path="v1", rest_api_id="api1", stage="demo")
GOOD = CustomDomain(name="api.example.com", mappings=(MAPPED,))
OF_DOMAIN = "custom domain api.example.com"


def gone(domain: CustomDomain) -> CustomDomain:
    return replace(domain, mappings=(replace(MAPPED, stage="old"),))


@pytest.mark.parametrize(
    ("domain", "expected"),
    [
        pytest.param(GOOD, [], id="a sound domain"),
        pytest.param(
            replace(GOOD, mappings=()), [("domain-without-mapping", WARNING)], id="no mapping"
        ),
        pytest.param(
            replace(GOOD, mappings=(), routing_mode="ROUTING_RULE_THEN_BASE_PATH_MAPPING"),
            [],
            id="no mapping, but rules",
        ),
        pytest.param(
            replace(GOOD, mappings=(replace(MAPPED, stage=""),)), [], id="the stage in the path"
        ),
        pytest.param(gone(GOOD), [("domain-of-a-gone-stage", PROBLEM)], id="a stage that is gone"),
        pytest.param(
            replace(GOOD, mappings=(replace(MAPPED, rest_api_id="api2", stage="x"),)),
            [],
            id="another API's mapping is no business of this check-up",
        ),
        pytest.param(
            replace(gone(GOOD), routing_mode="ROUTING_RULE_ONLY"),
            [("domain-follows-rules", WARNING)],
            id="rules alone",
        ),
    ],
)
def test_a_domain_is_looked_through(
    domain: CustomDomain, expected: list[tuple[str, Severity]]
) -> None:
    checked = check_up(replace(SOUND, domains=(domain,)))
    assert [(each.id, each.severity) for each in checked.findings] == expected
    assert {each.resource for each in checked.findings} <= {OF_DOMAIN}
    assert checked.looked_at[-1] == "1 custom domain: mappings and routing modes"


@pytest.mark.parametrize(
    ("domains", "told"),
    [
        pytest.param((GOOD,), "It can be called at https://api.example.com/v1.", id="mapped"),
        pytest.param((), "leads to it, so nobody can call it.", id="no domain"),
        pytest.param(None, "Only a custom domain works.", id="domains that may not be read"),
    ],
)
def test_where_an_api_without_its_own_endpoint_is_called(
    domains: tuple[CustomDomain, ...] | None, told: str
) -> None:
    front = FrontSettings(is_default_endpoint_off=True)
    checked = check_up(replace(SOUND, front=front, domains=domains))
    assert [each.id for each in checked.findings] == ["default-endpoint-off"]
    assert checked.findings[0].why.endswith(told)
