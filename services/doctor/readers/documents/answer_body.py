"""Which JSON documents are the body of an answer, and no record of a call; pure."""

from collections.abc import Mapping
from typing import Any

# These fields stand in answers, and in no record of a call.
_OF_ANSWERS = frozenset(
    {
        "__type",
        "challengename",
        "authenticationresult",
        "codedeliverydetails",
        "errormessage",
        "outcome",
    }
)


def is_answer_body(document: Mapping[str, Any]) -> bool:
    """Tell whether the document itself was sent as an answer."""
    names = {str(key).lower() for key in document}
    is_flat = not any(isinstance(value, dict | list) for value in document.values())
    is_error = "error" in names and isinstance(document.get("error"), str)
    is_ours = {"status", "code", "data", "message"} <= names
    is_problem = "title" in names and bool(names & {"detail", "status"})
    is_others = is_flat and (is_error or {"message", "statuscode"} <= names)
    is_known = bool(names & _OF_ANSWERS) or names == {"message"}
    return is_known or is_ours or is_problem or is_others
