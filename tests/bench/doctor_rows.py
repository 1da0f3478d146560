"""The ratios of the doctor: neither the length of a text nor what it is made of makes it slow."""

import json
import statistics
from functools import partial
from itertools import pairwise

from services.doctor.consultation import Pasted, examine_paste
from tests.bench.measure import Ratio, in_turns, milliseconds
from tests.services.doctor.test_any_paste import PIECES

_LONG, _SHORT, _ROUNDS = 200_000, 20_000, 9
_GROWTH_AIM, _SLOWEST_AIM, _DOCUMENT_AIM = 4.0, 8.0, 40.0
_CALLS_IN_FILE = 180


def measure_doctor() -> list[Ratio]:
    return [_grown(), _slowest(), _document()]


def _grown() -> Ratio:
    """Compare every piece that a reader looks for, repeated to each of the two lengths."""
    return in_turns(
        "doctor, 200,000 characters",
        ours=lambda: _examined(_LONG),
        baseline=lambda: _examined(_SHORT),
        baseline_name="the doctor, 20,000 characters",
        aim=_GROWTH_AIM,
        rounds=_ROUNDS,
    )


def _slowest() -> Ratio:
    """Compare the slowest of all texts with the middle one: no text may be a trap."""
    return in_turns(
        "doctor, the slowest text of 200,000 characters",
        ours=lambda: max(_times(_LONG)),
        baseline=lambda: statistics.median(_times(_LONG)),
        baseline_name="the middle one of the same texts",
        aim=_SLOWEST_AIM,
        rounds=_ROUNDS,
    )


def _examined(length: int) -> float:
    return sum(_times(length))


def _times(length: int) -> list[float]:
    """Return the milliseconds for each piece and each two of them, repeated to the length."""
    pieces = (*PIECES, *(f"{one}\n{other}\n" for one, other in pairwise(PIECES)))
    texts = [(piece * (length // len(piece) + 1))[:length] for piece in pieces]
    return [milliseconds(partial(_examine, text)) for text in texts]


def _examine(text: str) -> None:
    examine_paste(None, Pasted(text=text))


def _document() -> Ratio:
    """Compare a HAR file, which is read whole, with the JSON parser alone."""
    text = _har_file()
    return in_turns(
        "doctor, a HAR file of 200,000 characters",
        ours=lambda: milliseconds(lambda: _examine(text)),
        baseline=lambda: milliseconds(lambda: json.loads(text)),
        baseline_name="json.loads alone",
        aim=_DOCUMENT_AIM,
        rounds=_ROUNDS,
    )


def _har_file() -> str:
    sent = [{"name": "accept", "value": "*/*"}] * 10
    received = [{"name": "x-amzn-errortype", "value": "UnauthorizedException"}] * 10
    call = {
        "request": {"method": "GET", "url": "https://api.example.com/x", "headers": sent},
        "response": {
            "status": 401,
            "headers": received,
            "content": {"text": '{"message":"Unauthorized"}'},
        },
    }
    return json.dumps({"log": {"entries": [call] * _CALLS_IN_FILE}})
