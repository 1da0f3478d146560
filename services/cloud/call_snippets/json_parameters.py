"""A recorded call's parameters as JSON: what the AWS CLI takes with --cli-input-json."""

import json
import re

from services.cloud.recorded_call import RecordedCall

_SECRET = re.compile(r"<secret ([A-Z0-9_]+)>")


def json_parameters(call: RecordedCall) -> str:
    """Return the parameters as they went out; a secret is the variable that its owner sets."""
    text = json.dumps(dict(call.parameters), indent=2, ensure_ascii=False)
    return _SECRET.sub(r"$\1", text)
