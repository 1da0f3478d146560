"""What the reader makes of credentials that may not read everything."""

from typing import Any

import pytest

from services.checkup.checkup import check_up
from services.cloud.aws import Aws
from services.errors import AccessDenied
from services.live.stack_reader import read_live_stack
from tests.services.live.ward import Ward

pytestmark = pytest.mark.engine

FORBIDDEN = {"describe_user_pool_client", "get_function_configuration", "get_stages"}


class Narrow(Aws):
    """Refuses the operations of FORBIDDEN."""

    def call(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        if operation in FORBIDDEN:
            raise AccessDenied("not authorized", code="AccessDenied", operation=operation)
        return super().call(service, operation, **parameters)


def test_what_may_not_be_read_is_named_and_brings_no_finding(ward: Ward) -> None:
    narrow = Narrow(ward.lab.settings, ward.lab.aws.endpoint_url)
    live = read_live_stack(narrow, ward.lab.outputs)
    assert (live.clients, live.stages) == (None, None)
    assert live.unread == ("The functions' environments", "App clients", "Stages")
    assert check_up(live).findings == ()
    assert "2 functions: 8 permissions" in check_up(live).looked_at
    assert check_up(live).unknown[0] == (
        "The functions' environments: the credentials in use may not read it."
    )


def test_a_repr_of_the_snapshot_holds_no_variable(ward: Ward) -> None:
    ward.environment(CLIENT_SECRET="do-not-show-this")
    live = read_live_stack(ward.lab.aws, ward.lab.outputs)
    assert "do-not-show-this" not in repr(live)
    assert live.functions[0].secret_variables == {"CLIENT_SECRET": "its name says so"}
