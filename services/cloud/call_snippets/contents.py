"""The files whose bytes a call sends, and the variables that a reader sets: what to have first."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from services.cloud.recorded_call import RecordedCall, contents_source, secret_variables

_CONTENTS = re.compile(r"<contents of [^<>]+>")


def file_name(source: str) -> str:
    """Return the file that holds the bytes of a source: a zip for a directory of ours."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "_", source.rsplit("/", maxsplit=1)[-1])
    return f"{name}.zip" if "/" in source else f"{name}.bin"


def needed_files(calls: Sequence[RecordedCall]) -> dict[str, str]:
    """Return the files that must lie in the working directory, and what each is made of."""
    marks = _CONTENTS.findall(_all_parameters(calls))
    sources = [contents_source(mark) for mark in marks]
    return {file_name(source): source for source in sources}


def needed_secrets(calls: Sequence[RecordedCall]) -> list[str]:
    """Return the variables that the reader sets to the secrets, which nobody recorded."""
    return secret_variables(_all_parameters(calls))


def split_function_code(call: RecordedCall) -> tuple[Mapping[str, Any], str]:
    """Return the parameters without a function's code, and what the code is made of, or "".

    The CLI refuses a zip inside --code and has an option of its own for it.
    """
    code = call.parameters.get("Code")
    source = contents_source(code.get("ZipFile")) if isinstance(code, Mapping) else ""
    if not isinstance(code, Mapping) or not source:
        return call.parameters, ""
    rest = {key: value for key, value in code.items() if key != "ZipFile"}
    return {**call.parameters, "Code": rest} if rest else _without(call.parameters, "Code"), source


def _without(parameters: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in parameters.items() if key != name}


def _all_parameters(calls: Sequence[RecordedCall]) -> str:
    sent = [call.parameters for call in calls if call.is_write and not call.error_code]
    return json.dumps([dict(each) for each in sent], ensure_ascii=False)
