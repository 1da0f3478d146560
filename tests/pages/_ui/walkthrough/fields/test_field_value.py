"""Reading the value at a path of recorded parameters."""

from typing import Any

import pytest

from pages._ui.walkthrough.fields.field_value import field_value

POLICY = '{"Statement": [{"Action": ["a:Read", "a:Write"], "Resource": "*"}, {"Action": "b:Do"}]}'
PATCHES = [
    {"op": "replace", "path": "/deploymentId", "value": "d2"},
    {"op": "replace", "path": "/*/*/throttling/rateLimit", "value": "100.0"},
]


@pytest.mark.parametrize(
    ("parameters", "path", "value"),
    [
        pytest.param({"type": "MOCK"}, "type", "MOCK", id="a name"),
        pytest.param({"A": {"B": 14}}, "A.B", "14", id="a name below a name"),
        pytest.param({"A": False}, "A", "false", id="false as JSON writes it"),
        pytest.param({"A": ["x", "y"]}, "A", "x, y", id="a list"),
        pytest.param({"A": []}, "A", "none", id="an empty list"),
        pytest.param({"A": {"B": 1, "C": True}}, "A", "B: 1, C: true", id="several names"),
        pytest.param({"A": [{"N": "x"}, {"N": "y"}]}, "A.N", "x, y", id="through a list"),
        pytest.param(
            {"Doc": POLICY}, "Doc.Statement.Action", "a:Read, a:Write, b:Do", id="JSON in a string"
        ),
        pytest.param({"P": PATCHES}, "P./deploymentId", "d2", id="a patch operation"),
        pytest.param(
            {"P": PATCHES}, "P./*/*/throttling/rateLimit", "100.0", id="another patch operation"
        ),
        pytest.param({"A": {"b.c-D": "'*'"}}, "A.b.c-D", "'*'", id="a name with dots in it"),
        pytest.param({"N": 60, "U": {"N": "minutes"}}, "N + U.N", "60 minutes", id="two as one"),
        pytest.param({"N": 60}, "N + U.N", None, id="one of two is not there"),
        pytest.param({"A": "x"}, "B", None, id="not there"),
        pytest.param({"A": "x"}, "A.B", None, id="nothing below a text"),
        pytest.param({"A": [{"M": 1}]}, "A.N", None, id="in no part of a list"),
    ],
)
def test_the_value_at_a_path(parameters: dict[str, Any], path: str, value: str | None) -> None:
    assert field_value(parameters, path) == value
