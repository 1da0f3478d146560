"""The cloud `aws` with moto behind it, asked one call at a time."""

import threading
from typing import Any

from services.cloud.aws import Aws

_ONE_AT_A_TIME = threading.RLock()
A_KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class MotoAws(Aws):
    """Calls moto as AWS is called, with two of its limits put right.

    moto builds its routes by `ast.parse`, which in two threads at once fails on Python 3.11
    ("AST constructor recursion depth mismatch"), and it hands out a key too short for any
    authenticator app.
    """

    def call(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        with _ONE_AT_A_TIME:
            answer = super().call(service, operation, **parameters)
        if operation == "associate_software_token":
            return {**answer, "SecretCode": A_KEY}
        return answer
