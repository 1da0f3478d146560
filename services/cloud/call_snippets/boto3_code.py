"""Recorded calls as Python code with boto3, in their order."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from services.cloud.call_snippets.contents import file_name
from services.cloud.call_snippets.variables import (
    NumberedAnswer,
    Piece,
    Variable,
    Variables,
    sequence,
)
from services.cloud.recorded_call import RecordedCall, contents_source

BOTO3_IMPORTS = "import os\nfrom pathlib import Path\n\nimport boto3"


def boto3_statements(
    calls: Sequence[RecordedCall], earlier: Sequence[RecordedCall] = ()
) -> list[str]:
    """Return the statements for each call that repeats what was done; BOTO3_IMPORTS go before.

    Ids travel in variables; those of `earlier` calls are set already. Secrets come from the
    environment.
    """
    variables, numbered = sequence(calls, earlier)
    return [_statement(each, variables) for each in numbered]


def _statement(numbered: NumberedAnswer, variables: Variables) -> str:
    call = numbered.call
    arguments = [
        f"    {name}={_expression(value, variables)},\n" for name, value in call.parameters.items()
    ]
    sent = f'boto3.client("{call.service}").{call.operation}'
    sent += f"(\n{''.join(arguments)})" if arguments else "()"
    if not numbered.ids:
        return sent
    ids = [f"{name.lower()} = answer{_subscripts(path)}" for name, path in numbered.ids.items()]
    return "\n".join([f"answer = {sent}", *ids])


def _subscripts(path: str) -> str:
    return "".join(f'["{each}"]' for each in path.split("."))


def _expression(value: Any, variables: Variables) -> str:
    if isinstance(value, Mapping):
        pairs = [f"{_text(key)}: {_expression(each, variables)}" for key, each in value.items()]
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(_expression(each, variables) for each in value)}]"
    if source := contents_source(value):
        return f"Path({_text(file_name(source))}).read_bytes()"
    if not isinstance(value, str):
        return repr(value)
    return " + ".join(_piece(each) for each in variables.pieces(value)) or '""'


def _piece(piece: Piece) -> str:
    if not isinstance(piece, Variable):
        return _text(piece)
    return f'os.environ["{piece.name}"]' if piece.is_secret else piece.name.lower()


def _text(text: str) -> str:
    """Return a text in double quotes: JSON's form of it is Python's, too."""
    return json.dumps(text, ensure_ascii=False)
