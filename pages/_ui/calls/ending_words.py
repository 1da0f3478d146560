"""How a call ended, as a shape in a colour beside the words: never by colour alone; pure."""

from http import HTTPStatus

from services.authorizer.ending import Ending


def ending_class(ending: Ending) -> str:
    """Return the name by which the stylesheet knows the ending's shape and colour."""
    return ending.name.lower().replace("_", "-")


def status_line(status: int | None, reason: str = "") -> str:
    """Return for example "401 Unauthorized"; `reason` is what stood beside the status, if known."""
    if status is None:
        return "No answer"
    known = {each.value: each.phrase for each in HTTPStatus}
    return f"{status} {reason or known.get(status, '')}".strip()
