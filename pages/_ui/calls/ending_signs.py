"""How a call's end is marked: a shape for each, whose colour the stylesheet gives by its class."""

from services.authorizer.ending import Ending

_SIGNS = {
    Ending.LET_IN: "●",
    Ending.BY_AUTHORIZER: "■",
    Ending.BY_FUNCTION: "◆",
    Ending.NOT_ROUTED: "▭",
    Ending.BY_GATEWAY: "▲",
    Ending.NO_ANSWER: "○",
}


def ending_sign(ending: Ending) -> str:
    return _SIGNS[ending]


def ending_class(ending: Ending) -> str:
    """Return the CSS class that gives the end its colour: "by-authorizer"."""
    return ending.name.lower().replace("_", "-")
