"""The check-up of a Lab's own stack: its live configuration is read, then the rules look at it."""

from services.checkup.checkup import CheckUp, check_up
from services.lab import Lab
from services.live.stack_reader import read_live_stack


def check_up_lab(lab: Lab) -> CheckUp:
    """Read the stack's live configuration and return what the rules find in it.

    Raises an AwsError when the API itself cannot be read.
    """
    return check_up(read_live_stack(lab.aws, lab.outputs))
