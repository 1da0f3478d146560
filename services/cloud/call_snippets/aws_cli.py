"""Recorded calls as commands of the AWS CLI for a POSIX shell, in their order."""

import json
import shlex
from collections.abc import Sequence
from typing import Any

from botocore import xform_name

from services.cloud.call_snippets.contents import file_name, split_function_code
from services.cloud.call_snippets.variables import (
    NumberedAnswer,
    Variable,
    Variables,
    sequence,
)
from services.cloud.recorded_call import RecordedCall, contents_source

_NEXT_LINE = " \\\n  "
# The CLI renames what its own options are called
# (https://github.com/aws/aws-cli/blob/develop/awscli/customizations/argrename.py).
_RENAMED = {
    ("apigateway", "create_rest_api", "version"): "api-version",
    ("lambda", "publish_version", "CodeSha256"): "code-sha-256",
}


def aws_cli_commands(
    calls: Sequence[RecordedCall], earlier: Sequence[RecordedCall] = ()
) -> list[str]:
    """Return one command for each call that repeats what was done.

    Ids travel in shell variables; those of `earlier` calls, and the secrets, are set already.
    """
    variables, numbered = sequence(calls, earlier)
    return [_command(each, variables) for each in numbered]


def _command(numbered: NumberedAnswer, variables: Variables) -> str:
    call = numbered.call
    words = [f"aws {call.service} {xform_name(call.operation, '-').replace('_', '-')}"]
    words += _options(call, variables)
    if not numbered.ids:
        return _NEXT_LINE.join(words)
    names, paths = list(numbered.ids), list(numbered.ids.values())
    query = paths[0] if len(paths) == 1 else f"[{', '.join(paths)}]"
    command = _NEXT_LINE.join([*words, f"--query {shlex.quote(query)} --output text"])
    if len(names) == 1:
        return f"{names[0]}=$({command})"
    fields = [
        f"{name}=$(printf '%s' \"$ANSWER\" | cut -f{number})"
        for number, name in enumerate(names, 1)
    ]
    return "\n".join([f"ANSWER=$({command})", *fields])


def _options(call: RecordedCall, variables: Variables) -> list[str]:
    parameters, code = split_function_code(call)
    options = []
    for name, value in parameters.items():
        option = _RENAMED.get((call.service, call.operation, name)) or xform_name(name, "-")
        options.append(_option(option, value, variables))
    return [*options, *([f"--zip-file fileb://{shlex.quote(file_name(code))}"] if code else [])]


def _option(option: str, value: Any, variables: Variables) -> str:
    if isinstance(value, bool):
        return f"--{option}" if value else f"--no-{option}"
    if source := contents_source(value):
        return f"--{option} fileb://{shlex.quote(file_name(source))}"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    starts_an_option = text.startswith("-")
    return f"--{option}{'=' if starts_an_option else ' '}{_quoted(text, variables)}"


def _quoted(text: str, variables: Variables) -> str:
    pieces = variables.pieces(text)
    return "".join(_piece(each) for each in pieces) or "''"


def _piece(piece: str | Variable) -> str:
    return f'"${piece.name}"' if isinstance(piece, Variable) else shlex.quote(piece)
