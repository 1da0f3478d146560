"""Which AWS calls change something: what "writes nothing" means in the tests."""

import re

from services.cloud.aws import AwsCall

_READS = re.compile(r"(admin_)?(get|list|describe)_|initiate_auth|admin_initiate_auth")


def is_write(call: AwsCall) -> bool:
    return not _READS.match(call.operation)
