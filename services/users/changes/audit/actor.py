"""Who makes a change: the user of the operating system, and whom AWS takes the caller for."""

import getpass
import os
from contextlib import suppress

from services.cloud.aws import Aws
from services.errors import LabError
from services.users.changes.audit.entry import Actor


def os_user() -> str:
    """Return the name that the system has for this process, whatever the environment says."""
    with suppress(ImportError, KeyError, AttributeError):  # Windows has none of these
        import pwd

        return pwd.getpwuid(os.geteuid()).pw_name
    with suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return "unknown"


def actor_of(aws: Aws) -> Actor:
    """Return who calls through `aws`; without an answer of AWS, its part is empty."""
    with suppress(LabError):
        caller = aws.caller()
        return Actor(os_user=os_user(), aws_identity=caller.arn, account=caller.account)
    return Actor(os_user=os_user())
