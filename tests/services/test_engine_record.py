"""The record of a running engine: written, read, removed; anything odd counts as none."""

import json
from pathlib import Path
from typing import Any

import pytest

from services.engine_record import (
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
    ["", "{", "[]", "null", json.dumps({"pid": 1}), json.dumps({"pid": 1, "surprise": 2})],
    ids=["empty", "cut short", "a list", "null", "an older shape", "a newer shape"],
)
def test_an_unusable_record_counts_as_none(tmp_path: Path, text: Any) -> None:
    record_path(tmp_path).write_text(text, encoding="utf-8")
    assert read_record(tmp_path) is None
