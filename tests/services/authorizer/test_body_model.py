"""Comparing bodies with models, those included that cannot be compared."""

from collections.abc import Iterator

import pytest

from services.authorizer.body_model import IncomparableModel, find_misfit
from services.authorizer.check_text import CheckState
from services.authorizer.rest_api import Method
from tests.services.authorizer.cases import api_of, decide

NAMED = {"type": "object", "properties": {"name": {"type": "string"}}}


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail whoever opens an address: the decision does no I/O."""

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a model was looked up in the network")

    monkeypatch.setattr("urllib.request.urlopen", refuse)
    yield


@pytest.mark.parametrize(
    ("document", "misfit"),
    [
        pytest.param({"name": "lab"}, None, id="one that fits"),
        pytest.param({"name": 7}, "name", id="a field that does not fit"),
        pytest.param([], "the body", id="the whole that does not fit"),
    ],
)
def test_a_body_is_compared(document: object, misfit: str | None) -> None:
    assert find_misfit(NAMED, document) == misfit


INCOMPARABLE = [
    pytest.param(
        {"$ref": "https://apigateway.amazonaws.com/restapis/api1/models/Pet"}, id="another model"
    ),
    pytest.param({"$ref": "#/definitions/none"}, id="a part that is not there"),
    pytest.param({"$ref": "#"}, id="itself"),
    pytest.param({"type": "strnig"}, id="an unknown type"),
    pytest.param({"properties": []}, id="properties in a list"),
    pytest.param({"properties": {"name": {"pattern": "(["}}}, id="a broken pattern"),
]


@pytest.mark.parametrize("schema", INCOMPARABLE)
def test_a_model_that_cannot_be_compared_is_said_to_be_one(schema: dict[str, object]) -> None:
    with pytest.raises(IncomparableModel):
        find_misfit(schema, {"name": "lab"})


@pytest.mark.parametrize("schema", INCOMPARABLE)
def test_a_call_is_decided_without_such_a_model(schema: dict[str, object]) -> None:
    method = Method(http_method="POST", path="/orders", body_schema=schema)
    decision = decide(
        http_method="POST", path="/orders", body='{"name": "lab"}', api=api_of(method)
    )
    check = decision.check("body")
    assert (check.state, check.seen) == (
        CheckState.NOT_NEEDED,
        "this model cannot be compared here",
    )
