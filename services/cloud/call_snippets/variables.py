"""Which id of an earlier answer stands in which variable, and texts cut at such ids and secrets."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from botocore import xform_name

from services.cloud.recorded_call import RecordedCall, secret_variables, variable_name

_SHORTEST_ID = 6
_SECRET = re.compile(r"(<secret [A-Z0-9_]+>)")
_OWN_NAME = re.compile(r"^(pathPart|(.*[a-z])?Name|name)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """A piece of a text that a variable holds: an answered id, or a secret that the reader sets."""

    name: str
    is_secret: bool = False


Piece = str | Variable


class Variables:
    """Names the ids that calls answer, in order: the first of a kind has the plain name."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def add(self, call: RecordedCall) -> None:
        """Name the ids of a call's answer that no earlier call gave."""
        for path, value in call.answer_ids.items():
            if value not in self._names and len(value) >= _SHORTEST_ID:
                self._names[value] = self._free_name(call, path)

    def name(self, value: str) -> str:
        """Return the variable that holds an id, "" for a value that is none."""
        return self._names.get(value, "")

    def used_in(self, text: str) -> set[str]:
        """Return the ids that occur in a text."""
        return {piece for piece in self._cut(text) if piece in self._names}

    def pieces(self, text: str) -> list[Piece]:
        """Cut a text into what is written as it stands and what a variable holds."""
        answer: list[Piece] = []
        for part in _SECRET.split(text):
            if secret := secret_variables(part):
                answer.append(Variable(name=secret[0], is_secret=True))
            else:
                answer += self._with_ids(part)
        return answer

    def _with_ids(self, text: str) -> Iterator[Piece]:
        for part in filter(None, self._cut(text)):
            name = self._names.get(part)
            yield Variable(name=name) if name else part

    def _cut(self, text: str) -> list[str]:
        if not self._names:
            return [text]
        longest_first = sorted(self._names, key=len, reverse=True)
        ids = "|".join(re.escape(value) for value in longest_first)
        return re.split(rf"(?<![A-Za-z0-9])({ids})(?![A-Za-z0-9])", text)

    def _free_name(self, call: RecordedCall, path: str) -> str:
        plain = variable_name(xform_name(_id_name(call, path)))
        owner = _own_name(call.parameters)
        taken = set(self._names.values())
        names = [] if "pathPart" in call.parameters else [plain]
        names += [variable_name(f"{owner} {plain}")]
        numbered = (f"{names[-1]}_{number}" for number in range(2, len(taken) + 3))
        return next(name for name in (*names, *numbered) if name not in taken)


def _id_name(call: RecordedCall, path: str) -> str:
    """Return what an id is called: "UserPoolId" for UserPool.Id, "rest_api_id" for id."""
    if path == "Account":
        return "AccountId"
    *parents, last = path.split(".")
    if last.lower() not in {"id", "arn"}:
        return last
    parent = parents[-1] if parents else call.operation.split("_", maxsplit=1)[-1]
    return f"{parent}_{last}" if not parents else f"{parent}{last}"


def _own_name(parameters: Mapping[str, Any]) -> str:
    named = (value for key, value in parameters.items() if _OWN_NAME.match(key))
    return next((value for value in named if isinstance(value, str)), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedAnswer:
    """A call of a sequence, and where in its answer are the ids that variables keep."""

    call: RecordedCall
    ids: Mapping[str, str]  # variable -> JMESPath


def sequence(
    calls: Sequence[RecordedCall], earlier: Sequence[RecordedCall] = ()
) -> tuple[Variables, list[NumberedAnswer]]:
    """Return the calls that repeat what was done: each write, and the reads whose ids it needs.

    A refused call changed nothing and is left out. A write keeps each new id, for calls that are
    still to come; the ids of `earlier` calls are in their variables already.
    """
    variables = Variables()
    for call in (*earlier, *calls):
        if not call.error_code:
            variables.add(call)
    used: set[str] = set()
    before = {value for call in earlier for value in call.answer_ids.values()}
    answer: list[NumberedAnswer] = []
    for position in reversed(range(len(calls))):
        call = calls[position]
        before_it = {value for each in calls[:position] for value in each.answer_ids.values()}
        wanted = {
            path: value
            for path, value in call.answer_ids.items()
            if variables.name(value) and value not in before | before_it
            if call.is_write or value in used
        }
        if call.error_code or not (call.is_write or wanted):
            continue
        used |= variables.used_in(repr(dict(call.parameters)))
        ids = {variables.name(value): path for path, value in wanted.items()}
        answer.insert(0, NumberedAnswer(call=call, ids=ids))
    return variables, answer
