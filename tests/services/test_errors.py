"""The error tree: the docstring's drawing is the truth, and every error can be shown."""

import re

import pytest

from services import errors
from services.errors import AwsError, LabError, UserNotFound


def every_error(base: type[LabError] = LabError) -> list[type[LabError]]:
    below = [each for child in base.__subclasses__() for each in every_error(child)]
    return [base, *(each for each in below if each.__module__ == "services.errors")]


def drawn() -> dict[str, int | None]:
    """Return each class in the drawing with the exit status beside it."""
    rows = re.findall(r"[├└]── (\w+)(.*)", errors.__doc__ or "")
    statuses = {name: re.search(r"exit (\d)", rest) for name, rest in rows}
    return {name: int(match[1]) if match else None for name, match in statuses.items()}


def test_the_drawing_shows_every_class_and_no_other() -> None:
    assert set(drawn()) == {each.__name__ for each in every_error()} - {"LabError"}


@pytest.mark.parametrize("kind", every_error(), ids=lambda kind: kind.__name__)
def test_each_class_exits_with_the_status_drawn(kind: type[LabError]) -> None:
    assert kind.exit_status == (drawn().get(kind.__name__) or 1)


def test_message_and_hint_make_one_line() -> None:
    error = LabError("It failed\n  badly.", hint="Try again.", name="x")
    assert error.one_line() == "It failed badly. Try again."
    assert (str(error), error.facts) == ("It failed\n  badly.", {"name": "x"})


def test_an_aws_error_carries_awss_facts() -> None:
    error = UserNotFound("No.", hint="Look.", code="X", operation="AdminGetUser", http_status=400)
    assert isinstance(error, AwsError)
    assert (error.code, error.operation, error.http_status) == ("X", "AdminGetUser", 400)
