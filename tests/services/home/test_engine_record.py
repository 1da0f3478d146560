"""The record of a running engine: written, read, removed; anything odd counts as none."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from services.home.engine_record import (
    EngineRecord,
    read_record,
    record_path,
    remove_record,
    write_record,
)

RECORD = EngineRecord(
    pid=1, process_started_at=2.5, port=4566, nonce="n", version="1.5.33", started_at=3.5
)


def test_a_record_is_read_back_until_it_is_removed(tmp_path: Path) -> None:
    write_record(tmp_path, RECORD)
    assert read_record(tmp_path) == RECORD
    remove_record(tmp_path)
    remove_record(tmp_path)
    assert read_record(tmp_path) is None


def test_the_address_is_loopback_and_the_port() -> None:
    assert RECORD.endpoint_url == "http://127.0.0.1:4566"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        json.dumps({"pid": 1}),
        json.dumps({"pid": 1, "surprise": 2}),
        json.dumps({**asdict(RECORD), "pid": -1}),
        json.dumps({**asdict(RECORD), "pid": "1"}),
        json.dumps({**asdict(RECORD), "port": True}),
        json.dumps({**asdict(RECORD), "nonce": ""}),
        json.dumps({**asdict(RECORD), "process_started_at": None}),
        "[" * 100_000,
    ],
    ids=[
        "empty",
        "cut short",
        "a list",
        "null",
        "an older shape",
        "a newer shape",
        "a pid that means every process",
        "a pid as text",
        "a port that is no number",
        "an empty nonce",
        "a time that is null",
        "nested without end",
    ],
)
def test_an_unusable_record_counts_as_none(tmp_path: Path, text: Any) -> None:
    record_path(tmp_path).write_text(text, encoding="utf-8")
    assert read_record(tmp_path) is None
