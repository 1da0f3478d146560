"""The environment a container of the sign-in function has: two ids, and no secret."""

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="package")
def function_environment() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("USER_POOL_ID", "eu-west-1_Pool12345")
        patch.setenv("CLIENT_ID", "client123")
        patch.setenv("AWS_REGION", "eu-west-1")
        yield
