"""The ratios of the doctor: ten times the text may not take ten times as long to read."""

import json

from services.doctor.consultation import Pasted, examine_paste
from tests.bench.measure import Ratio, in_turns, milliseconds
from tests.services.doctor.test_any_paste import PIECES

_LONG, _SHORT, _ROUNDS = 200_000, 20_000, 9
_GROWTH_AIM, _DOCUMENT_AIM = 4.0, 40.0
_CALLS_IN_FILE = 180


def measure_doctor() -> list[Ratio]:
    return [_grown(), _document()]


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


def _examined(length: int) -> float:
    texts = [(piece * (length // len(piece) + 1))[:length] for piece in PIECES]
    return milliseconds(lambda: [examine_paste(None, Pasted(text=text)) for text in texts])


def _document() -> Ratio:
    """Compare a HAR file, which is read whole, with the JSON parser alone."""
    text = _har_file()
    return in_turns(
        "doctor, a HAR file of 200,000 characters",
        ours=lambda: milliseconds(lambda: examine_paste(None, Pasted(text=text))),
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
