"""Finds the place in our source that makes a call to AWS."""

import sys
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from types import FrameType

from services.cloud.recorded_call import CallSource

_ROOT = Path(__file__).resolve().parent.parent.parent
_OURS = ("services/", "infra_scripts/", "pages/")
# They only pass calls on.
_CARRIERS = (
    "services/cloud/",
    "services/single_flight.py",
    "infra_scripts/stack/resources/view.py",
)


def calling_source() -> CallSource | None:
    """Return the innermost public function of the innermost file of ours that wants a call."""
    frames = list(_frames_of_ours())
    if not frames:
        return None
    file = _file(frames[0])
    same_file = list(takewhile(lambda frame: _file(frame) == file, frames))
    frame = next((it for it in same_file if _is_public(it)), frames[0])
    name = frame.f_code.co_qualname.split(".<", maxsplit=1)[0]
    return CallSource(file=file, line=frame.f_lineno, function=name)


def _frames_of_ours() -> Iterator[FrameType]:
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        file = _file(frame)
        if file.startswith(_OURS) and not file.startswith(_CARRIERS):
            yield frame
        frame = frame.f_back


def _file(frame: FrameType) -> str:
    path = Path(frame.f_code.co_filename)
    return path.relative_to(_ROOT).as_posix() if path.is_relative_to(_ROOT) else ""


def _is_public(frame: FrameType) -> bool:
    return not frame.f_code.co_name.startswith(("_", "<"))
