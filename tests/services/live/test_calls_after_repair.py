"""A call that was kept is explained by what was so when it was made, also after the repair."""

import pytest

from infra_scripts.stack.provisioner import Provisioner
from services.api.routes import route
from services.doctor.consultation import examine_call
from services.lab import open_lab
from tests.services.live.ward import Ward

pytestmark = pytest.mark.engine


def test_the_doctor_names_the_missing_authorizer_of_a_call_even_after_the_repair(
    ward: Ward,
) -> None:
    lab = open_lab(ward.lab.settings, endpoint_url=ward.lab.aws.endpoint_url)
    ward.remake_method("GET", "/my-api", authorizationType="NONE")
    call = lab.protected_api.call(route("my_api"), None)
    decision = lab.explain(call)
    Provisioner(lab.aws, lab.settings, sleep=lambda _: None).apply()
    assert call.status == 403
    repaired = open_lab(lab.settings, endpoint_url=lab.aws.endpoint_url)
    assert examine_call(lab, call)[0].id == "open-method"
    assert examine_call(repaired, call, decision=decision)[0].id == "open-method"
