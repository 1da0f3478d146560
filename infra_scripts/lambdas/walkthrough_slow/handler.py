"""The walkthrough's function as one that takes three seconds; a switch uploads it.

Standalone: standard library only.
"""

import time
from typing import Any, Final

SECONDS: Final = 3.0


def lambda_handler(_event: Any, _context: object) -> dict[str, Any]:
    time.sleep(SECONDS)
    return {"statusCode": 200, "headers": {}, "body": "Better late than never."}
