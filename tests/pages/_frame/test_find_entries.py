"""What the palette finds: everything once, with an address that the pages understand."""

from urllib.parse import parse_qs, urlsplit

import pytest

from pages._frame.find_entries import find_entries
from pages._server.process import LabProcess
from services.doctor.diagnosis import CAUSES
from services.scenarios.table.table import SCENARIOS
from services.users.new_user import NewUser


def _addresses(kind: str) -> list[tuple[str, dict[str, list[str]]]]:
    found = [urlsplit(each["address"]) for each in find_entries() if each["kind"] == kind]
    return [(each.path, parse_qs(each.query)) for each in found]


def test_every_scenario_and_every_cause_is_found_by_its_id(lab_process: LabProcess) -> None:
    scenarios = [("/authorizer_lab", {"scenario": [each.id]}) for each in SCENARIOS]
    causes = [("/response_doctor", {"cause": [each.id]}) for each in CAUSES]
    assert _addresses("Scenario") == scenarios
    assert _addresses("Cause") == causes


@pytest.mark.parametrize(
    ("status", "address"),
    [
        pytest.param("401", "/response_doctor?cause=expired", id="the authorizer's refusal"),
        pytest.param("401", "/response_doctor?cause=wrong-password", id="the sign-in's refusal"),
        pytest.param("401", "/authorizer_lab?scenario=expired-on-my-api", id="a 401 to see"),
        pytest.param("403", "/response_doctor?cause=groups-are-the-apps-job", id="the function's"),
        pytest.param("403", "/response_doctor?cause=not-routed", id="no such path"),
        pytest.param("403", "/authorizer_lab?scenario=id-on-admins", id="a 403 to see"),
        pytest.param("429", "/response_doctor?cause=over-the-limit", id="too many calls"),
        pytest.param("429", "/authorizer_lab?scenario=quota-used-up", id="a 429 to see"),
        pytest.param(
            "504", "/response_doctor?cause=function-timed-out", id="a function that hangs"
        ),
    ],
)
def test_what_answers_with_a_status_is_found_by_it(
    stopped_process: LabProcess, status: str, address: str
) -> None:
    found = [each for each in find_entries() if status in each["words"].split()]
    assert address in [each["address"] for each in found]
    kinds = [each["kind"] for each in found]
    assert kinds == sorted(kinds), "causes come before scenarios, of which more than fit have a 401"


def test_a_name_that_needs_it_is_escaped_in_the_address_and_made_visible_in_the_title(
    lab_process: LabProcess,
) -> None:
    name = "a&b=\u202ec"
    directory = lab_process.lab().directory
    directory.create(NewUser(username=name, password="Correct-horse-9-battery", permanent=True))
    try:
        assert ("/admin_users", {"user": [name]}) in _addresses("User")
        assert "a&b=‹U+202E›c" in [each["title"] for each in find_entries()]
    finally:
        directory.delete(name)


def test_test_users_lead_to_their_sign_in(lab_process: LabProcess) -> None:
    assert ("/sign_in", {"sign_in_persona": ["maya"]}) in _addresses("Test user")


def test_without_a_stack_what_needs_none_is_still_found(stopped_process: LabProcess) -> None:
    kinds = {each["kind"] for each in find_entries()}
    assert kinds == {"Scenario", "Cause"}


def test_every_group_is_found_by_its_name(lab_process: LabProcess) -> None:
    assert _addresses("Group") == [
        ("/admin_groups", {"group": ["admins"]}),
        ("/admin_groups", {"group": ["staff"]}),
    ]
